// The list as it stands on the screen. News change rows where they are; what is new waits until it is asked for, so that no row moves
// away under a pointer.

/** What a line of any list tells. */
export interface Line {
  caseNo: string;
  seq: number;
}

export interface Listed<L extends Line> {
  /** Case numbers, in the order on the screen. */
  order: readonly string[];
  lines: ReadonlyMap<string, L>;
  /** On the screen, but no longer among what the filters find. */
  gone: ReadonlySet<string>;
  /** Found by now, but not on the screen. */
  fresh: ReadonlySet<string>;
}

export const nothing: Listed<never> = { order: [], lines: new Map<string, never>(), gone: new Set(), fresh: new Set() };

/** The list anew, as the server orders it. */
export const listed = <L extends Line>(lines: readonly L[]): Listed<L> => {
  const byNumber = new Map(lines.map((line) => [line.caseNo, line]));
  return { ...nothing, order: [...byNumber.keys()], lines: byNumber };
};

/** The next page below what is there. */
export const appended = <L extends Line>(before: Listed<L>, lines: readonly L[]): Listed<L> => {
  const added = lines.filter(({ caseNo }) => !before.lines.has(caseNo));
  return {
    ...before,
    order: [...before.order, ...added.map(({ caseNo }) => caseNo)],
    lines: new Map([...before.lines, ...lines.map((line) => [line.caseNo, line] as const)]),
    fresh: without(
      before.fresh,
      added.map(({ caseNo }) => caseNo),
    ),
  };
};

/** What is known now of one case: its line, or that the filters no longer find it. */
export const told = <L extends Line>(before: Listed<L>, caseNo: string, line: L | null): Listed<L> => {
  const shown = before.lines.get(caseNo);
  if (!shown) {
    return { ...before, fresh: line ? new Set([...before.fresh, caseNo]) : without(before.fresh, [caseNo]) };
  }
  if (!line) return { ...before, gone: new Set([...before.gone, caseNo]) };
  if (line.seq < shown.seq || (line === shown && !before.gone.has(caseNo))) return before;
  return { ...before, lines: new Map(before.lines).set(caseNo, line), gone: without(before.gone, [caseNo]) };
};

/** The first pages asked for again: rows stay where they are. @param complete nothing comes after them: what they lack is not found */
export const refreshed = <L extends Line>(before: Listed<L>, lines: readonly L[], complete: boolean): Listed<L> => {
  const after = lines.reduce((list, line) => told(list, line.caseNo, line), before);
  if (!complete) return after;
  return missing(after, lines).reduce((list, caseNo) => told(list, caseNo, null), after);
};

/** On the screen, but not in the first pages asked for again: gone, or further down by now. */
export const missing = ({ order, gone }: Listed<Line>, lines: readonly Line[]): string[] => {
  const found = new Set(lines.map(({ caseNo }) => caseNo));
  return order.filter((caseNo) => !found.has(caseNo) && !gone.has(caseNo));
};

const without = (set: ReadonlySet<string>, taken: readonly string[]): ReadonlySet<string> =>
  taken.some((each) => set.has(each)) ? new Set([...set].filter((each) => !taken.includes(each))) : set;
