// What a person reported is found by an index, and is there before its case is.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOpening } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { receive } from './intake.ts';
import { listReported } from './reported.ts';

let data: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

const area = 'xx.zone.wenchang';
const enter = async (scope: string, key: string): Promise<string> => {
  const receivedAt = new Date('2026-11-23T17:00:00Z');
  const received = await receive(data.db, {
    scope,
    key,
    bodyHash: 'a'.repeat(64),
    receivedAt,
    area,
    prepare: (caseNo) => ({
      open: anOpening(caseNo, { area, receivedAt: receivedAt.toISOString() }),
      texts: [],
    }),
  });
  return received.kind === 'conflict' ? 'conflict' : received.open.caseNo;
};
const reported = (scope: string, units = [area]) => listReported(data.db, { units }, scope, { limit: 20 });

test('a request that is not opened yet is among the reports of who made it', async () => {
  const caseNo = await enter('person/p-1', 'reported-1');
  await enter('person/p-2', 'reported-2');
  const { items, next } = await reported('person/p-1');
  expect(items).toMatchObject([{ caseNo, intake: { area, category: 'general' }, found: null }]);
  expect(next).toBeNull();
});

test('who left a unit sees no more of what they reported there', async () => {
  expect((await reported('person/p-1', ['xx.zone.yongfu'])).items).toEqual([]);
});

test('the latest reports of one person are read in the order of an index, whoever else reported', async () => {
  await owner.query(`insert into intake (case_no, scope, key, body_hash, open_case, received_at, started_at)
    select 'SF-20250101-' || lpad(n::text, 6, '0'), 'person/q-' || n % 50, 'many-' || n, body_hash, open_case, now() - n * interval '1 minute', now()
    from generate_series(1, 20000) n, (select body_hash, open_case from intake limit 1) as one`);
  await owner.query('analyze intake');
  const { rows } = await owner.query(`explain select case_no from intake where scope = 'person/q-7'
    order by received_at desc, case_no desc limit 20`);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index (Only )?Scan Backward using intake_reported/);
  expect((await reported('person/q-7')).items).toHaveLength(20);
});
