// Which cases are chosen. Shift takes all between two; other filters begin anew.
import { useCallback, useEffect, useRef, useState } from 'react';

/** Cases that may be acted on at once. */
const most = 200;

export const useSelection = (order: readonly string[], key: string) => {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | null>(null);
  const latest = useRef(order);
  latest.current = order;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the filters that begin anew
  useEffect(() => setSelected(new Set()), [key]);

  const select = useCallback((caseNo: string, on: boolean, range: boolean) => {
    const from = last.current === null ? -1 : latest.current.indexOf(last.current);
    const to = latest.current.indexOf(caseNo);
    const between = range && from >= 0 ? latest.current.slice(Math.min(from, to), Math.max(from, to) + 1) : [caseNo];
    last.current = caseNo;
    setSelected((before) => {
      const next = new Set(before);
      for (const each of between) {
        if (on) next.add(each);
        else next.delete(each);
      }
      return new Set([...next].slice(0, most));
    });
  }, []);
  return {
    selected,
    select,
    selectAll: useCallback((on: boolean) => setSelected(new Set(on ? latest.current.slice(0, most) : [])), []),
    /** Chooses these and no others. */
    keep: useCallback((caseNos: readonly string[]) => setSelected(new Set(caseNos)), []),
  };
};
