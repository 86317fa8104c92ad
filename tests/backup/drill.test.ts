// The drills of a restore, over whole systems: the database alone from an old backup under a newer engine, and everything into an empty
// home. What was acknowledged after the backup comes back from the engine's histories, and life goes on.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, Client as Temporal } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Client, createClient } from '../../cli/client.ts';
import { openDatabase } from '../../db/client.ts';
import { quietRuntime } from '../../worker/quiet.ts';
import type { RefillReport } from '../../worker/refill/refill.ts';
import { checkCases } from '../../worker/three-way.ts';
import { newHome, removeHome, runOver, type System, startSystem } from '../support/system.ts';

quietRuntime();

const homes = [newHome(), newHome()] as const;
const [home, otherHome] = homes;
const backup = join(home, 'backups', 'monday');
const env = { CASELOOP_TEMPORAL_BIN: inject('stack').engine.path };
const systems: System[] = [];

const start = async (where: string): Promise<System> => {
  const system = await startSystem(where, env);
  systems.push(system);
  return system;
};

afterAll(async () => {
  for (const system of systems) await system.stop();
  for (const each of homes) removeHome(each);
});

const street = 'xx.zone.wenchang';

/** An officer of the street at the door of a running system. */
const officer = (system: System) => {
  const client: Client = createClient(system.running().apiUrl);
  const as = system.signIns().find(({ unit }) => unit === street);
  if (!as) throw new Error('The street signs in nowhere.');
  return {
    receive: async (): Promise<string> =>
      (
        await client.receive(as, {
          source: 'patrol',
          category: 'cityAppearance',
          area: `${street}.biguiyuan`,
          urgency: 'normal',
          description: '人行道上堆放杂物，影响通行。',
          rehearsal: false,
        })
      ).caseNo,
    resolve: (caseNo: string) => client.act(as, caseNo, 'resolveOnSpot', { result: '当场清理完毕。' }),
    reply: (caseNo: string) => client.act(as, caseNo, 'reply', { answer: '已清理，感谢反映。' }),
    seqOf: async (caseNo: string): Promise<number> => (await client.events(as, caseNo)).length,
  };
};

/** The report of a refill, which exits with 1 when something is missing. */
const dryRun = async (system: System): Promise<RefillReport> =>
  JSON.parse(
    await system.run('refill', '--dry-run', '--json').catch((error: { stdout: string }) => error.stdout),
  ) as RefillReport;

/** Ledger, read model and the replay of the histories agree. */
const agree = async (system: System, caseNos: readonly string[]): Promise<void> => {
  const { readerDatabaseUrl, temporalAddress, namespace } = system.running();
  const db = openDatabase(readerDatabaseUrl, { applicationName: 'test', max: 2 });
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const verdicts = await checkCases({ db, client: new Temporal({ connection, namespace }) }, caseNos);
    expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(verdicts).toHaveLength(caseNos.length);
  } finally {
    await Promise.all([db.close(), connection.close()]);
  }
};

/** The same home, stopped: commands only. */
let stopped: System;
/** Received before the backup, and after it. */
const before: string[] = [];
const after: string[] = [];

describe('a restored system', () => {
  beforeAll(async () => {
    const system = await start(home);
    const act = officer(system);
    before.push(await act.receive(), await act.receive(), await act.receive());
    await act.resolve(before[0] as string);
    console.log(await system.run('backup', backup));
    await act.reply(before[0] as string);
    await act.resolve(before[1] as string);
    after.push(await act.receive(), await act.receive());
    await act.resolve(after[0] as string);
    await act.reply(after[0] as string);
    await system.stop();
    stopped = system;
  });

  it('is not made from a backup with a flipped byte', async () => {
    const file = join(backup, 'database', 'case_event.copy.gz');
    const sound = readFileSync(file);
    const flipped = Buffer.from(sound);
    flipped[30] = (flipped[30] ?? 0) ^ 1;
    writeFileSync(file, flipped);
    await expect(stopped.run('restore', backup, '--replace')).rejects.toThrow('database/case_event.copy.gz');
    writeFileSync(file, sound);
  });

  it('is not made over cases that are there, unless told so', async () => {
    await expect(stopped.run('restore', backup, '--only', 'database')).rejects.toThrow('--replace');
  });

  it('gets back from the engine what its old database lacks', async () => {
    rmSync(join(home, 'postgres'), { recursive: true });
    await stopped.run('restore', backup, '--only', 'database');

    const lacking = await dryRun(stopped);
    // One act on each of two old cases; two new ones with one and three events.
    expect(lacking.missing).toEqual({ cases: 2, events: 6, receipts: 2 });
    expect(lacking.withoutWorkflow).toEqual([]);

    const system = await start(home);
    expect(system.output()).toContain('6 条 events in 4 件 cases · 2 张 receipts');
    const act = officer(system);
    await act.resolve(after[1] as string);
    await act.reply(after[1] as string);
    expect(await act.seqOf(after[1] as string)).toBe(3);
    const next = await act.receive();
    expect([...before, ...after]).not.toContain(next);
    await agree(system, [...before, ...after, next]);
    expect((await dryRun(system)).missing).toEqual({ cases: 0, events: 0, receipts: 0 });
    await system.stop();
  });

  it('goes on from an old backup of everything in an empty home', async () => {
    await expect(runOver(otherHome, env, 'restore', backup)).rejects.toThrow('keys.json');
    writeFileSync(join(otherHome, 'keys.json'), readFileSync(join(home, 'keys.json')), { mode: 0o600 });
    await runOver(otherHome, env, 'restore', backup);

    const system = await start(otherHome);
    expect(readdirSync(otherHome).some((name) => name.startsWith('temporal.before'))).toBe(false);
    const act = officer(system);
    expect(await act.seqOf(before[0] as string)).toBe(2);
    await act.reply(before[0] as string);
    await act.resolve(before[1] as string);
    const next = await act.receive();
    expect(before).not.toContain(next);
    await agree(system, [...before, next]);
    expect(existsSync(join(otherHome, 'sign-ins.json'))).toBe(true);
  });
});
