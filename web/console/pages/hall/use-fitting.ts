// How many rows fit into a list of a panel.
import { useLayoutEffect, useRef, useState } from 'react';

/** Rows where the page scrolls as one column. */
const inColumn = 10;

/**
 * Measured, and at least one; no row is cut in half.
 * @param filled there are rows, and not the line that says that there are none
 */
export const useFitting = <T extends HTMLElement>(filled: boolean) => {
  const list = useRef<T>(null);
  const [fitting, setFitting] = useState(6);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || !filled) return;
    const measure = (): void => {
      const row = element.firstElementChild?.getBoundingClientRect().height ?? 0;
      const { flexGrow, rowGap } = getComputedStyle(element);
      const gap = Number.parseFloat(rowGap) || 0;
      // In a column that scrolls, the list is as high as its rows.
      const isColumn = flexGrow === '0';
      if (row > 0) {
        setFitting(isColumn ? inColumn : Math.max(1, Math.floor((element.clientHeight + gap + 1) / (row + gap))));
      }
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [filled]);
  return { list, fitting };
};
