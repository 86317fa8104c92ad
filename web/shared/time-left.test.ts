// Two deadlines that are as far away in words are so in the same time: what is counted in working time says so.
import { expect, test } from 'vitest';
import { sayIn } from './language.ts';
import { spanOf } from './time-left.ts';

const hour = 3_600_000;
const worked = (ms: number) => spanOf({ ms, dayMs: 8 * hour, working: true }, sayIn('zh'));
const passing = (ms: number) => spanOf({ ms, dayMs: 24 * hour, working: false }, sayIn('zh'));

test('working time is named by its largest part, whichever that is', () => {
  expect(worked(19 * hour)).toBe('2 个工作日 3 小时');
  expect(worked(1.5 * hour)).toBe('1 工作时 30 分');
  expect(worked(hour / 2)).toBe('30 工作分钟');
  expect(worked(-1.5 * hour)).toBe('1 工作时 30 分');
});

test('time on the wall clock is not', () => {
  expect(passing(27 * hour)).toBe('1 天 3 小时');
  expect(passing(1.5 * hour)).toBe('1 小时 30 分');
});

test('less than a minute is nothing to tell', () => {
  expect(worked(59_000)).toBe('');
});
