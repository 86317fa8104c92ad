// Taking turns: while nobody touches anything, the home view and the views below it are shown one after the other.
import { useEffect, useRef, useState } from 'react';

const idleAfterMs = 60_000;
const dwellMs = 20_000;
/** The home view stays longer. */
const homeDwellMs = 40_000;

const gestures = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Whether nobody has touched anything for a minute. */
export const useIdle = (): boolean => {
  const [idle, setIdle] = useState(true);
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      const left = touchedAt.current + idleAfterMs - performance.now();
      if (left <= 0) setIdle(true);
      else timer = setTimeout(wait, left);
    };
    const touched = (): void => {
      const first = performance.now() - touchedAt.current >= idleAfterMs;
      touchedAt.current = performance.now();
      if (!first) return;
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(wait, idleAfterMs);
    };
    for (const gesture of gestures) window.addEventListener(gesture, touched, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const gesture of gestures) window.removeEventListener(gesture, touched);
    };
  }, []);
  return idle;
};

/**
 * Which unit's turn it is.
 * @param home what stands in the address; chosen again, the turns begin anew
 * @param parts the views below it
 * @param goes false: stays where it is (somebody is here, it is switched off, the connection is lost)
 */
export const useTurns = (home: string, parts: readonly string[], goes: boolean): string => {
  const [turn, setTurn] = useState({ home, index: 0 });
  const index = turn.home === home && turn.index <= parts.length ? turn.index : 0;
  const count = parts.length + 1;
  useEffect(() => {
    if (!goes || count < 2) return;
    const timer = setTimeout(() => setTurn({ home, index: (index + 1) % count }), index === 0 ? homeDwellMs : dwellMs);
    return () => clearTimeout(timer);
  }, [home, index, count, goes]);
  return index === 0 ? home : (parts[index - 1] ?? home);
};
