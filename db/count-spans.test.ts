// Counts by day and by month make up any days, each once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.drop());

/** Of these days, the ones that lie in the spans: a month's count is of its first day and tells of all its days. */
const told = `
  select day::text from generate_series('2025-11-28'::date, '2026-03-03'::date, interval '1 day') as each, count_spans($1, $2) as span,
    lateral (select each::date as day, case per when 'month' then date_trunc('month', each)::date else each::date end as counted) as told
  where counted >= since and counted < until order by day`;
const asked = `
  select day::date::text from generate_series('2025-11-28'::date, '2026-03-03'::date, interval '1 day') as day
  where day >= coalesce($1::date, '-infinity') and day < coalesce($2::date, 'infinity') order by day`;

const ends = [
  null,
  '2025-11-30',
  '2025-12-01',
  '2025-12-02',
  '2025-12-31',
  '2026-01-01',
  '2026-01-15',
  '2026-02-28',
  '2026-03-01',
];

test.each(ends.flatMap((first) => ends.map((past) => [first, past])))('from %s to before %s', async (...span) => {
  const days = async (text: string) => (await data.db.pool.query(text, span)).rows.map(({ day }) => day);
  expect(await days(told)).toEqual(await days(asked));
});

test('an empty span has no days, and a whole month is read as one', async () => {
  const spans = async (first: string, past: string) =>
    (await data.db.pool.query('select per from count_spans($1, $2) where since < until', [first, past])).rows;
  expect(await spans('2026-01-10', '2026-01-10')).toEqual([]);
  expect(await spans('2026-01-01', '2026-02-01')).toEqual([{ per: 'month' }]);
});
