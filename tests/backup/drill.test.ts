// The drills of a restore, over whole systems: the database alone from an old backup under a newer engine, and everything into an empty
// home. What was acknowledged after the backup comes back from the engine's histories, and life goes on.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, Client as Temporal } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Client, createClient } from '../../cli/client.ts';
import { openDatabase } from '../../db/client.ts';
import { manifestName, readManifest } from '../../platform/backup/manifest.ts';
import { tryLock } from '../../platform/lock.ts';
import { quietRuntime } from '../../worker/quiet.ts';
import type { RefillReport } from '../../worker/refill/refill.ts';
import { checkCases } from '../../worker/three-way.ts';
import type { Verdict } from '../../workflows/contract/verdict.ts';
import { newHome, removeHome, runOver, type System, sealKeyOf, startSystem } from '../support/system.ts';

quietRuntime();

const homes = [newHome(), newHome(), newHome()] as const;
const [home, otherHome, thirdHome] = homes;
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

/** What ledger, read model and the replay of the histories say of each other. */
const verdictsOn = async (system: System, caseNos: readonly string[]): Promise<Verdict[]> => {
  const { readerDatabaseUrl, temporalAddress, namespace } = system.running();
  const db = openDatabase(readerDatabaseUrl, { applicationName: 'test', max: 2 });
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const client = new Temporal({ connection, namespace });
    return await checkCases({ db, client, sealKey: sealKeyOf(system.home) }, caseNos);
  } finally {
    await Promise.all([db.close(), connection.close()]);
  }
};

/** The same home, stopped: commands only. */
let stopped: System;
/** Received before the backup, while it was taken, and after it. */
const before: string[] = [];
const meanwhile: string[] = [];
const after: string[] = [];
const all = (): string[] => [...before, ...meanwhile, ...after];
/** One for each reception, and the acts below. */
const events = (): number => all().length + 5;

/** Cuts a restore off before anything that it loaded is committed, as a kill does: the ledger is not the one that the manifest promises. */
const cutOffRestore = async (...options: string[]): Promise<void> => {
  const file = join(backup, manifestName);
  const sound = readFileSync(file);
  const { database, ...others } = readManifest(backup);
  writeFileSync(file, JSON.stringify({ ...others, database: { ...database, events: database.events + 1 } }));
  await expect(stopped.run('restore', backup, ...options)).rejects.toThrow('not the one of the manifest');
  writeFileSync(file, sound);
};

describe('a restored system', () => {
  beforeAll(async () => {
    const system = await start(home);
    const act = officer(system);
    before.push(await act.receive(), await act.receive(), await act.receive());
    await act.resolve(before[0] as string);
    let taken = false;
    const stream = async (): Promise<void> => {
      while (!taken && meanwhile.length < 20) meanwhile.push(await act.receive());
    };
    const streams = [stream(), stream()];
    console.log(await system.run('backup', backup));
    taken = true;
    await Promise.all(streams);
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

  it('is not backed up by two at once', async () => {
    const other = tryLock(join(home, 'backup.lock'));
    await expect(stopped.run('backup', join(home, 'backups', 'twice'))).rejects.toThrow('is under way');
    if ('release' in other) other.release();
  });

  it('is not made over cases that are there, unless told so', async () => {
    await expect(stopped.run('restore', backup, '--only', 'database')).rejects.toThrow('--replace');
  });

  it('is what it was before when the restore was cut off', async () => {
    await cutOffRestore('--replace');
    expect((await dryRun(stopped)).missing).toEqual({ cases: 0, events: 0, receipts: 0 });
  });

  it('does not start as an empty one when the restore of a lost database was cut off', async () => {
    rmSync(join(home, 'postgres'), { recursive: true });
    await cutOffRestore('--only', 'database');
    await expect(start(home)).rejects.toThrow('repeat caseloop restore');
    for (const command of [['backup', join(home, 'backups', 'never')], ['refill']]) {
      await expect(stopped.run(...command)).rejects.toThrow('repeat caseloop restore');
    }
  });

  it('gets back from the engine what its old database lacks', async () => {
    await stopped.run('restore', backup, '--only', 'database');

    const { database } = readManifest(backup);
    const receipts = database.tables.find(({ table }) => table === 'intake')?.rows ?? 0;
    const missing = {
      cases: all().length - database.cases,
      events: events() - database.events,
      receipts: all().length - receipts,
    };
    expect(missing.cases).toBeGreaterThanOrEqual(2);
    expect((await dryRun(stopped)).missing).toEqual(missing);

    const system = await start(home);
    expect(system.output()).toContain(`已补 refilled: ${missing.events} 条 events`);
    const act = officer(system);
    await act.resolve(after[1] as string);
    expect(await act.seqOf(after[1] as string)).toBe(2);
    const next = await act.receive();
    expect(all()).not.toContain(next);
    const verdicts = await verdictsOn(system, [...all(), next]);
    expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
    await system.stop();
  }, 120_000);

  it('goes on from an old backup of everything in an empty home', async () => {
    await expect(runOver(otherHome, env, 'restore', backup)).rejects.toThrow('keys.json');
    writeFileSync(join(otherHome, 'keys.json'), readFileSync(join(home, 'keys.json')), { mode: 0o600 });
    await runOver(otherHome, env, 'restore', backup);

    const system = await start(otherHome);
    const act = officer(system);
    expect(await act.seqOf(before[0] as string)).toBe(2);
    await act.reply(before[0] as string);
    // Also those that came in between the engine's part and the database's.
    const known = await received(system);
    expect(known).toEqual(expect.arrayContaining(before));
    for (const caseNo of known.slice(1)) await act.resolve(caseNo);
    const next = await act.receive();
    expect(all()).not.toContain(next);
    const verdicts = await verdictsOn(system, [...before, next]);
    expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
    // Of those that came in between, the engine's part lacks the beginning: nothing contradicts, but it cannot be replayed.
    const others = (await verdictsOn(system, known)).flatMap(({ comparisons }) => comparisons);
    expect(others.filter(({ ok }) => ok === false)).toEqual([]);
    await system.stop();
  });

  it('is backed up when it is stopped, too, with its keys when asked', async () => {
    const folder = join(otherHome, 'backups', 'tuesday');
    await runOver(otherHome, env, 'backup', folder, '--with-keys');
    await runOver(thirdHome, env, 'restore', folder);

    expect(readManifest(folder).database.cases).toBeGreaterThan(readManifest(backup).database.cases);
    expect(readFileSync(join(thirdHome, 'keys.json'))).toEqual(readFileSync(join(otherHome, 'keys.json')));
    expect(existsSync(join(thirdHome, 'temporal', 'temporal.db'))).toBe(true);
  });
});

/** Every receipt's case, the first first. */
const received = async (system: System): Promise<string[]> => {
  const db = openDatabase(system.running().appDatabaseUrl, { applicationName: 'test', max: 1 });
  const { rows } = await db.pool.query<{ case_no: string }>('select case_no from intake order by case_no');
  await db.close();
  return rows.map((row) => row.case_no);
};
