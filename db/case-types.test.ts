// Stored case types: a version never changes.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { typeFor } from '../workflows/case-types/index.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import { latestCaseTypes, readCaseType, storeCaseType } from './case-types.ts';

let data: TestDatabase;
const version = (number: number, zh = '测试类型'): CaseTypeDefinition => {
  const definition = typeFor('general');
  if (!definition) throw new Error('no type');
  return { ...definition, name: 'test-type', version: number, label: { ...definition.label, zh } };
};

beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

test('the same again changes nothing, another content under the same version is a conflict', async () => {
  expect(await storeCaseType(data.db.pool, version(1), { by: 'p-1', owner: 'xx' })).toBe('stored');
  expect(await storeCaseType(data.db.pool, version(1), { by: 'p-2', owner: 'xx' })).toBe('known');
  expect(await storeCaseType(data.db.pool, version(1, '改了名'), { by: 'p-1', owner: 'xx' })).toBe('conflict');
  expect(await readCaseType(data.db, { name: 'test-type', version: 1 })).toEqual(version(1));
});

test('a definition that was changed in the database is not used', async () => {
  const type = { name: 'test-type', version: 3 };
  await storeCaseType(data.db.pool, version(3), { by: 'p-1', owner: 'xx' });
  const owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  await owner.query(`update case_type_version set definition = replace(definition::text, '测试类型', '改了名')::json
    where name = 'test-type' and version = 3`);
  await owner.end();
  await expect(readCaseType(data.db, type)).rejects.toMatchObject({ code: 'CaseTypeAltered' });
});

test('a definition keeps the order of its members', async () => {
  await storeCaseType(data.db.pool, version(1), { by: 'p-1', owner: 'xx' });
  const stored = await readCaseType(data.db, { name: 'test-type', version: 1 });
  expect(JSON.stringify(stored)).toBe(JSON.stringify(version(1)));
});

test('each type is listed in its latest version, the tenth after the ninth', async () => {
  for (const number of [10, 9, 2]) await storeCaseType(data.db.pool, version(number), { by: 'p-1', owner: 'xx' });
  const listed = (await latestCaseTypes(data.db)).filter(({ definition }) => definition.name === 'test-type');
  expect(listed).toMatchObject([{ definition: { version: 10 }, owner: 'xx' }]);
});

test('the database refuses to change what was published, to the app as well', async () => {
  await storeCaseType(data.db.pool, version(1), { by: 'p-1', owner: 'xx' });
  const app = new pg.Client(data.appUrl);
  await app.connect();
  for (const sql of [
    "update case_type_version set hash = ''",
    'delete from case_type_version',
    'update calendar set version = 7',
    'delete from calendar',
  ]) {
    await expect(app.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  }
  await app.end();
});
