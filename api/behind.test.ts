// A case whose engine is behind its ledger: a worker died after its commit and before its answer, and the repeated request was answered
// from the ledger. What people may do next is what the ledger says.
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarFor } from '../db/calendars.ts';
import { commitEvents } from '../db/commit.ts';
import { readEvents } from '../db/ledger.ts';
import { beginRequest } from '../db/request-keys.ts';
import { sealText } from '../db/vault.ts';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { checkCase } from '../worker/three-way.ts';
import { link, sha256 } from '../workflows/case/chain.ts';
import { decide } from '../workflows/case/decide.ts';
import { fold } from '../workflows/case/evolve.ts';
import { generalRequest } from '../workflows/case-types/general-request/index.ts';
import type { Command } from '../workflows/contract/command.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { createCaseDesk } from './case-desk.ts';
import { createCommandDesk } from './command-desk.ts';
import { type ApiDeps, generousLimits } from './deps.ts';
import type { Engine } from './engine.ts';
import { bodyHashOf } from './inputs.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

const forgotten = 'forgotten-0001';

/** Verifies the case in the ledger alone, sealed, as a worker does that dies before it can tell the engine. */
const verifyBehindTheEngine = async (caseNo: string): Promise<void> => {
  const { db } = api.database;
  const before = fold(await readEvents(db, caseNo));
  const command: Command = {
    id: forgotten,
    bodyHash: sha256('forgotten'),
    action: 'verify',
    input: { finding: sealText(api.keys, { owner: caseNo, ref: `${caseNo}/finding`, text: '属实' }).ref },
    reason: null,
    actor: { person: 'p-1', unit: 'xx.zone' },
    authority: { role: 'county', unit: 'xx.zone', basis: 'duty' },
  };
  const context = {
    definition: generalRequest,
    calendar: await calendarFor(db, before.intake.area),
    now: new Date().toISOString(),
  };
  const [decided] = decide(before, command, context);
  if (!decided) throw new Error('Nothing was decided.');
  const event = link(before, caseNo, decided);
  const { rows } = await db.pool.query('select run_id from run_history where case_no = $1', [caseNo]);
  await commitEvents(
    db,
    { run: { workflowId: `case/${caseNo}`, runId: rows[0].run_id }, events: [event], state: fold([event], before) },
    api.keys.seal,
  );
};

const verification = { action: 'verify', input: { finding: '属实' }, reason: null };

/** Verifies the case through a desk that speaks to this engine. */
const verifyBy = (engine: Partial<Engine>, caseNo: string, key: string) => {
  const { db } = api.database;
  const deps = { db, engine, keys: api.keys, logger: pino({ level: 'silent' }) } as unknown as ApiDeps;
  const { act } = createCommandDesk(deps, createCaseDesk(deps), generousLimits);
  const caller = { kind: 'person', person: 'p-1', name: '', unit: 'xx.zone', role: 'county', wall: false } as const;
  const { action, ...body } = verification;
  return act(caller, { caseNo, action, key, ifMatch: undefined, body });
};

test('the case takes over what the ledger holds, and the next act is done', async () => {
  const { caseNo } = (await api.receive()).body;
  await verifyBehindTheEngine(caseNo);
  expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.step).toBe('assign');

  const dispatched = await api.act('zone', caseNo, 'dispatch', { unit: 'xx.zone.yongfu' });

  expect(dispatched).toMatchObject({ status: 200, body: { seq: 3, responsible: { unit: 'xx.zone.yongfu' } } });
  expect((await checkCase({ db: api.database.db, client: api.client, sealKey: api.keys.seal }, caseNo)).agrees).toBe(
    true,
  );
});

test('a case that is behind takes an act on the picture that the ledger gives', async () => {
  const { caseNo } = (await api.receive()).body;
  await verifyBehindTheEngine(caseNo);
  const dispatched = await api.call('POST', `/v1/cases/${caseNo}/actions/dispatch`, {
    as: 'zone',
    body: { input: { unit: 'xx.zone.yongfu' } },
    headers: { 'idempotency-key': 'behind-and-matched', 'if-match': '"2"' },
  });
  expect(dispatched).toMatchObject({ status: 200, body: { seq: 3 } });
});

test('an act that the case refuses for a reason of its own is refused once, and nothing is taken over', async () => {
  const { caseNo } = (await api.receive()).body;
  const refused = await api.act('zone', caseNo, 'dispatch', { unit: 'xx.zone.yongfu' });
  expect(refused).toMatchObject({ status: 409, body: { code: 'IllegalAction' } });
  expect(await readEvents(api.database.db, caseNo)).toHaveLength(1);
});

test('a case that caught up by itself after it refused is asked again', async () => {
  const { caseNo } = (await api.receive()).body;
  const asked: [key: string, again: string | undefined][] = [];
  const engine = {
    command: async (_: string, { id }: Command, again?: string) => {
      asked.push([id, again]);
      if (asked.length === 1) throw new CaseFailure('IllegalAction', 'not yet');
    },
    // It knows as much as the ledger by now.
    catchUp: async () => undefined,
  } as unknown as Partial<Engine>;

  await verifyBy(engine, caseNo, 'asked-twice-1');

  expect(asked).toEqual([
    ['asked-twice-1', undefined],
    ['asked-twice-1', expect.any(String)],
  ]);
});

/** As the owner: the ledger loses a case's last event, as a copy from before would lack it, until it is given back. */
const withoutLastEvent = async (caseNo: string): Promise<{ giveBack(): Promise<void> }> => {
  const owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await owner.query('set session_replication_role = replica');
  await owner.query(
    `create temporary table lost as select * from case_event where case_no = '${caseNo}' order by seq desc limit 1`,
  );
  await owner.query(
    'delete from case_event using lost where case_event.case_no = lost.case_no and case_event.seq = lost.seq',
  );
  return {
    async giveBack() {
      await owner.query('insert into case_event select * from lost');
      await owner.end();
    },
  };
};

test('an act that the case could not record is done under the same key once its ledger is whole', async () => {
  const { caseNo } = (await api.receive()).body;
  await api.act('zone', caseNo, 'note', { text: '一' });
  const act = () =>
    api.call('POST', `/v1/cases/${caseNo}/actions/note`, {
      as: 'zone',
      body: { input: { text: '二' } },
      headers: { 'idempotency-key': 'while-it-lacks-one' },
    });

  const { giveBack } = await withoutLastEvent(caseNo);
  expect(await act()).toMatchObject({ status: 500, body: { code: 'LedgerDiverged' } });
  await giveBack();

  expect(await act()).toMatchObject({ status: 200, body: { seq: 3 } });
  expect(await act()).toMatchObject({ status: 200, body: { seq: 3 } });
});

test('a repetition that the ledger answers tells a case whose engine forgot what was asked', async () => {
  const { caseNo } = (await api.receive()).body;
  const bodyHash = bodyHashOf(verification);
  await beginRequest(api.database.db, { caseNo, key: forgotten, bodyHash, texts: [] });
  await verifyBehindTheEngine(caseNo);
  const told: unknown[] = [];

  const answer = await verifyBy({ catchUp: async (...place) => void told.push(place) }, caseNo, forgotten);

  expect(answer.seq).toBe(2);
  expect(told).toEqual([[caseNo, 2]]);
});
