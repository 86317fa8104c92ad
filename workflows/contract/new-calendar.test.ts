// What a calendar must keep to when it is published, and what one that was published before goes on with.
import { expect, test } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { WorkingCalendar } from './calendar.ts';
import { Hours, NewCalendar, yearLeftOut } from './new-calendar.ts';

const isHours = (hours: readonly [string, string][]): boolean =>
  Hours.safeParse(hours.map(([from, to]) => ({ from, to }))).success;

test.each([
  [[['08:30', '12:00']]],
  [
    [
      ['08:30', '12:00'],
      ['12:00', '24:00'],
    ],
  ],
] as [[string, string][]][])('hours may be %j', (hours) => {
  expect(isHours(hours)).toBe(true);
});

test.each([
  ['none', []],
  ['one that ends when it begins', [['09:00', '09:00']]],
  ['one that ends before it begins', [['17:00', '09:00']]],
  [
    'two that overlap',
    [
      ['08:30', '12:00'],
      ['11:00', '17:30'],
    ],
  ],
  ['a time that is none', [['8:30', '12:00']]],
] as [string, [string, string][]][])('hours are not %s', (_what, hours) => {
  expect(isHours(hours)).toBe(false);
});

const [shared] = seedCalendars();
const year = { notice: '国办发明电〔2025〕7号', off: [], work: [] };

test.each([
  ['a notice as long as a book', { 2026: { ...year, notice: '长'.repeat(501) } }],
  ['a day’s name that nobody reads', { 2026: { ...year, off: [{ date: '2026-10-01', name: '节'.repeat(101) }] } }],
  ['a notice with a NUL', { 2026: { ...year, notice: '国办\u0000' } }],
  ['a day’s name with half a character', { 2026: { ...year, work: [{ date: '2026-10-10', name: '节\ud83d' }] } }],
  [
    'more days than a year has',
    { 2026: { ...year, off: Array.from({ length: 3_000 }, () => ({ date: '2026-10-01', name: '国庆节' })) } },
  ],
])('%s is not published, and cases go on with a calendar that has it', (_what, years) => {
  const calendar = { ...shared, years };
  expect(NewCalendar.safeParse(calendar).success).toBe(false);
  expect(WorkingCalendar.parse(calendar)).toEqual(calendar);
});

test('the calendars of the seed could be published', () => {
  for (const calendar of seedCalendars()) expect(NewCalendar.parse(calendar)).toEqual(calendar);
});

const listing = (...years: number[]) => Object.fromEntries(years.map((each) => [each, year]));

test.each([
  ['as before', [2025, 2026], [2025, 2026], null],
  ['with the next year', [2025, 2026, 2027], [2025, 2026], null],
  ['without a year that has passed', [2026], [2025, 2026], null],
  ['without the present year', [2024, 2025], [2025], 2026],
  ['without any', [], [], 2026],
  ['that takes next year’s deadlines away', [2025, 2026], [2025, 2026, 2027], 2027],
  ['with the wrong year typed', [2025, 2026, 2030], [2025, 2026], 2027],
  ['with a hole before the present year', [2023, 2025, 2026], [2023, 2024, 2025, 2026], 2024],
] as [string, number[], number[], number | null][])(
  'a version %s: left out is %4$s',
  (_what, years, followed, leftOut) => {
    expect(yearLeftOut(listing(...years), { followed: listing(...followed), present: 2026 })).toBe(leftOut);
  },
);
