// The present, minute by minute: one timer for all countdowns of a page, at the turn of each minute.
import { useSyncExternalStore } from 'react';

const minuteMs = 60_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

const tick = (): void => {
  now = Date.now();
  for (const listener of listeners) listener();
};

const wait = (): void => {
  timer = setTimeout(
    () => {
      tick();
      wait();
    },
    minuteMs - (Date.now() % minuteMs),
  );
};

/** A page that was asleep shows the right time when it is looked at again. */
const awake = (): void => {
  if (!document.hidden) tick();
};

const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) {
    now = Date.now();
    wait();
    document.addEventListener('visibilitychange', awake);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', awake);
  };
};

/** Epoch ms, at most a minute old. */
export const useMinute = (): number => useSyncExternalStore(subscribe, () => now);
