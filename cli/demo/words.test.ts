// Times and spans as the stories print them.
import { expect, test } from 'vitest';
import { clockTime, nextWeekday, span } from './words.ts';

test('times are told in China time, whatever the machine says', () => {
  expect(clockTime('2026-11-23T16:05:00.000Z')).toBe('11-24 00:05');
});

test.each([
  [20_000, '不到 1 分'],
  [25 * 60_000, '25 分'],
  [-3 * 3_600_000, '3 小时'],
  [(26 * 60 + 5) * 60_000, '1 天 2 小时'],
])('%d ms are told as %s', (ms, words) => {
  expect(span(ms)).toBe(words);
});

test.each([
  ['an evening', '2026-11-23T15:00:00.000Z', '2026-11-24T01:20:00.000Z'],
  ['a morning', '2026-11-24T00:00:00.000Z', '2026-11-25T01:20:00.000Z'],
  ['the small hours, which still belong to the day before', '2026-11-23T17:00:00.000Z', '2026-11-24T01:20:00.000Z'],
  ['a Friday', '2026-11-27T08:00:00.000Z', '2026-11-30T01:20:00.000Z'],
  ['a Saturday', '2026-11-28T08:00:00.000Z', '2026-11-30T01:20:00.000Z'],
])('the next weekday after %s', (_, now, next) => {
  expect(nextWeekday(now, '09:20')).toBe(next);
});
