// One answer for all who ask at once, and none kept for longer than a moment.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { briefly } from './brief-memory.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const counting = () => {
  let times = 0;
  const ask = briefly(
    1_000,
    (key: string) => key,
    async (key) => `${key} ${++times}`,
    2,
  );
  return ask;
};

test('who asks for the same within the moment gets the same answer', async () => {
  const ask = counting();
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['a 1', 'a 1', 'b 2']);
  vi.advanceTimersByTime(999);
  expect(await ask('a')).toBe('a 1');
  vi.advanceTimersByTime(1);
  expect(await ask('a')).toBe('a 3');
});

test('the moment begins with the answer, however long that took', async () => {
  let finish = (_: string): void => undefined;
  let times = 0;
  const ask = briefly(
    1_000,
    (key: string) => key,
    () => {
      times += 1;
      return new Promise<string>((resolve) => {
        finish = resolve;
      });
    },
  );
  const first = ask('a');
  vi.advanceTimersByTime(60_000);
  const second = ask('a');
  finish('done');
  expect(await Promise.all([first, second])).toEqual(['done', 'done']);
  expect(times).toBe(1);
});

test('a failure is told to those who waited and then forgotten', async () => {
  let fails = true;
  const ask = briefly(
    1_000,
    (key: string) => key,
    async () => {
      if (fails) throw new Error('away');
      return 'back';
    },
  );
  await expect(ask('a')).rejects.toThrow('away');
  fails = false;
  expect(await ask('a')).toBe('back');
});

test('no more are kept than told, the oldest goes first', async () => {
  const ask = counting();
  for (const key of ['a', 'b', 'c']) await ask(key);
  expect(await ask('c')).toBe('c 3');
  expect(await ask('a')).toBe('a 4');
});
