// Who uses the phone. Without a network, or when the session has run out, the person who was here last goes on: they can report, and
// what they report waits until they have signed in again.
import { useCallback, useEffect, useState } from 'react';
import { ApiError, whenSignedOut } from '../shared/api.ts';
import { type PersonMe, readMe, signOut } from '../shared/session.ts';
import { forget, keep, recall } from './queue/kept.ts';

/** How sure it is that the API knows them now. */
export type Standing = 'signedIn' | 'offline' | 'expired';

export type Who =
  | { kind: 'unknown' }
  /** `offline`: nobody was here before, and the API cannot be reached. `onlooker`: this page is not for their role. */
  | { kind: 'nobody'; why: 'signIn' | 'offline' | 'onlooker' }
  | { kind: 'person'; me: PersonMe; standing: Standing };

export interface Presence {
  who: Who;
  /** Asks the API again. */
  look: () => void;
  signedIn: (me: PersonMe) => void;
  /** @throws ApiError Offline: a session can only be ended where it is kept */
  leave: () => Promise<void>;
}

const onlookers: readonly string[] = ['auditor', 'administrator'];

const lookUp = async (): Promise<Who> => {
  const remembered = await recall('me').catch(() => null);
  try {
    const me = await readMe();
    if (me?.kind === 'person') {
      if (onlookers.includes(me.role)) return { kind: 'nobody', why: 'onlooker' };
      await keep('me', me);
      return { kind: 'person', me, standing: 'signedIn' };
    }
    return remembered ? { kind: 'person', me: remembered, standing: 'expired' } : { kind: 'nobody', why: 'signIn' };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return remembered ? { kind: 'person', me: remembered, standing: 'offline' } : { kind: 'nobody', why: 'offline' };
  }
};

export const usePresence = (): Presence => {
  const [who, setWho] = useState<Who>({ kind: 'unknown' });
  const look = useCallback(() => void lookUp().then(setWho), []);
  useEffect(() => {
    look();
    const expired = () => setWho((before) => (before.kind === 'person' ? { ...before, standing: 'expired' } : before));
    const offline = () => setWho((before) => (before.kind === 'person' ? { ...before, standing: 'offline' } : before));
    const visible = () => document.visibilityState === 'visible' && look();
    addEventListener('online', look);
    addEventListener('offline', offline);
    document.addEventListener('visibilitychange', visible);
    const stop = whenSignedOut(expired);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', offline);
      document.removeEventListener('visibilitychange', visible);
      stop();
    };
  }, [look]);
  const signedIn = useCallback((me: PersonMe) => {
    if (onlookers.includes(me.role)) return setWho({ kind: 'nobody', why: 'onlooker' });
    setWho({ kind: 'person', me, standing: 'signedIn' });
    void keep('me', me);
  }, []);
  const leave = useCallback(async () => {
    await signOut().catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.code !== 'Unauthenticated') throw error;
    });
    await forget();
    setWho({ kind: 'nobody', why: 'signIn' });
  }, []);
  return { who, look, signedIn, leave };
};
