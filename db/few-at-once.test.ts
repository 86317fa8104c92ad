// So many at a time, so many that wait, and no more.
import { expect, test } from 'vitest';
import { createFewAtOnce } from './few-at-once.ts';

const works = () => {
  const begun: number[] = [];
  const ends: ((failed?: Error) => void)[] = [];
  const work = (name: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(name);
      ends[name] = (failed) => (failed ? reject(failed) : resolve(name));
    });
  return { begun, ends, work };
};

test('so many are done at a time, the others in their order, also when one fails', async () => {
  const { begun, ends, work } = works();
  const inTurn = createFewAtOnce({ atOnce: 2, waiting: 2, crowded: () => new Error('crowded') });
  const [first, , third, fourth] = [0, 1, 2, 3].map((name) => inTurn(work(name)));
  expect(begun).toEqual([0, 1]);
  ends[0]?.(new Error('wrong'));
  await expect(first).rejects.toThrow('wrong');
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  ends[2]?.();
  expect(await third).toBe(2);
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  ends[3]?.();
  expect(await fourth).toBe(3);
});

test('more than may wait are refused, until there is room', async () => {
  const { ends, work } = works();
  const inTurn = createFewAtOnce({ atOnce: 1, waiting: 1, crowded: () => new Error('crowded') });
  const first = inTurn(work(0));
  const second = inTurn(work(1));
  await expect(inTurn(work(2))).rejects.toThrow('crowded');
  ends[0]?.();
  await first;
  const third = inTurn(work(3));
  ends[1]?.();
  await second;
  ends[3]?.();
  expect(await third).toBe(3);
});
