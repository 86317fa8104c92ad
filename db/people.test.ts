// Signing in: locked after five wrong passwords, sessions that end, and history exports that come back whole.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { commitEvents } from './commit.ts';
import { checkSignIn } from './credentials.ts';
import { hashPassword } from './passwords.ts';
import { readRuns, runsToExport, storeHistory } from './run-history.ts';
import { closeSession, findSessions, openSession } from './sessions.ts';
import { readSurroundings } from './surroundings.ts';

let data: TestDatabase;
let owner: pg.Client;
const right = 'a right password';
let hash: string;
const onDutyAtCity = async () =>
  (await readSurroundings(data.db, { units: [], answering: ['xx'], texts: [] })).onDuty.get('xx') ?? null;

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  hash = await hashPassword(right);
  await owner.query(
    "insert into person (id, unit, role, name, post, username, password_hash) values ('p-1', 'xx', 'city', '值班长', 'officer', 'tester', $1)",
    [hash],
  );
});
beforeEach(async () => {
  await owner.query("update person set failed_attempts = 0, locked_until = null, active = true where id = 'p-1'");
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('the right password signs in, a wrong one and an unknown user do not', async () => {
  expect(await checkSignIn(data.db, 'tester', right)).toMatchObject({ person: 'p-1', role: 'city' });
  await expect(checkSignIn(data.db, 'tester', 'wrong')).rejects.toMatchObject({ code: 'SignInFailed' });
  await expect(checkSignIn(data.db, 'nobody', right)).rejects.toMatchObject({ code: 'SignInFailed' });
});

test('after five wrong ones the right one is refused too, until the lock ends', async () => {
  for (let i = 0; i < 5; i++) await checkSignIn(data.db, 'tester', 'wrong').catch(() => undefined);
  await expect(checkSignIn(data.db, 'tester', right)).rejects.toMatchObject({ code: 'LockedOut' });
  await owner.query("update person set locked_until = now() - interval '1 second' where id = 'p-1'");
  expect(await checkSignIn(data.db, 'tester', right)).toMatchObject({ person: 'p-1' });
});

test('of guesses at the same time five are looked at, and the right one among the rest is refused', async () => {
  const guesses = await Promise.allSettled(Array.from({ length: 12 }, () => checkSignIn(data.db, 'tester', 'wrong')));
  const codes = guesses.map((guess) => guess.status === 'rejected' && guess.reason.code);
  expect(codes.filter((code) => code === 'SignInFailed')).toHaveLength(5);
  expect(codes.filter((code) => code === 'LockedOut')).toHaveLength(7);
  await expect(checkSignIn(data.db, 'tester', right)).rejects.toMatchObject({ code: 'LockedOut' });
});

test('a right password gives back the tries before it', async () => {
  await owner.query("update person set failed_attempts = 4 where id = 'p-1'");
  expect(await checkSignIn(data.db, 'tester', right)).toMatchObject({ person: 'p-1' });
  await expect(checkSignIn(data.db, 'tester', 'wrong')).rejects.toMatchObject({ code: 'SignInFailed' });
  expect(await checkSignIn(data.db, 'tester', right)).toMatchObject({ person: 'p-1' });
});

test('a lock that ended leaves five tries again', async () => {
  await owner.query(
    "update person set failed_attempts = 5, locked_until = now() - interval '1 second' where id = 'p-1'",
  );
  await expect(checkSignIn(data.db, 'tester', 'wrong')).rejects.toMatchObject({ code: 'SignInFailed' });
  expect(await checkSignIn(data.db, 'tester', right)).toMatchObject({ person: 'p-1' });
});

test('somebody deactivated neither signs in nor goes on with a session', async () => {
  const { token } = await openSession(data.db, { person: 'p-1', hash });
  await owner.query("update person set active = false where id = 'p-1'");
  await expect(checkSignIn(data.db, 'tester', right)).rejects.toMatchObject({ code: 'SignInFailed' });
  expect(await findSessions(data.db, [token])).toEqual([null]);
});

test('a session ends by signing out and by time', async () => {
  const one = await openSession(data.db, { person: 'p-1', hash });
  const two = await openSession(data.db, { caseNo: 'SF-20261123-00001' });
  expect(await findSessions(data.db, [one.token])).toMatchObject([{ person: 'p-1' }]);
  expect(await findSessions(data.db, [two.token])).toEqual([{ caseNo: 'SF-20261123-00001' }]);
  await closeSession(data.db, one.token);
  expect(await findSessions(data.db, [one.token])).toEqual([null]);
  await owner.query("update session set expires_at = now() - interval '1 second'");
  expect(await findSessions(data.db, [two.token])).toEqual([null]);
});

test('who is on duty is who the roster names now', async () => {
  await owner.query("delete from duty where unit = 'xx'");
  expect(await onDutyAtCity()).toBeNull();
  await owner.query(
    "insert into duty (unit, person_id, from_at, to_at) values ('xx', 'p-1', now() - interval '1 hour', now() + interval '1 hour')",
  );
  expect(await onDutyAtCity()).toBe('值班长');
});

test('a run that another followed is exported once and read back whole', async () => {
  const first = aCase('SF-20261123-00001');
  const second = andThen(first, aNote('a'));
  await commitEvents(data.db, aCommit(first, 'run-1'), 'key');
  expect(await runsToExport(data.db, 10)).toEqual([]);
  await commitEvents(data.db, aCommit(second, 'run-2'), 'key');
  expect((await runsToExport(data.db, 10)).map(({ runId }) => runId)).toEqual(['run-1']);
  await storeHistory(data.db, 'run-1', '{"events":["受理"]}', 1);
  expect(await runsToExport(data.db, 10)).toEqual([]);
  expect(await readRuns(data.db, 'SF-20261123-00001')).toMatchObject([
    { runId: 'run-1', history: '{"events":["受理"]}' },
    { runId: 'run-2', history: null },
  ]);
});
