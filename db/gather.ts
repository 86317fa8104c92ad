// Group commit: calls that come while one is under way wait and are then made together, so that a busy moment costs one round trip and
// one flush to disk for many calls, and a quiet one waits for nobody.

import { troubleOf } from './trouble.ts';

/** Calls made together at most: what one statement may carry without holding its locks for long. */
const most = 50;

interface Waiting<I, O> {
  item: I;
  resolve(result: O): void;
  reject(error: unknown): void;
}

/**
 * @param run makes some calls at once; answers in their order
 * @param laneOf calls of one lane wait for each other, those of different lanes do not
 * @returns the same for one call. When calls fail together, each is made by itself, so that none fails for another's sake; but not when
 *   the database is away or full: then that many calls would be the last thing it needs.
 */
export const gather = <I, O>(
  run: (items: readonly I[]) => Promise<readonly O[]>,
  laneOf: (item: I) => string = () => '',
): ((item: I) => Promise<O>) => {
  const lanes = new Map<string, Waiting<I, O>[]>();

  const alone = async ({ item, resolve, reject }: Waiting<I, O>): Promise<void> => {
    await run([item]).then(([result]) => resolve(result as O), reject);
  };

  const together = async (batch: readonly Waiting<I, O>[]): Promise<void> => {
    try {
      const results = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => {
        resolve(results[i] as O);
      });
    } catch (error) {
      if (batch.length > 1 && !troubleOf(error)) await Promise.all(batch.map(alone));
      else for (const { reject } of batch) reject(error);
    }
  };

  const drain = async (lane: string, queue: Waiting<I, O>[]): Promise<void> => {
    while (queue.length > 0) await together(queue.splice(0, most));
    lanes.delete(lane);
  };

  return (item) =>
    new Promise((resolve, reject) => {
      const lane = laneOf(item);
      const waiting = { item, resolve, reject };
      const queue = lanes.get(lane);
      if (queue) {
        queue.push(waiting);
        return;
      }
      const begun = [waiting];
      lanes.set(lane, begun);
      void drain(lane, begun);
    });
};
