// One at a time: what several people ask of the same case, or try as the same person, is done in the order in which it came.

export interface Turns {
  /** Does `work` when all work for the same key that came before has ended, whatever became of it. @throws what `crowded` makes */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

interface Line {
  last: Promise<unknown>;
  /** Under way, and waiting. */
  length: number;
}

interface Bound {
  /** Works for one key, the one under way and those that wait; one more is refused. */
  most: number;
  crowded: () => Error;
}

export const createTurns = (bound?: Bound): Turns => {
  const lines = new Map<string, Line>();
  return {
    async take(key, work) {
      const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
      if (bound && line.length >= bound.most) throw bound.crowded();
      const mine = line.last.then(work, work);
      line.last = mine;
      line.length++;
      lines.set(key, line);
      try {
        return await mine;
      } finally {
        line.length--;
        if (line.length === 0) lines.delete(key);
      }
    },
  };
};
