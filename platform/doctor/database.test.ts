// The doctor over a real database: an open incident is something wrong, a resolved one is not.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordIncident, resolveIncident } from '../../db/incidents.ts';
import { type TestDatabase, testDatabase } from '../../tests/support/database.ts';
import { readConfig } from '../config.ts';
import { checkDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const findings = () =>
  checkDatabase(readConfig({ DATABASE_URL: database.ownerUrl }), undefined, new Date('2026-06-01T00:00:00.000Z'));

test('a sound database is well in all respects', async () => {
  expect((await findings()).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok']);
});

test('an open incident is told with its kind until it is resolved', async () => {
  const caseNo = 'SF-20261123-00017';
  await recordIncident(database.db, { kind: 'LedgerBroken', caseNo, what: '断链 broken', mend: '' });
  expect(await findings()).toContainEqual(
    expect.objectContaining({
      level: 'bad',
      found: '1 open: LedgerBroken',
      mend: expect.stringContaining('incidents'),
    }),
  );
  await resolveIncident(database.db, 1);
  expect((await findings()).some(({ level }) => level === 'bad')).toBe(false);
});
