import { expect, test } from 'vitest';
import { durationMs } from './rehearsal.ts';

test.each([
  ['PT3H', 10_800_000],
  ['P1D', 86_400_000],
  ['P2DT1H30M5S', 178_205_000],
  ['P200D', 17_280_000_000],
])('%s is %d ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', 'P', 'PT', 'PT0S', '3H', 'P1M', 'P1Y', 'PT-3H', 'tomorrow'])('%j is no duration', (text) => {
  expect(durationMs(text)).toBeNull();
});
