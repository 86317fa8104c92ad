// Who is here. The API's word counts. When it cannot be reached, the person who was here last goes on: they can report, and what they
// report waits. Once it has said that nobody is signed in, the phone forgets them, so that nobody reads what they wrote, with or without
// a network, until they have signed in again.
import { ApiError } from '../shared/api.ts';
import { type Me, type PersonMe, readMe } from '../shared/session.ts';
import { reportStore } from './queue/store.ts';
import { forget, keep, recall } from './store/kept.ts';

export type Who =
  /** `offline`: the phone remembers nobody, and the API cannot be reached. `onlooker`: this page is not for their role. */
  | { kind: 'nobody'; why: 'signIn' | 'offline' | 'onlooker' }
  /** `sure`: the API has just said so. */
  | { kind: 'person'; me: PersonMe; sure: boolean };

const onlookers: readonly string[] = ['auditor', 'administrator'];

/** @param me as the API says; null: nobody is signed in */
export const whoIs = (me: Me | null): Who => {
  if (me?.kind !== 'person' || me.wall) return { kind: 'nobody', why: 'signIn' };
  return onlookers.includes(me.role) ? { kind: 'nobody', why: 'onlooker' } : { kind: 'person', me, sure: true };
};

/** @param remembered who was here last; null: nobody, or the API has ended it */
export const whoWas = (remembered: PersonMe | null): Who =>
  remembered ? { kind: 'person', me: remembered, sure: false } : { kind: 'nobody', why: 'offline' };

export const lookUp = async (): Promise<Who> => {
  try {
    return whoIs(await readMe());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return whoWas(await recall('me').catch(() => null));
  }
};

/** Leaves on the phone what who is here may find there, and no more; a guess changes nothing. */
export const settleIn = async (who: Who): Promise<void> => {
  if (who.kind === 'person' ? !who.sure : who.why === 'offline') return;
  await (who.kind === 'person' ? keep('me', who.me) : forget());
  await reportStore.dropSecrets(who.kind === 'person' ? who.me.person : null);
};
