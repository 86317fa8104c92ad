// Seeding a real, empty database: everything is there, once, and stays as people changed it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calendarFor } from '../db/calendars.ts';
import { latestCaseTypes } from '../db/case-types.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { checkSignIn } from '../db/credentials.ts';
import { listUnits } from '../db/org.ts';
import { readSurroundings } from '../db/surroundings.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { generalRequest } from '../workflows/case-types/general-request/index.ts';
import { seed } from './seed.ts';
import type { SignIn } from './sign-ins.ts';

let made: TestDatabase;
/** As the owner, who may change what is published. */
let db: Database;
let signIns: readonly SignIn[];

const count = async (from: string): Promise<number> => {
  const { rows } = await db.pool.query<{ count: number }>(`select count(*)::int as count from ${from}`);
  return rows[0]?.count ?? 0;
};

beforeAll(async () => {
  made = await testDatabase();
  ({ signIns } = made);
  db = openDatabase(made.ownerUrl, { applicationName: 'seed-test' });
});

afterAll(async () => {
  await db?.close();
  await made?.drop();
});

test('the zone stands with its grids and people', async () => {
  expect(await count(`org_unit where path <@ 'xx.zone' and grid_class is not null`)).toBe(469);
  expect(await count(`person where unit <@ 'xx.zone' and post = 'fullTime'`)).toBe(468);
  expect((await listUnits(db, 'xx.zone.yongfu.cuizhuang'))[0]).toMatchObject({ name: '崔庄村' });
});

test('every unit has somebody on duty', async () => {
  expect(await count('org_unit where not exists (select from duty where duty.unit = org_unit.path)')).toBe(0);
  const { onDuty } = await readSurroundings(db, { units: [], answering: ['xx.zone'], texts: [] });
  expect(onDuty.get('xx.zone')).toBe('值班员 示范区综治中心-01');
});

test('cases find their type and calendar', async () => {
  expect((await latestCaseTypes(db)).map(({ definition }) => definition.name)).toEqual([
    'general-request',
    'neighbour-dispute',
    'utility-repair',
  ]);
  expect(new Set((await latestCaseTypes(db)).map(({ owner }) => owner))).toEqual(new Set(['xx']));
  expect((await calendarFor(db, 'xx.zone.wenchang')).name).toBe('zone');
  expect((await calendarFor(db, 'xx.yanjin')).name).toBe('cn');
});

test('each sign-in opens the post that it names, and nobody else can sign in', async () => {
  const opened = await Promise.all(
    signIns.map(({ username, password }) => checkSignIn(db, { username, password, ip: '10.0.0.1' })),
  );
  expect(opened).toMatchObject(signIns.map(({ role, unit, name: post }) => ({ role, unit, name: post })));
  expect(new Set(signIns.map(({ password }) => password)).size).toBe(signIns.length);
  expect(await count('person where password_hash is not null')).toBe(signIns.length);
});

test('a second run adds nothing and leaves changes alone', async () => {
  const before = await Promise.all(['org_unit', 'person', 'duty', 'calendar', 'case_type_version'].map(count));
  await db.pool.query(`update org_unit set name = '文昌新街道' where path = 'xx.zone.wenchang'`);
  expect(await seed(made.ownerUrl)).toEqual({ signIns: [], unpublished: [] });
  expect(await Promise.all(['org_unit', 'person', 'duty', 'calendar', 'case_type_version'].map(count))).toEqual(before);
  expect(await count(`org_unit where name = '文昌新街道'`)).toBe(1);
});

test('a lost file of sign-ins is replaced by one with new passwords', async () => {
  const [old] = signIns;
  const { signIns: renewed } = await seed(made.ownerUrl, { renewSignIns: true });
  const [fresh] = renewed;
  expect(renewed.map(({ username }) => username)).toEqual(signIns.map(({ username }) => username));
  await expect(
    checkSignIn(db, { username: old?.username ?? '', password: old?.password ?? '', ip: '10.0.0.1' }),
  ).rejects.toMatchObject({
    code: 'SignInFailed',
  });
  expect(
    await checkSignIn(db, { username: fresh?.username ?? '', password: fresh?.password ?? '', ip: '10.0.0.1' }),
  ).toMatchObject({ unit: fresh?.unit });
});

test('a type whose cases would come to a department that is not there is not published, and is told', async () => {
  const { verify, ...others } = generalRequest.steps;
  if (!verify) throw new Error('The type begins otherwise.');
  const steps = { ...others, verify: { ...verify, owner: { department: 'd_powr' } } };
  const misspelt = { ...generalRequest, name: 'street-light', version: 1, categories: [], steps };
  const { unpublished } = await seed(made.ownerUrl, { types: [misspelt] });
  expect(unpublished).toEqual([expect.stringMatching(/street-light.*\/steps\/verify\/owner.*xx\.zone\.d_powr/s)]);
  expect(await count(`case_type_version where name = 'street-light'`)).toBe(0);
});

test('a type that changed without a new version is refused with the first one that is free, and nothing is seeded', async () => {
  await db.pool.query(
    `insert into case_type_version (name, version, hash, definition, published_by, owner)
     select name, 7, repeat('1', 64), definition, published_by, owner from case_type_version where name = 'general-request' limit 1`,
  );
  await db.pool.query(`update case_type_version set hash = repeat('0', 64) where name = 'general-request'`);
  await expect(seed(made.ownerUrl, { renewSignIns: true })).rejects.toThrow(/version 改为 8/);
});
