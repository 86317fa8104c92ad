// Signing in: locked after five wrong passwords, sessions that end, and history exports that come back whole.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { commitEvents } from './commit.ts';
import { checkSignIn, forgetAttempts } from './credentials.ts';
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

const signIn = (username: string, password: string, ip = '10.0.0.1') =>
  checkSignIn(data.db, { username, password, ip });

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
  await owner.query("update person set active = true where id = 'p-1'");
  await owner.query('delete from sign_in_attempt');
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('the right password signs in, a wrong one and an unknown user do not', async () => {
  expect(await signIn('tester', right)).toMatchObject({ person: 'p-1', role: 'city' });
  await expect(signIn('tester', 'wrong')).rejects.toMatchObject({ code: 'SignInFailed' });
  await expect(signIn('nobody', right)).rejects.toMatchObject({ code: 'SignInFailed' });
});

test('after five wrong ones the right one is refused too, until the lock ends', async () => {
  for (let i = 0; i < 5; i++) await signIn('tester', 'wrong').catch(() => undefined);
  await expect(signIn('tester', right)).rejects.toMatchObject({ code: 'LockedOut' });
  await owner.query(
    "update sign_in_attempt set locked_until = now() - interval '1 second' where locked_until is not null",
  );
  expect(await signIn('tester', right)).toMatchObject({ person: 'p-1' });
});

test('a name that nobody has is counted and locked as one that somebody has', async () => {
  const answers = async (username: string) => {
    const codes: string[] = [];
    for (let i = 0; i < 7; i++)
      codes.push(await signIn(username, 'wrong').catch(({ code, message }) => code + message));
    return codes;
  };
  const known = await answers('tester');
  expect(await answers('nobody')).toEqual(known);
  expect(known[6]).toContain('LockedOut');
});

test('guesses keep their own address out, and nobody else; an IPv6 network is one address', async () => {
  for (let i = 0; i < 5; i++) await signIn('tester', 'wrong', `2001:db8:1:2::${i}`).catch(() => undefined);
  await expect(signIn('tester', right, '2001:db8:1:2:ffff::1')).rejects.toMatchObject({ code: 'LockedOut' });
  expect(await signIn('tester', right, '2001:db8:1:3::1')).toMatchObject({ person: 'p-1' });
  expect(await signIn('tester', right, '::ffff:10.0.0.2')).toMatchObject({ person: 'p-1' });
});

test('guesses from many addresses are bounded, too, and whoever signed in from theirs before goes on', async () => {
  await signIn('tester', right, '10.0.0.2');
  await owner.query(
    `insert into sign_in_attempt (username, address, failed) values ('tester', '', 99)
     on conflict (username, address) do update set failed = 99`,
  );
  await expect(signIn('tester', 'wrong', '10.9.0.1')).rejects.toMatchObject({ code: 'SignInFailed' });
  await expect(signIn('tester', right, '10.9.0.2')).rejects.toMatchObject({ code: 'LockedOut' });
  expect(await signIn('tester', right, '10.0.0.2')).toMatchObject({ person: 'p-1' });
  await expect(signIn('tester', right, '10.9.0.3')).rejects.toMatchObject({ code: 'LockedOut' });
});

test('what is counted is forgotten after a day, and an address from which somebody signed in after a season', async () => {
  await signIn('tester', right);
  await signIn('nobody', 'wrong').catch(() => undefined);
  const later = (days: number) =>
    owner.query(
      `update sign_in_attempt set since = since - $1 * interval '1 day', signed_in_at = signed_in_at - $1 * interval '1 day'`,
      [days],
    );
  expect(await forgetAttempts(data.db)).toBe(0);
  await later(2);
  // The name that nobody has, from there and altogether; and the strangers' count of the other.
  expect(await forgetAttempts(data.db)).toBe(3);
  await later(90);
  expect(await forgetAttempts(data.db)).toBe(1);
});

test('so many passwords are tried at once, whosever they are; more are told to come again, and are not counted', async () => {
  const guesses = await Promise.allSettled(
    Array.from({ length: 50 }, (_, i) => signIn(`nobody-${i}`, 'wrong', `10.8.0.${i}`)),
  );
  const codes = guesses.map((guess) => guess.status === 'rejected' && guess.reason.code);
  expect(codes.filter((code) => code === 'SignInFailed')).toHaveLength(43);
  expect(codes.filter((code) => code === 'TooManyRequests')).toHaveLength(7);
  const { rows } = await owner.query(
    `select count(*)::integer as counted from sign_in_attempt where username like 'nobody-%' and address <> ''`,
  );
  expect(rows).toEqual([{ counted: 43 }]);
});

test('of guesses at the same time five are looked at, and the right one among the rest is refused', async () => {
  const guesses = await Promise.allSettled(Array.from({ length: 12 }, () => signIn('tester', 'wrong')));
  const codes = guesses.map((guess) => guess.status === 'rejected' && guess.reason.code);
  expect(codes.filter((code) => code === 'SignInFailed')).toHaveLength(5);
  expect(codes.filter((code) => code === 'LockedOut')).toHaveLength(7);
  await expect(signIn('tester', right)).rejects.toMatchObject({ code: 'LockedOut' });
});

test('a right password gives back the tries before it', async () => {
  for (let i = 0; i < 4; i++) await signIn('tester', 'wrong').catch(() => undefined);
  expect(await signIn('tester', right)).toMatchObject({ person: 'p-1' });
  await expect(signIn('tester', 'wrong')).rejects.toMatchObject({ code: 'SignInFailed' });
  expect(await signIn('tester', right)).toMatchObject({ person: 'p-1' });
});

test('a lock that ended leaves five tries again', async () => {
  await owner.query(
    `insert into sign_in_attempt (username, address, failed, locked_until) values ('tester', '10.0.0.1', 5, now() - interval '1 second')`,
  );
  await expect(signIn('tester', 'wrong')).rejects.toMatchObject({ code: 'SignInFailed' });
  expect(await signIn('tester', right)).toMatchObject({ person: 'p-1' });
});

test('somebody deactivated neither signs in nor goes on with a session', async () => {
  const { token } = await openSession(data.db, { person: 'p-1', hash });
  await owner.query("update person set active = false where id = 'p-1'");
  await expect(signIn('tester', right)).rejects.toMatchObject({ code: 'SignInFailed' });
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
  expect(await runsToExport(data.db, null, 10)).toEqual([]);
  await commitEvents(data.db, aCommit(second, 'run-2'), 'key');
  expect((await runsToExport(data.db, null, 10)).map(({ runId }) => runId)).toEqual(['run-1']);
  await storeHistory(data.db, 'run-1', '{"events":["受理"]}', 1);
  expect(await runsToExport(data.db, null, 10)).toEqual([]);
  expect(await readRuns(data.db, 'SF-20261123-00001')).toMatchObject([
    { runId: 'run-1', history: '{"events":["受理"]}' },
    { runId: 'run-2', history: null },
  ]);
});
