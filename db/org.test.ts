// The org tree: what is entered, renamed, deactivated and revived.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { activeUnits, deactivateUnit, listUnits, putUnit, unitNames } from './org.ts';

const by = 'p-admin';
let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

test('a unit is entered and renamed in place', async () => {
  await putUnit(data.db, { path: 'xx.new', name: '新区', by });
  await putUnit(data.db, { path: 'xx.new', name: '新新区', by });
  expect(await listUnits(data.db, 'xx.new')).toEqual([
    { path: 'xx.new', name: '新新区', gridClass: null, active: true },
  ]);
});

test('a unit goes with all below it and with nobody beside it', async () => {
  for (const path of ['xx.a', 'xx.a.b', 'xx.a.b.c', 'xx.ab']) await putUnit(data.db, { path, name: path, by });
  expect(await deactivateUnit(data.db, 'xx.a', by)).toBe(true);
  expect(await deactivateUnit(data.db, 'xx.a', by)).toBe(false);
  const paths = ['xx.a', 'xx.a.b', 'xx.a.b.c', 'xx.ab', 'xx.none'];
  expect(await activeUnits(data.db.pool, paths)).toEqual(new Set(['xx.ab']));
  await putUnit(data.db, { path: 'xx.a', name: '又来', by });
  expect(await activeUnits(data.db.pool, paths)).toEqual(new Set(['xx.a', 'xx.ab']));
  // Cases of the past name units that are gone.
  expect((await unitNames(data.db, paths)).get('xx.a.b')).toBe('xx.a.b');
});

test('renaming a county keeps the letters of its case numbers', async () => {
  const codes = () => data.db.pool.query("select code from org_unit where path = 'xx.zone'").then(({ rows }) => rows);
  const before = await codes();
  await putUnit(data.db, { path: 'xx.zone', name: '示范区', by });
  expect(await codes()).toEqual(before);
});

test('every unit is listed after the one above it', async () => {
  const listed = (await listUnits(data.db)).map(({ path }) => path);
  const orphans = listed.filter((path, i) => {
    const parent = path.split('.').slice(0, -1).join('.');
    return parent !== '' && !listed.slice(0, i).includes(parent);
  });
  expect(listed.length).toBeGreaterThan(400);
  expect(orphans).toEqual([]);
});
