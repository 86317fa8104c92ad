import { expect, test } from 'vitest';
import { ringForgottenIn } from './engine-store.ts';

const at = '2026-11-28T05:00:00.000Z';
const later = (ms: number) => ringForgottenIn(at, Date.parse(at) + ms);

test('a copy that was just taken waits until it has forgotten the servers of the engine it was taken from', () => {
  expect([later(0), later(10_000), later(24_999)]).toEqual([25_000, 15_000, 1]);
});

test('an older copy does not wait', () => {
  expect([later(25_000), later(86_400_000)]).toEqual([0, 0]);
});

test('a copy from a machine whose clock is ahead waits no longer than a new one', () => {
  expect(later(-3_600_000)).toBe(25_000);
});
