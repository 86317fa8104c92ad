// Whether the viewer asked their system for less motion.
import { useSyncExternalStore } from 'react';

const lessMotion = '(prefers-reduced-motion: reduce)';

export const wantsLessMotion = (): boolean => window.matchMedia(lessMotion).matches;

const subscribe = (listener: () => void): (() => void) => {
  const media = window.matchMedia(lessMotion);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
};

/** The same, followed while it changes. */
export const useLessMotion = (): boolean => useSyncExternalStore(subscribe, wantsLessMotion);
