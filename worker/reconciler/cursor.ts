// Walking through cases in the order of their numbers, a slice at a time, from the beginning again after the last.

export interface Cursor<T extends { caseNo: string }> {
  /** Empty at the end of a walk, and when there are none. */
  next(): Promise<T[]>;
}

export const createCursor = <T extends { caseNo: string }>(
  read: (after: string, limit: number) => Promise<T[]>,
  limit: number,
): Cursor<T> => {
  let after = '';
  return {
    async next() {
      const slice = await read(after, limit);
      after = slice.length < limit ? '' : (slice.at(-1)?.caseNo ?? '');
      return slice;
    },
  };
};
