// Which rows of the ledger a case takes over as its own: what this system sealed, to the letter, for this case; nothing else.
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { canonical } from '../workflows/case/chain.ts';
import { commitEvents } from './commit.ts';
import { openIncidents, recordIncident } from './incidents.ts';
import { sealOf } from './seal.ts';

const key = 'a-key-for-tests';
let data: TestDatabase;
let owner: pg.Client;
let count = 0;
const number = (): string => `SF-20261123-${String(++count).padStart(5, '0')}`;
const commit = (told: Told, runId?: string) => commitEvents(data.db, aCommit(told, runId), key);

/** Puts a truly sealed row into the ledger, at a place or with a body that it was not sealed for. */
const misplace = async (told: Told, change: { caseNo?: string; body?: string }) => {
  const [event] = told.events;
  if (!event) throw new Error('no event');
  const { hash, ...body } = event;
  await owner.query(
    'insert into case_event (case_no, seq, type, at, body, hash, seal) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      change.caseNo ?? event.caseNo,
      event.seq,
      event.type,
      event.at,
      change.body ?? canonical(body),
      hash,
      sealOf(key, hash),
    ],
  );
};

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('of twenty different decisions at once, one is written and the others adopt it', async () => {
  const first = aCase(number());
  await commit(first);
  const rivals = Array.from({ length: 20 }, (_, i) => andThen(first, aNote(`rival ${i}`)));
  const answers = await Promise.all(rivals.map((rival) => commit(rival)));
  const winner = rivals.find((_, i) => 'head' in (answers[i] ?? {}));
  expect(answers.filter((answer) => 'head' in answer)).toEqual([{ head: winner?.state.head }]);
  expect(answers.filter((answer) => 'adopted' in answer)).toEqual(Array(19).fill({ adopted: winner?.events }));
});

test('an earlier attempt of which only the time differs is adopted as it was recorded', async () => {
  const first = aCase(number());
  await commit(first);
  const recorded = andThen(first, { ...aNote('the same', 'command-0001'), at: '2026-11-23T02:00:01.000Z' });
  const again = andThen(first, { ...aNote('the same', 'command-0001'), at: '2026-11-23T02:00:02.000Z' });
  await commit(recorded);
  expect(await commit(again)).toEqual({ adopted: recorded.events });
});

test('a decision of two events after an attempt that had one of them adopts what is there', async () => {
  const first = aCase(number());
  await commit(first);
  const one = andThen(first, aNote('one'));
  const two = andThen(one, aNote('two'));
  await commit(one);
  const both = { events: [...one.events, ...two.events], state: two.state };
  expect(await commit(both)).toEqual({ adopted: one.events });
  expect(await commit(two)).toEqual({ head: two.state.head });
});

test('the first row of another case is not taken over, though its seal is true', async () => {
  const caseNo = number();
  await misplace(aCase(number()), { caseNo });
  await expect(commit(aCase(caseNo))).rejects.toMatchObject({ code: 'LedgerDiverged' });
});

test.each(['nonsense', '[]', '{"v":2}'])('a row that holds %s is an incident, not an endless attempt', async (body) => {
  const first = aCase(number());
  await commit(first);
  await misplace(andThen(first, aNote('real')), { body });
  await expect(commit(andThen(first, aNote('ours')))).rejects.toMatchObject({ code: 'LedgerDiverged' });
});

test('however many meet the same at once, it is one incident', async () => {
  // Connections first, so that all of them ask in the same moment.
  await Promise.all(Array.from({ length: 10 }, () => data.db.pool.query('select pg_sleep(0.05)')));
  const incident = { kind: 'LedgerDiverged' as const, caseNo: number(), what: 'it', mend: 'mend it' };
  await Promise.all(Array.from({ length: 30 }, () => recordIncident(data.db, incident)));
  const { rows } = await owner.query('select kind, mend from incident where case_no = $1', [incident.caseNo]);
  expect(rows).toEqual([{ kind: 'LedgerDiverged', mend: 'mend it' }]);
});

test('an incident that was resolved and comes again is a new one', async () => {
  const again = () => recordIncident(data.db, { kind: 'HistoryLost', caseNo: null, what: 'it', mend: 'mend it' });
  const open = async () => (await openIncidents(data.db)).filter(({ kind }) => kind === 'HistoryLost').length;
  await again();
  await again();
  expect(await open()).toBe(1);
  await owner.query("update incident set resolved_at = now() where kind = 'HistoryLost'");
  expect(await open()).toBe(0);
  await again();
  expect(await open()).toBe(1);
});

test('a body with other white space than was hashed is not taken over', async () => {
  const first = aCase(number());
  await commit(first);
  const real = andThen(first, aNote('real'));
  const { hash: _, ...event } = real.events[0] as Told['events'][number];
  await misplace(real, { body: ` ${canonical(event)}` });
  await expect(commit(andThen(first, aNote('ours')))).rejects.toMatchObject({ code: 'LedgerDiverged' });
});

test('a decision that fails leaves no trace in the list, the outbox and the runs', async () => {
  const caseNo = number();
  const first = aCase(caseNo);
  const second = andThen(first, aNote('a', 'command-0001'));
  await commit(first);
  await commit(second);
  const before = await traceOf(caseNo);
  const again = andThen(second, { type: 'urged', data: {}, commandId: 'command-0001' });
  await expect(commit(again, 'run-2')).rejects.toMatchObject({ code: 'KeyReused' });
  expect(await traceOf(caseNo)).toEqual(before);
});

test('each run is marked once, with the first event that it decided', async () => {
  const first = aCase(number());
  const second = andThen(first, aNote('a'));
  const third = andThen(second, aNote('b'));
  await commit(first, 'run-a');
  await commit(second, 'run-b');
  await commit(third, 'run-b');
  const { rows } = await owner.query(
    'select run_id, first_seq from run_history where case_no = $1 order by first_seq',
    [first.state.caseNo],
  );
  expect(rows).toEqual([
    { run_id: 'run-a', first_seq: 1 },
    { run_id: 'run-b', first_seq: 2 },
  ]);
});

test('the text of every row is the one that its hash was taken of', async () => {
  const caseNo = number();
  await commit(aCase(caseNo));
  const { rows } = await owner.query('select body, hash from case_event where case_no = $1', [caseNo]);
  expect(rows).toHaveLength(1);
  for (const { body, hash } of rows) expect(createHash('sha256').update(body).digest('hex')).toBe(hash);
});

const traceOf = async (caseNo: string) =>
  (
    await owner.query(
      `select (select seq from case_view where case_no = $1) as seen,
         (select count(*)::integer from case_event where case_no = $1) as recorded,
         (select count(*)::integer from outbox where case_no = $1) as told,
         (select count(*)::integer from run_history where case_no = $1 and run_id = 'run-2') as runs`,
      [caseNo],
    )
  ).rows;
