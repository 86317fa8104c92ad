// F13, F14, F15, F16: what comes in at the door: duplicates, bursts, updates that race a hand-over to a new run, and poison.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../../db/ledger.ts';
import { quietRuntime } from '../../../worker/quiet.ts';
import { checkCase } from '../../../worker/three-way.ts';
import { messages, workflowIdOf } from '../../../workflows/contract/ids.ts';
import { sealKeyOf } from '../../support/system.ts';
import { type Clients, carryOut } from '../clients.ts';
import { openLedger } from '../operations.ts';
import { chance } from '../random.ts';
import { play, seed } from '../scenario.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

const officer = () => stage.officers[0] as NonNullable<(typeof stage.officers)[0]>;
const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${stage.system.running().apiUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${officer().token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
    body,
  });
  return { status: response.status, body: (await response.json()) as { code?: string; caseNo?: string; seq?: number } };
};
const request = (area: string, description = '路灯不亮。') =>
  JSON.stringify({ source: 'patrol', category: 'cityAppearance', area, urgency: 'normal', description });
const newCase = async (): Promise<string> => (await post('/v1/cases', request(officer().area))).body.caseNo as string;

const newClients = (): Clients => ({
  apiUrl: stage.system.running().apiUrl,
  seed,
  officers: stage.officers,
  ledger: openLedger(),
  duplicated: 0.1,
  patienceMs: 120_000,
});

/** Acts on one case by several clients at once. @returns every answer */
const hammer = async (caseNo: string, clients: Clients, name: string, acts: number, atOnce: number): Promise<void> => {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < acts) {
      next += 1;
      const chances = chance(seed, `${name} ${next}`);
      const operation = clients.ledger.begin('act', chances.key(), caseNo, 'note');
      await carryOut(clients, chances, operation, {
        path: `/v1/cases/${caseNo}/actions/note`,
        token: officer().token,
        body: { input: { text: `第 ${next} 条备注` } },
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
};

const verdictOn = (caseNo: string) =>
  checkCase({ db: stage.db, client: stage.engine, sealKey: sealKeyOf(stage.system.home) }, caseNo);

it('F13 half of all requests come two to five times at once, and once more after a restart', async () => {
  await play({ name: 'F13 duplicates', ...stage, duplicated: 0.5, nemesis: async () => [] });
  const key = randomUUID();
  const first = await post('/v1/cases', request(officer().area), { 'idempotency-key': key });
  stage.system.signal('api');
  await stage.system.back('api');
  const again = await post('/v1/cases', request(officer().area), { 'idempotency-key': key });
  expect(again.body.caseNo).toBe(first.body.caseNo);
  const other = await post('/v1/cases', request(officer().area, '另一件事。'), { 'idempotency-key': key });
  expect(other).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
});

it('F14 updates, some of them twice, race the hand-over of a case to a new run', async () => {
  const caseNo = await newCase();
  const clients = newClients();
  await hammer(caseNo, clients, 'hand-over', 160, 4);

  const verdict = await verdictOn(caseNo);
  expect(verdict).toMatchObject({ agrees: true, events: 161 });
  expect(verdict.runs).toBeGreaterThan(1);
  const commands = (await readEvents(stage.db, caseNo)).flatMap(({ commandId }) => commandId ?? []);
  expect(new Set(commands).size).toBe(commands.length);
});

it('F15 a burst of 150 acts on one case is worked off one by one', async () => {
  const caseNo = await newCase();
  const clients = newClients();
  await hammer(caseNo, { ...clients, duplicated: 0 }, 'burst', 150, 150);

  expect(await verdictOn(caseNo)).toMatchObject({ agrees: true, events: 151 });
  const statuses = clients.ledger.operations.flatMap(({ attempts }) => attempts.map(({ status }) => status));
  // Told to come back, at most; never an error of the system.
  expect(statuses.filter((status) => status !== 200 && status !== 503 && status !== 409)).toEqual([]);
});

it.each([
  ['2.1 MB', 413, () => request(officer().area, 'x'.repeat(2_100_000))],
  ['a thousand levels', 400, () => `${'['.repeat(1_000)}${']'.repeat(1_000)}`],
  ['a NUL', 422, () => request(officer().area, 'a\u0000b')],
  ['a lone surrogate', 422, () => request(officer().area, 'a\ud800b')],
] as const)('F16 %s is refused at the door', async (_, status, body) => {
  expect((await post('/v1/cases', body())).status).toBe(status);
});

it('F16 poison that reaches the engine past the door harms no case but its own', async () => {
  const caseNo = await newCase();
  const handle = stage.engine.workflow.getHandle(workflowIdOf(caseNo));
  for (const poison of [null, 'garbage', { v: 99 }, { id: 'x'.repeat(200_000) }]) {
    await expect(handle.executeUpdate(messages.command, { args: [poison] as never })).rejects.toThrow();
  }
  const poisoned = `case/POISON-${Date.now()}`;
  await stage.engine.workflow.start('general-request', {
    workflowId: poisoned,
    taskQueue: 'caseloop',
    args: [{ v: 99, nonsense: true }],
  });
  const acted = await post(`/v1/cases/${caseNo}/actions/note`, JSON.stringify({ input: { text: '照常' } }));
  expect(acted).toMatchObject({ status: 200, body: { seq: 2 } });
  expect(await verdictOn(caseNo)).toMatchObject({ agrees: true, events: 2 });
  expect((await stage.engine.workflow.getHandle(poisoned).describe()).status.name).toBe('RUNNING');
  await stage.engine.workflow.getHandle(poisoned).terminate('the test is over');
});
