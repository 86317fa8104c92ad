// Publishing calendars: versions follow each other, and of two at once one wins.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedCalendars } from '../seed/calendars.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import { calendarFor, latestCalendar, publishCalendar, readCalendar } from './calendars.ts';

const by = { person: 'p-1' };
let data: TestDatabase;
const version = (name: string, number: number): WorkingCalendar => ({
  ...seedCalendars()[0],
  name,
  version: number,
});

beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

test('a version is published after the one before it, and all stay readable as they were', async () => {
  await publishCalendar(data.db, version('one', 1), by);
  await publishCalendar(data.db, { ...version('one', 2), weekdays: [1, 2, 3] }, by);
  expect(await readCalendar(data.db, 'one', 1)).toEqual(version('one', 1));
  expect((await latestCalendar(data.db, 'one'))?.weekdays).toEqual([1, 2, 3]);
  expect(await readCalendar(data.db, 'one', 3)).toBeNull();
});

test.each([0, 1, 3])('after version 1, version %i is refused', async (number) => {
  const name = `after-${number}`;
  await publishCalendar(data.db, version(name, 1), by);
  await expect(publishCalendar(data.db, version(name, number), by)).rejects.toMatchObject({
    code: 'InvalidInput',
    problems: [{ pointer: '/version', message: '应为 must be 2' }],
  });
});

test('of ten at once with the same version one is published, and the others are told the next one', async () => {
  // Connections first, so that all of them ask in the same moment.
  await Promise.all(Array.from({ length: 10 }, () => data.db.pool.query('select pg_sleep(0.05)')));
  const attempts = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) =>
      publishCalendar(data.db, { ...version('raced', 1), utcOffsetMinutes: i }, { person: `p-${i}` }),
    ),
  );
  const refused = attempts.filter((attempt) => attempt.status === 'rejected');
  expect(refused).toHaveLength(9);
  for (const { reason } of refused) expect(reason).toMatchObject({ problems: [{ message: '应为 must be 2' }] });
  const winner = attempts.findIndex(({ status }) => status === 'fulfilled');
  expect((await latestCalendar(data.db, 'raced'))?.utcOffsetMinutes).toBe(winner);
});

test('a county follows its own calendar when it has one, the shared one otherwise', async () => {
  expect((await calendarFor(data.db, 'xx.yanjin.chengguan')).name).toBe('cn');
  await publishCalendar(data.db, version('yanjin', 1), by);
  expect((await calendarFor(data.db, 'xx.yanjin.chengguan')).name).toBe('yanjin');
  expect((await calendarFor(data.db, 'xx.yanjin')).name).toBe('yanjin');
});
