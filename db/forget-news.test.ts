// News are forgotten when no screen looks back to them, and a case goes on as if they were still there.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCase, aCommit, andThen, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { commitEvents } from './commit.ts';
import { forgetNews } from './forget-news.ts';

let data: TestDatabase;
let owner: pg.Client;
let count = 0;
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const archiveAt = '2030-01-01T00:00:00.000Z';

const commit = async (told: Told): Promise<Told> => {
  await commitEvents(data.db, aCommit(told), 'key');
  return told;
};
const received = (receivedAt: string): Promise<Told> =>
  commit(aCase(`SF-20261123-${String(++count).padStart(5, '0')}`, { receivedAt }));
const handedOn = (told: Told, at: string): Promise<Told> =>
  commit(andThen(told, { at, type: 'reassigned', data: { from: told.state.responsible, to: 'xx.zone.d_water' } }));
const closed = (told: Told, at: string): Promise<Told> =>
  commit(andThen(told, { at, type: 'closed', data: { action: 'close', input: {}, archiveAt } }));
const reopened = (told: Told, at: string): Promise<Told> => {
  const clock = aCase(told.state.caseNo).state.clocks[0];
  if (!clock) throw new Error('no clock');
  const transition = { step: told.state.step, phase: 'disposal' as const, responsible: 'xx.zone.wenchang', clock };
  return commit(andThen(told, { at, type: 'reopened', data: { caseClock: clock, transition } }));
};
const newsOf = async ({ state }: Told) =>
  (await owner.query('select * from case_news where case_no = $1 order by seq', [state.caseNo])).rows;

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
  const told = await handedOn(await received(daysAgo(33)), daysAgo(31));
  expect(await forgetNews(data.db)).toBe(1);
  expect((await newsOf(told)).map(({ seq }) => seq)).toEqual([2]);
  expect(await forgetNews(data.db)).toBe(0);
});

test.each([
  ['an open case', (at: string) => received(at), handedOn],
  ['a closed one', async (at: string) => closed(await handedOn(await received(at), at), at), reopened],
] as const)('%s goes on as if nothing had been forgotten', async (_, live, goOn) => {
  const told = await live(daysAgo(40));
  await forgetNews(data.db);
  expect(await newsOf(told)).toEqual([]);
  const [after] = await newsOf(await goOn(told, daysAgo(0)));
  await owner.query(`select retell_news('-infinity')`);
  expect(after).toEqual((await newsOf(told)).at(-1));
});
