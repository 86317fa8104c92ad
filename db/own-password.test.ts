// A password that a person gives themselves beside what an administrator does meanwhile: theirs stands.
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import type { Database } from './client.ts';
import { changePassword } from './own-password.ts';
import { hashPassword } from './passwords.ts';
import { changePerson, giveSignIn } from './people.ts';
import { closeSession, findSessions, openSession } from './sessions.ts';

const current = 'the one of now';
let data: TestDatabase;
let owner: pg.Client;
let hash: string;
let another: string;
let token: string;

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  [hash, another] = await Promise.all([hashPassword(current), hashPassword('another one')]);
});
beforeEach(async () => {
  await owner.query(
    `insert into person (id, unit, role, name, post, username, password_hash)
     values ('p-1', 'xx', 'city', '值班长', 'officer', 'tester', $1)
     on conflict (id) do update set active = true, password_hash = $1`,
    [hash],
  );
  ({ token } = await openSession(data.db, { person: 'p-1', hash }));
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

/** The database as a call finds it that changes something only after something else was done. */
const after = (meanwhile: () => Promise<unknown>): Database => {
  const { pool } = data.db;
  const late = {
    query: pool.query.bind(pool),
    connect: async () => {
      await meanwhile();
      return pool.connect();
    },
  };
  return { ...data.db, pool: late as unknown as pg.Pool };
};

const change = (meanwhile: () => Promise<unknown>) =>
  changePassword(after(meanwhile), { person: 'p-1', current, next: 'the chosen one', token });
const hashNow = async () =>
  (await owner.query(`select password_hash as hash from person where id = 'p-1'`)).rows[0].hash;

test('a password that an administrator gives meanwhile is the one that holds', async () => {
  const reset = () => giveSignIn(data.db, { person: 'p-1', username: 'tester', passwordHash: another, by: 'p-admin' });
  await expect(change(reset)).rejects.toMatchObject({ code: 'Unauthenticated' });
  expect(await hashNow()).toBe(another);
});

test.each([
  ['the person is taken out of service', () => changePerson(data.db, { person: 'p-1', active: false }, 'p-admin')],
  ['the session is signed out', () => closeSession(data.db, token)],
])('nothing changes when %s meanwhile', async (_what, meanwhile) => {
  await expect(change(meanwhile)).rejects.toMatchObject({ code: 'Unauthenticated' });
  expect(await hashNow()).toBe(hash);
});

test('of two changes at once from one session the later finds that the password is another now', async () => {
  const first = () =>
    changePassword(data.db, { person: 'p-1', current, next: 'the chosen first', token }).then((done) =>
      expect(done).toBe(true),
    );
  expect(await change(first)).toBe(false);
  expect(await findSessions(data.db, [token])).toMatchObject([{ person: 'p-1' }]);
});
