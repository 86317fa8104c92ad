// Something that is being written: kept on the phone while it is typed, so that nothing is lost when the app is killed, the network goes
// or the session ends.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { createKeeper, type Keeper, type Kept } from './keeper.ts';

/** How long after a change it is kept, in ms; at once when the page is hidden or left. */
const pauseMs = 400;

export interface Keeping<T> extends Kept<T>, Pick<Keeper<T>, 'change' | 'save' | 'end'> {}

export const useKeeping = <T>(initial: T, write: (latest: T) => Promise<void>): Keeping<T> => {
  const [keeper] = useState(() => createKeeper(initial, write));
  const now = useSyncExternalStore(keeper.hear, keeper.now);
  const left = useRef(false);

  useEffect(() => {
    if (now.kept) return;
    const timer = setTimeout(() => void keeper.save(), pauseMs);
    return () => clearTimeout(timer);
  }, [keeper, now]);

  useEffect(() => {
    left.current = false;
    const leaving = () => void keeper.save();
    addEventListener('pagehide', leaving);
    document.addEventListener('visibilitychange', leaving);
    return () => {
      removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', leaving);
      left.current = true;
      leaving();
    };
  }, [keeper]);

  const { save, end } = keeper;
  return {
    ...now,
    change(how) {
      keeper.change(how);
      // A photo that was still made smaller when the page was left: no pause is waited for any more.
      if (left.current) void save();
    },
    save,
    end,
  };
};
