// Time left in working time, over the State Council's real arrangement of 2026 and the zone's hours.
import { expect, test } from 'vitest';
import cn from '../../seed/calendars/cn.json';
import { WorkingCalendar } from '../../workflows/contract/calendar.ts';
import { timeLeft, workingDayMs, workingMs } from './working-time.ts';

/** 08:30–12:00 and 13:30–18:00: eight hours with a lunch break. */
const calendar = {
  ...WorkingCalendar.parse(cn),
  hours: [
    { from: '08:30', to: '12:00' },
    { from: '13:30', to: '18:00' },
  ],
};
const at = (china: string): number => Date.parse(`${china}:00+08:00`);
const hours = (from: string, to: string): number => workingMs(calendar, at(from), at(to)) / 3_600_000;

test('a day has its hours without the lunch break', () => {
  expect(workingDayMs(calendar) / 3_600_000).toBe(8);
  expect(hours('2026-11-25T00:00', '2026-11-26T00:00')).toBe(8);
  expect(hours('2026-11-25T11:00', '2026-11-25T14:00')).toBe(1.5);
  expect(hours('2026-11-25T12:10', '2026-11-25T13:20')).toBe(0);
});

test('nights and weekends do not count', () => {
  expect(hours('2026-11-27T17:00', '2026-11-30T09:30')).toBe(2);
  expect(hours('2026-11-28T09:00', '2026-11-29T18:00')).toBe(0);
});

test('a holiday on a weekday does not count, a make-up day on a weekend does', () => {
  // 国庆 2026: off from Thursday 10-01 to Wednesday 10-07; Sunday 09-20 and Saturday 10-10 are worked.
  expect(hours('2026-09-30T18:00', '2026-10-08T08:30')).toBe(0);
  expect(hours('2026-10-08T00:00', '2026-10-12T00:00')).toBe(24);
  expect(hours('2026-09-20T00:00', '2026-09-21T00:00')).toBe(8);
});

test('what has passed is measured alike, as less than nothing', () => {
  expect(hours('2026-11-30T09:30', '2026-11-27T17:00')).toBe(-2);
  // Due at closing on Friday, looked at on Saturday: overdue, though no working time has gone by.
  const left = timeLeft(calendar, 'workingDay', at('2026-11-28T10:00'), at('2026-11-27T18:00'));
  expect(left).toMatchObject({ overdue: true, soon: false, working: true });
  expect(Math.abs(left.ms)).toBe(0);
});

test('a year that is not published counts by the weekly pattern', () => {
  expect(hours('2031-01-06T00:00', '2031-01-13T00:00')).toBe(40);
});

test('without a calendar time runs on the wall clock', () => {
  expect(timeLeft(null, 'workingDay', at('2026-11-28T10:00'), at('2026-11-29T12:00'))).toEqual({
    ms: 26 * 3_600_000,
    dayMs: 86_400_000,
    working: false,
    overdue: false,
    soon: false,
  });
});

test('soon is what is due before one working day is over, in whatever unit the limit runs', () => {
  const soon = (now: string, due: string, unit: 'hour' | 'workingDay' = 'workingDay') =>
    timeLeft(calendar, unit, at(now), at(due)).soon;
  // From Friday morning one working day ends with Monday's business.
  expect(soon('2026-11-27T10:00', '2026-11-30T17:59')).toBe(true);
  expect(soon('2026-11-27T10:00', '2026-11-30T17:59', 'hour')).toBe(true);
  expect(soon('2026-11-27T10:00', '2026-11-30T18:01')).toBe(false);
  expect(soon('2026-11-27T10:00', '2026-11-27T09:00')).toBe(false);
});
