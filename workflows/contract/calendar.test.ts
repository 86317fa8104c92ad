// What a working calendar must be before anybody reckons with it.
import { expect, test } from 'vitest';
import { WorkingCalendar } from './calendar.ts';

const isHours = (hours: readonly [string, string][]): boolean =>
  WorkingCalendar.shape.hours.safeParse(hours.map(([from, to]) => ({ from, to }))).success;

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
