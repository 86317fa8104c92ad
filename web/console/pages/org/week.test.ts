// Weeks in China's time, and gaps of a roster.
import { expect, test } from 'vitest';
import { dateOf, gapsIn, mondayOf, startOf, weekAfter, weekOf, within } from './week.ts';

test('a week begins on Monday at midnight in China, wherever the reader is', () => {
  expect(mondayOf(Date.parse('2026-11-25T02:00:00Z'))).toBe('2026-11-23');
  expect(mondayOf(Date.parse('2026-11-22T15:59:59Z'))).toBe('2026-11-16');
  expect(mondayOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  expect(new Date(startOf('2026-11-23')).toISOString()).toBe('2026-11-22T16:00:00.000Z');
  expect(weekAfter('2026-12-28', 1)).toBe('2027-01-04');
  expect(dateOf(weekOf('2026-11-23').to)).toBe('2026-11-30');
});

const span = weekOf('2026-11-23');
const at = (day: number, hour = 0): string => new Date(span.from + (day * 24 + hour) * 3_600_000).toISOString();
const told = (gaps: readonly { from: number; to: number }[]) =>
  gaps.map(({ from, to }) => [new Date(from).toISOString(), new Date(to).toISOString()]);

test('a roster without entries is one gap, one that never ends has none', () => {
  expect(told(gapsIn(span, []))).toEqual([[at(0), at(7)]]);
  expect(gapsIn(span, [{ from: '2020-01-01T00:00:00.000Z', to: null }])).toEqual([]);
});

test('gaps lie before, between and after entries, whatever their order and overlaps', () => {
  const entries = [
    { from: at(3), to: at(5) },
    { from: at(1), to: at(2) },
    { from: at(1, 6), to: at(1, 8) },
    { from: at(4), to: at(6) },
  ];
  expect(told(gapsIn(span, entries))).toEqual([
    [at(0), at(1)],
    [at(2), at(3)],
    [at(6), at(7)],
  ]);
});

test('a handover of a few seconds is no gap, and an entry of another week is none of this one', () => {
  const seconds = new Date(Date.parse(at(3)) + 30_000).toISOString();
  expect(
    gapsIn(span, [
      { from: at(-1), to: at(3) },
      { from: seconds, to: null },
    ]),
  ).toEqual([]);
  expect(within(span, { from: at(8), to: at(9) })).toBeNull();
  expect(within(span, { from: at(-1), to: null })).toEqual(span);
});
