// Notices are forgotten when they are a month old, told or not.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { forgetNotices } from './forget-notices.ts';

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

test('what is older than a month is forgotten, and nothing else', async () => {
  await owner.query(
    `insert into outbox (case_no, seq, part, kind, audience, created_at, delivered_at)
     select 'SF-20261123-00001', days, told::integer, 'urged', 'xx.zone', now() - days * interval '1 day', case when told then now() end
     from unnest(array[1, 29, 31, 400]) as days, unnest(array[true, false]) as told`,
  );
  expect(await forgetNotices(data.db)).toBe(4);
  expect(await forgetNotices(data.db)).toBe(0);
  const { rows } = await owner.query('select distinct seq from outbox order by seq');
  expect(rows).toEqual([{ seq: 1 }, { seq: 29 }]);
});
