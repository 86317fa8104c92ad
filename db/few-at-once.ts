// A few at once: what is costly is done for so many at a time, some wait for their turn, the rest is refused.

interface Bound {
  atOnce: number;
  waiting: number;
  crowded: () => Error;
}

/** @returns what does a work in its turn, in the order in which they came. @throws what `crowded` makes */
export const createFewAtOnce = ({ atOnce, waiting, crowded }: Bound): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let busy = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (busy < atOnce) busy += 1;
    else if (queue.length < waiting) await new Promise<void>((enter) => queue.push(enter));
    else throw crowded();
    try {
      return await work();
    } finally {
      // Who enters next keeps the place busy.
      const next = queue.shift();
      if (next) next();
      else busy -= 1;
    }
  };
};
