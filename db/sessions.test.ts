// Sessions beside what an administrator does meanwhile, and sessions that nobody uses.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { checkSignIn } from './credentials.ts';
import { hashPassword } from './passwords.ts';
import { changePerson, giveSignIn } from './people.ts';
import { findSessions, goingOn, openSession } from './sessions.ts';

let data: TestDatabase;
let owner: pg.Client;
let hash: string;
let passwordHash: string;

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  [hash, passwordHash] = await Promise.all([hashPassword('the first one'), hashPassword('the second one')]);
});
beforeEach(async () => {
  await owner.query('delete from session');
  await owner.query(
    `insert into person (id, unit, role, name, post, username, password_hash)
     values ('p-1', 'xx', 'city', '值班长', 'officer', 'tester', $1)
     on conflict (id) do update set active = true, password_hash = $1`,
    [hash],
  );
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

const reset = () => giveSignIn(data.db, { person: 'p-1', username: 'tester', passwordHash, by: 'p-admin' });
const deactivate = () => changePerson(data.db, { person: 'p-1', active: false }, 'p-admin');
const open = async () => (await openSession(data.db, { person: 'p-1', hash })).token;

describe.each([
  ['a new password', reset],
  ['taking out of service', deactivate],
])('%s', (_what, act) => {
  test('that comes between the check of a password and its session leaves no session', async () => {
    const { person, hash: checked } = await checkSignIn(data.db, {
      username: 'tester',
      password: 'the first one',
      ip: '10.0.0.1',
    });
    await act();
    await expect(openSession(data.db, { person, hash: checked })).rejects.toMatchObject({ code: 'SignInFailed' });
  });

  test('ends a session that was being opened when it began', async () => {
    await owner.query('begin');
    await owner.query(`select from person where id = 'p-1' for share`);
    await owner.query(
      `insert into session (token_hash, person_id, expires_at) values ('x', 'p-1', now() + interval '1 hour')`,
    );
    const acting = act();
    await vi.waitFor(async () => {
      const { rows } = await data.db.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(rows).toHaveLength(1);
    });
    await owner.query('commit');
    await acting;
    expect((await owner.query('select from session')).rows).toEqual([]);
  });
});

describe('a session that nobody uses', () => {
  const lastUsed = (ago: string) => owner.query('update session set used_at = now() - $1::interval', [ago]);
  const usedJustNow = async () =>
    (await owner.query(`select used_at > now() - interval '1 minute' as recently from session`)).rows[0].recently;

  test('ends after four hours, also for who only listens', async () => {
    const token = await open();
    await lastUsed('3 hours 59 minutes');
    const listening = [{ token, unit: 'xx', role: 'city' }];
    expect(await goingOn(data.db, listening)).toEqual(new Set([token]));
    await lastUsed('4 hours 1 second');
    expect(await goingOn(data.db, listening)).toEqual(new Set());
    expect(await findSessions(data.db, [token])).toEqual([null]);
  });

  test('goes on when it is used before', async () => {
    const tokens = [await open(), await open()];
    await lastUsed('3 hours 59 minutes');
    await findSessions(data.db, tokens);
    expect(await usedJustNow()).toBe(true);
    expect(await findSessions(data.db, tokens)).toMatchObject([{ person: 'p-1' }, { person: 'p-1' }]);
  });

  test('is noted as used once in a few minutes, not with each request', async () => {
    const token = await open();
    await lastUsed('4 minutes');
    await findSessions(data.db, [token]);
    expect(await usedJustNow()).toBe(false);
  });

  test('is swept when somebody signs in', async () => {
    await open();
    await lastUsed('5 hours');
    await open();
    expect((await owner.query('select from session')).rows).toHaveLength(1);
  });
});

describe('a session of a wall', () => {
  test('goes on for weeks, also after a long time without power', async () => {
    const { token, expiresAt } = await openSession(data.db, { person: 'p-1', hash, wall: true });
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(80 * 24 * 3_600_000);
    await owner.query(`update session set used_at = now() - interval '3 days'`);
    expect(await findSessions(data.db, [token])).toMatchObject([{ person: 'p-1', wall: true }]);
    expect(await goingOn(data.db, [{ token, unit: 'xx', role: 'city' }])).toEqual(new Set([token]));
  });

  test('ends with a new password of its person', async () => {
    const { token } = await openSession(data.db, { person: 'p-1', hash, wall: true });
    await reset();
    expect(await findSessions(data.db, [token])).toEqual([null]);
  });
});
