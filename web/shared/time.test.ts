// Instants as people read them, in China's time wherever the browser stands.
import { expect, test } from 'vitest';
import { fullDeadline, shortDeadline, spokenDeadline } from './time.ts';

test.each([
  ['2036-11-28T09:30:00.000Z', '2036年11月28日周五 17:30', 'Fri 28 Nov 2036 17:30'],
  ['2036-11-28T16:00:00.000Z', '2036年11月28日周五 24:00', 'Fri 28 Nov 2036 24:00'],
  ['2036-12-31T16:00:00.000Z', '2036年12月31日周三 24:00', 'Wed 31 Dec 2036 24:00'],
  ['2036-11-28T16:01:00.000Z', '2036年11月29日周六 00:01', 'Sat 29 Nov 2036 00:01'],
])('a deadline at %s reads %s: the day that it ends is named, not the next', (at, zh, en) => {
  expect([spokenDeadline(at, 'zh'), spokenDeadline(at, 'en')]).toEqual([zh, en]);
});

test('a deadline says the same day in each of its forms', () => {
  const at = '2036-11-28T16:00:00.000Z';
  expect(shortDeadline(at, 'zh')).toBe('2036-11-28 周五 24:00');
  expect(fullDeadline(at, 'zh')).toBe('2036年11月28日星期五 24:00:00 北京时间（UTC+8）');
  expect(fullDeadline(at, 'en')).toMatch(/^Friday.* 28 November 2036.* 24:00:00 China Standard Time \(UTC\+8\)$/);
});
