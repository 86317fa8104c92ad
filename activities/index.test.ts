// What the workflow is told when a commit fails: at once what a person must look into, as it is what passes.
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../db/client.ts';
import { aCase, aCommit, aNote, andThen } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { createActivities } from './index.ts';

const keys = { seal: 'a-key-for-tests' };
const now = '2026-11-23T02:00:00.000Z';
let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

test('a diverged ledger and a reused key end the attempt under their own codes', async () => {
  const { commitCase } = createActivities({ db: data.db, keys });
  const first = aCase('SF-20261123-00001');
  const second = andThen(first, aNote('a', 'command-0001'));
  await commitCase({ ...aCommit(first), now });
  const gap = andThen(second, aNote('b'));
  await expect(commitCase({ ...aCommit(gap), now })).rejects.toMatchObject({
    type: 'LedgerDiverged',
    nonRetryable: true,
  });
  await commitCase({ ...aCommit(second), now });
  const again = andThen(second, aNote('b', 'command-0001'));
  await expect(commitCase({ ...aCommit(again), now })).rejects.toMatchObject({ type: 'KeyReused', nonRetryable: true });
});

test('what the database cannot hold ends the attempt; it would not hold it the next time', async () => {
  const { commitCase } = createActivities({ db: data.db, keys });
  const { events, state } = aCase('SF-20261123-00003');
  const [clock, ...others] = state.clocks;
  if (!clock) throw new Error('A case has a clock.');
  const clocks = [{ ...clock, limit: { ...clock.limit, rule: '示例\u0000' } }, ...others];
  const commit = aCommit({ events, state: { ...state, clocks } });
  await expect(commitCase({ ...commit, now })).rejects.toMatchObject({ type: 'Unstorable', nonRetryable: true });
});

test('a database that is away is an ordinary error, which is tried again', async () => {
  const away = openDatabase('postgres://nobody@127.0.0.1:1/none', { applicationName: 'test' });
  const { commitCase } = createActivities({ db: away, keys });
  const error = await commitCase({ ...aCommit(aCase('SF-20261123-00002')), now }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  expect(error).not.toBeInstanceOf(ApplicationFailure);
  await away.close();
});
