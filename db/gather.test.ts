// What comes at the same moment is done together, and nothing is lost or mixed up by it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gather } from './gather.ts';

/** A run that is let go by hand, and what it was asked for. */
const held = () => {
  const runs: { items: readonly string[]; release(): void; fail(): void }[] = [];
  const run = (items: readonly string[]) =>
    new Promise<string[]>((resolve, reject) => {
      runs.push({
        items,
        release: () => resolve(items.map((item) => item.toUpperCase())),
        fail: () => reject(new Error(`not ${items.join()}`)),
      });
    });
  return { runs, run };
};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a call that finds nobody waits for nobody', async () => {
  const { runs, run } = held();
  const one = gather(run)('a');
  expect(runs.map(({ items }) => items)).toEqual([['a']]);
  runs[0]?.release();
  expect(await one).toBe('A');
});

test('calls that come while one is under way are made together, and each gets its own answer', async () => {
  const { runs, run } = held();
  const ask = gather(run);
  const all = Promise.all(['a', 'b', 'c'].map((item) => ask(item)));
  runs[0]?.release();
  await settled();
  expect(runs.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
  runs[1]?.release();
  expect(await all).toEqual(['A', 'B', 'C']);
});

test('of calls that fail together each is made by itself', async () => {
  const ask = gather(async (items: readonly number[]) => {
    if (items.includes(2)) throw new Error('not 2');
    return items.map((item) => item * 10);
  });
  const results = await Promise.allSettled([0, 1, 2, 3].map((item) => ask(item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(results[3]).toMatchObject({ value: 30 });
});

test('calls that fail because the database is away are not made again one by one', async () => {
  let runs = 0;
  const ask = gather(async (items: readonly number[]): Promise<number[]> => {
    runs += 1;
    if (items.length > 1) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
    return [...items];
  });
  const results = await Promise.allSettled([0, 1, 2].map((item) => ask(item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(runs).toBe(2);
});

test('a lane that is stuck holds up no other', async () => {
  const { runs, run } = held();
  const ask = gather(run, (item) => item.charAt(0));
  const stuck = ask('a1');
  const other = ask('b1');
  runs[1]?.release();
  expect(await other).toBe('B1');
  runs[0]?.fail();
  await expect(stuck).rejects.toThrow('not a1');
  const next = ask('a2');
  runs[2]?.release();
  expect(await next).toBe('A2');
});

test('whatever comes when, everybody is answered once, in batches of at most fifty', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 200 }), async (lanes) => {
      const sizes: number[] = [];
      const ask = gather(
        async (items: readonly { lane: number; i: number }[]) => {
          sizes.push(items.length);
          expect(new Set(items.map(({ lane }) => lane)).size).toBe(1);
          await settled();
          return items.map(({ i }) => i);
        },
        ({ lane }) => String(lane),
      );
      const answers = await Promise.all(lanes.map((lane, i) => ask({ lane, i })));
      expect(answers).toEqual(lanes.map((_, i) => i));
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(lanes.length);
      expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(50);
    }),
    { numRuns: 50 },
  );
});
