// Walking through rows in their order, a slice at a time, from the beginning again after the last.

export interface Cursor<T> {
  /** Empty at the end of a walk, and when there are none. */
  next(): Promise<T[]>;
}

/** @param read so many rows after one of them; null: the first ones */
export const createCursor = <T>(read: (after: T | null, limit: number) => Promise<T[]>, limit: number): Cursor<T> => {
  let after: T | null = null;
  return {
    async next() {
      const slice = await read(after, limit);
      after = slice.length < limit ? null : (slice.at(-1) ?? null);
      return slice;
    },
  };
};
