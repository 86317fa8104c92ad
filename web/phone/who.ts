// Who uses the phone, as the page follows it: asked when it opens, is looked at again or has a network again, and when the API says that
// nobody is signed in any more.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, whenSignedOut } from '../shared/api.ts';
import { type PersonMe, signOut } from '../shared/session.ts';
import { lookUp, settleIn, type Who, whoIs } from './here.ts';

export interface Presence {
  /** Null until it is known. */
  who: Who | null;
  signedIn: (me: PersonMe) => void;
  /**
   * Ends the session of that person, and nobody else's.
   * @throws ApiError Offline: a session can only be ended where it is kept
   */
  leave: (person?: string) => Promise<void>;
}

export const usePresence = (): Presence => {
  const [who, setWho] = useState<Who | null>(null);
  /** What is being found out. Who signs in or leaves meanwhile makes it worthless. */
  const looking = useRef<Promise<Who> | null>(null);
  const enter = useCallback((found: Who) => {
    looking.current = null;
    setWho(found);
    // A phone that keeps nothing has nothing to give away.
    settleIn(found).catch(() => undefined);
  }, []);
  useEffect(() => {
    const look = () => {
      const mine = lookUp();
      looking.current = mine;
      void mine.then((found) => looking.current === mine && enter(found));
    };
    look();
    // What looks is told itself.
    const ended = () => {
      if (!looking.current) look();
    };
    const offline = () => setWho((before) => (before?.kind === 'person' ? { ...before, sure: false } : before));
    const visible = () => document.visibilityState === 'visible' && look();
    addEventListener('online', look);
    addEventListener('offline', offline);
    document.addEventListener('visibilitychange', visible);
    const stop = whenSignedOut(ended);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', visible);
      stop();
    };
  }, [enter]);
  const signedIn = useCallback((me: PersonMe) => enter(whoIs(me)), [enter]);
  const leave = useCallback(
    async (person?: string) => {
      try {
        await signOut(person);
      } catch (error) {
        // It had ended, and who is here now, if anybody, is being looked up.
        if (error instanceof ApiError && error.code === 'Unauthenticated') return;
        throw error;
      }
      enter(whoIs(null));
    },
    [enter],
  );
  return { who, signedIn, leave };
};
