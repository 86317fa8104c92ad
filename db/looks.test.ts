// Looks come back as they were noted, by page and by unit, and are forgotten after three years and not before.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLook } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import { forgetLooks, listLooks, writeLooks } from './looks.ts';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

const everything = { of: null, before: null, limit: 10 };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString() as Instant;

test('looks come back as they were noted, the latest first, by page and by unit', async () => {
  const caseNo = 'SF-20261123-00001';
  const looks = [
    aLook({ caseNo, at: daysAgo(2) }),
    aLook({ caseNo, kind: 'attachment', part: 'a-1', unit: 'xx.zone.wenchang', role: 'street', person: 'p-2' }),
    aLook({ caseNo, kind: 'historyFile', part: '1', unit: 'xx', role: 'auditor', person: 'p-3' }),
  ];
  await writeLooks(data.db, [...looks, aLook({ caseNo: 'SF-20261123-00002' })]);
  const [third, second, first] = await listLooks(data.db, caseNo, everything);
  expect([first, second, third]).toMatchObject(looks);
  expect(await listLooks(data.db, caseNo, { ...everything, before: third ?? null, limit: 1 })).toEqual([second]);
  expect(await listLooks(data.db, caseNo, { ...everything, of: 'xx.zone' })).toEqual([second, first]);
  expect(await listLooks(data.db, caseNo, { ...everything, of: 'xx.zone.wenchang' })).toEqual([second]);
  expect(await listLooks(data.db, caseNo, { ...everything, of: 'xx' })).toEqual([second, first]);
});

test('what is older than three years is forgotten, and nothing else', async () => {
  const caseNo = 'SF-20221123-00001';
  await writeLooks(
    data.db,
    [daysAgo(3 * 366 + 1), daysAgo(3 * 365 - 2)].map((at) => aLook({ caseNo, at })),
  );
  expect(await forgetLooks(data.db)).toBe(1);
  expect(await listLooks(data.db, caseNo, everything)).toHaveLength(1);
  expect(await forgetLooks(data.db)).toBe(0);
});
