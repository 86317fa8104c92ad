// Writing decisions: what a retry, a lost answer, a gap, a fork and a forged row come to.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { canonical } from '../workflows/case/chain.ts';
import { readCase } from './cases.ts';
import { commitEvents } from './commit.ts';
import { findByCommand, readEvents } from './ledger.ts';
import { beginRequest } from './request-keys.ts';
import { sealOf } from './seal.ts';

const key = 'a-key-for-tests';
let data: TestDatabase;
let owner: pg.Client;
let count = 0;
const number = (): string => `SF-20261123-${String(++count).padStart(5, '0')}`;
const commit = (told: Told) => commitEvents(data.db, aCommit(told), key);
const ledgerOf = (told: Told) => readEvents(data.db, told.state.caseNo);
const incidentsOf = async (told: Told) =>
  (await owner.query('select kind, what, mend from incident where case_no = $1', [told.state.caseNo])).rows;

/** Puts a row into the ledger past this system, as who holds the database could. */
const forge = async ({ events: [event] }: Told, seal: string, change: { hash?: string } = {}) => {
  if (!event) throw new Error('no event');
  const { hash, ...body } = event;
  await owner.query(
    'insert into case_event (case_no, seq, type, at, body, hash, seal) values ($1, $2, $3, $4, $5, $6, $7)',
    [event.caseNo, event.seq, event.type, event.at, canonical(body), change.hash ?? hash, seal],
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

test('a decision is in the ledger, the list and the outbox together', async () => {
  const told = aCase(number());
  expect(await commit(told)).toEqual({ head: told.state.head });
  expect(await ledgerOf(told)).toEqual(told.events);
  expect(await readCase(data.db, { units: ['xx.zone'] }, told.state.caseNo)).toEqual(told.state);
  const { rows } = await owner.query('select kind from outbox where case_no = $1', [told.state.caseNo]);
  expect(rows).toContainEqual({ kind: 'received' });
});

test('a retry of the same decision changes nothing and answers the same head', async () => {
  const told = aCase(number());
  await commit(told);
  const before = await owner.query('select count(*) from outbox');
  expect(await commit(told)).toEqual({ head: told.state.head });
  expect(await ledgerOf(told)).toEqual(told.events);
  expect((await owner.query('select count(*) from outbox')).rows).toEqual(before.rows);
});

test('of ten attempts at once, one writes', async () => {
  const told = aCase(number());
  const answers = await Promise.all(Array.from({ length: 10 }, () => commit(told)));
  expect(answers).toEqual(Array(10).fill({ head: told.state.head }));
  expect(await ledgerOf(told)).toHaveLength(1);
});

test('an older attempt that ends after a newer one leaves the view as the newer made it', async () => {
  const first = aCase(number());
  const second = andThen(first, aNote('a'));
  await commit(first);
  await commit(second);
  expect(await commit(first)).toEqual({ head: first.state.head });
  expect((await readCase(data.db, { units: ['xx'] }, first.state.caseNo))?.seq).toBe(2);
});

test('another decision of this system at the same number is adopted, with all that followed it', async () => {
  const first = aCase(number());
  const theirs = andThen(first, aNote('theirs'));
  const after = andThen(theirs, aNote('after'));
  for (const told of [first, theirs, after]) await commit(told);
  expect(await commit(andThen(first, aNote('ours')))).toEqual({ adopted: [...theirs.events, ...after.events] });
  expect(await incidentsOf(first)).toEqual([]);
});

test('a forged row is never adopted, and becomes one incident however often it is met', async () => {
  const first = aCase(number());
  await commit(first);
  await forge(andThen(first, aNote('forged')), 'f'.repeat(64));
  for (let i = 0; i < 2; i++) {
    await expect(commit(andThen(first, aNote('ours')))).rejects.toMatchObject({ code: 'LedgerDiverged' });
  }
  expect(await incidentsOf(first)).toMatchObject([{ kind: 'LedgerDiverged' }]);
});

test('a row whose body is not the one that was hashed is not adopted, even under a true seal', async () => {
  const first = aCase(number());
  await commit(first);
  const [real] = andThen(first, aNote('real')).events;
  const hash = real?.hash as string;
  const forged = forge(andThen(first, aNote('altered')), sealOf(key, hash), { hash });
  // The database may refuse such a row itself; what counts is that no case ever takes it over.
  await forged.catch(() => undefined);
  const answer = await commit(andThen(first, aNote('ours'))).catch((error: { code: string }) => error.code);
  expect(answer === 'LedgerDiverged' || (typeof answer === 'object' && 'head' in answer)).toBe(true);
});

test('a gap before a decision is refused with an incident, and nothing is written', async () => {
  const first = aCase(number());
  await commit(first);
  const later = andThen(andThen(first, aNote('lost')), aNote('later'));
  await expect(commit(later)).rejects.toMatchObject({ code: 'LedgerDiverged' });
  expect(await incidentsOf(first)).toHaveLength(1);
  expect(await ledgerOf(first)).toHaveLength(1);
});

test('a decision that rests on another head is refused with an incident', async () => {
  const caseNo = number();
  const first = aCase(caseNo);
  await commit(first);
  const other = aCase(caseNo, { urgency: 'urgent' });
  await expect(commit(andThen(other, aNote('on another head')))).rejects.toMatchObject({ code: 'LedgerDiverged' });
  expect(await incidentsOf(first)).toHaveLength(1);
});

test('a command that decided two events is found by its first', async () => {
  const first = aCase(number());
  await commit(first);
  const one = andThen(first, aNote('one', 'command-0001'));
  const two = andThen(one, aNote('two', 'command-0001'));
  await commit({ events: [...one.events, ...two.events], state: two.state });
  expect((await findByCommand(data.db, first.state.caseNo, 'command-0001'))?.seq).toBe(2);
});

test('a key that the case has forgotten is refused by the ledger', async () => {
  const first = aCase(number());
  const second = andThen(first, aNote('first time', 'command-0001'));
  await commit(first);
  await commit(second);
  await expect(commit(andThen(second, aNote('second time', 'command-0001')))).rejects.toMatchObject({
    code: 'KeyReused',
  });
});

test('the request that a decision answers is done in the same transaction', async () => {
  const first = aCase(number());
  await commit(first);
  const { caseNo } = first.state;
  const request = { caseNo, key: 'command-0001', bodyHash: 'a', texts: [] };
  expect(await beginRequest(data.db, request)).toHaveProperty('begunAt');
  await commit(andThen(first, aNote('done', 'command-0001')));
  expect(await beginRequest(data.db, request)).toEqual({ seq: 2 });
});
