// Sends what waits, one run at a time in this browser where it can be had: two at once are harmless, and a waste.
import { door } from './door.ts';
import { type Run, sendWaiting } from './sender.ts';
import { reportStore } from './store.ts';

/** The name of a background sync, and of the lock. */
export const sendingTag = 'caseloop-reports';

/** @returns null when another run is under way */
export const sendNow = async (tell?: (id: string | null) => void): Promise<Run | null> => {
  const run = () => sendWaiting({ store: reportStore, door, now: () => new Date(), ...(tell && { tell }) });
  // Plain HTTP has no locks.
  if (!('locks' in navigator)) return run();
  return navigator.locks.request(sendingTag, { ifAvailable: true }, (lock) => (lock ? run() : null));
};
