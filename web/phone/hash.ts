// Where one is on the page, in the address behind the `#`: the phone's own back button then works, also without a network.
import { useSyncExternalStore } from 'react';

/** `#tasks/SF-20261125-00001/complete` is `['tasks', 'SF-20261125-00001', 'complete']`. */
export const usePlace = (): readonly string[] =>
  useSyncExternalStore(subscribe, () => location.hash)
    .replace(/^#/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

export const hashOf = (...parts: readonly string[]): string => `#${parts.map(encodeURIComponent).join('/')}`;

export const go = (...parts: readonly string[]): void => {
  location.hash = hashOf(...parts);
  scrollTo(0, 0);
};

/** Instead of where one is, to which the phone's back button then does not lead. */
export const goInstead = (...parts: readonly string[]): void => {
  location.replace(hashOf(...parts));
  scrollTo(0, 0);
};
