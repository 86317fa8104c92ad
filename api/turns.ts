// One at a time: what several people ask of the same case is asked in the order in which it came.

export interface Turns {
  /** Does `work` when all work for the same key that came before has ended, whatever became of it. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(key, work) {
      const before = last.get(key);
      const mine = (before ?? Promise.resolve()).then(work, work);
      last.set(key, mine);
      try {
        return await mine;
      } finally {
        if (last.get(key) === mine) last.delete(key);
      }
    },
  };
};
