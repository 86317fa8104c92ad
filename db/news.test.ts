// Reading news by snapshots: what commits late is told late, and nothing is told twice.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { isPosition, newsPosition, readNews } from './news.ts';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.drop());

const event = (caseNo: string): string => `
  insert into case_view select * from jsonb_populate_record(null::case_view, '{"case_no": "${caseNo}", "seq": 1, "head": "h",
    "status": "open", "phase": "discovery", "step": "s", "type": "t", "source": "grid", "category": "c", "urgency": "normal",
    "area": "xx.zone", "responsible": "xx.zone", "involved": ["xx.zone"], "overdue": false, "rehearsal": false,
    "received_at": "2026-11-23T00:00:00Z", "calendar": "cn", "state": {}}');
  insert into case_event (case_no, seq, type, at, body, hash, seal)
  values ('${caseNo}', 1, 'received', '2026-11-23T00:00:00Z', '{"data": {"intake": {"area": "xx.zone", "source": "grid"}, "rehearsal": false,
    "transition": {"phase": "discovery", "responsible": "xx.zone"}}}', 'h', 's')`;

const numbers = async (since: string, until?: string): Promise<[string[], string]> => {
  const { news, position } = await readNews(data.db, since, until);
  return [news.map(({ caseNo }) => caseNo), position];
};

test('an event whose transaction began first and ended last is told when it has ended, and only then', async () => {
  const slow = new pg.Client({ connectionString: data.appUrl });
  await slow.connect();
  const start = await newsPosition(data.db);
  await slow.query('begin');
  await slow.query(event('SLOW'));
  await data.db.pool.query(event('FAST'));

  const [first, between] = await numbers(start);
  expect(first).toEqual(['FAST']);
  await slow.query('commit');
  await slow.end();
  const [second, end] = await numbers(between);
  expect(second).toEqual(['SLOW']);
  expect((await numbers(end))[0]).toEqual([]);
  // From anywhere, up to anywhere.
  expect((await numbers(start))[0].sort()).toEqual(['FAST', 'SLOW']);
  expect(await numbers(start, between)).toEqual([['FAST'], between]);
});

test('who missed too much, or comes from another server, is told so', async () => {
  const start = await newsPosition(data.db);
  await data.db.pool.query(
    `insert into case_event (case_no, seq, type, at, body, hash, seal)
     select 'MANY', i, 'noted', now(), '{}', 'h', 's' from generate_series(1, 1001) as i`,
  );
  const missed = await readNews(data.db, start);
  expect(missed).toMatchObject({ news: [], complete: false });
  expect(await readNews(data.db, missed.position)).toMatchObject({ news: [], complete: true });
  expect(await readNews(data.db, '900000000000:900000000000:')).toMatchObject({ news: [], complete: false });
});

test('a position that somebody made up is answered without reading the whole ledger for it', async () => {
  await data.db.pool.query(
    `insert into case_event (case_no, seq, type, at, body, hash, seal)
     select 'LEDGER', i, 'noted', now(), '{}', 'h', 's' from generate_series(1, 20001) as i`,
  );
  const present = await newsPosition(data.db);
  const [, next] = present.split(':');
  // As if the first transaction of all still ran, and all since then had been told.
  const read = await readNews(data.db, `1:${next}:`);
  expect(read).toMatchObject({ news: [], complete: false });
  expect(await readNews(data.db, present)).toMatchObject({ news: [], complete: true });
});

test.each(['5:5:', '5:9:5,7', '1:2:1'])('%s is a position', (text) => expect(isPosition(text)).toBe(true));
test.each(['', '5', '9:5:', '0:1:', '5:9:4', '5:9:7,6', '5:9:9', "5:9:'", `5:9:${'5,'.repeat(3_000)}6`])(
  '%s is none',
  (text) => expect(isPosition(text)).toBe(false),
);
