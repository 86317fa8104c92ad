// Sessions of people and of residents.
import { setImmediate as turnOfItsOwn } from 'node:timers/promises';
import { addressOf } from '../db/address.ts';
import { checkSignIn } from '../db/credentials.ts';
import { gather } from '../db/gather.ts';
import { closeSession, findSessions, openSession, type SignedIn } from '../db/sessions.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { FindCaller } from './auth.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { isReceiptSecret } from './receipt.ts';
import { createTurns } from './turns.ts';

type Credentials = { username: string; password: string; wall: boolean } | { caseNo: string; secret: string };

interface Opened {
  token: string;
  expiresAt: string;
  caller: Caller;
}

export interface Sessions {
  /** @param ip where it is asked from; @throws CaseFailure SignInFailed, LockedOut, TooManyRequests */
  open(credentials: Credentials, ip: string): Promise<Opened>;
  close(token: string): Promise<void>;
  find: FindCaller;
}

/**
 * Passwords that are tried with one user name from one address at the same time: each takes about 0.1 s, so that the last of them waits a second on a quiet
 * machine.
 */
const triesAtOnce = 10;

const crowded = (): CaseFailure =>
  new CaseFailure(
    'TooManyRequests',
    '此用户名同时登录过多，请稍后再试。Too many sign-ins with this user name at the same time; try again in a moment.',
  );

const asCaller = (holder: SignedIn | { caseNo: string }): Caller =>
  'caseNo' in holder ? { kind: 'resident', caseNo: holder.caseNo } : { kind: 'person', ...holder };

const opened = (
  { token, expiresAt }: { token: string; expiresAt: Date },
  holder: SignedIn | { caseNo: string },
): Opened => ({
  token,
  expiresAt: expiresAt.toISOString(),
  caller: asCaller(holder),
});

export const createSessions = ({ db, keys }: Pick<ApiDeps, 'db' | 'keys'>): Sessions => {
  // A try is counted until its password proves right, so five right ones at the same time would lock the sixth out. One after the other they
  // do not; what bounds guesses is the count in the database, whichever processes they come through.
  const tries = createTurns({ most: triesAtOnce, crowded });
  // Every request asks, and many come at once.
  const find = gather((tokens: readonly string[]) => findSessions(db, tokens));
  return {
    async open(credentials, ip) {
      if ('username' in credentials) {
        const { username, password, wall } = credentials;
        const { hash, ...person } = await tries.take(JSON.stringify([username, addressOf(ip)]), () =>
          checkSignIn(db, { username, password, ip }),
        );
        return opened(await openSession(db, { person: person.person, hash, wall }), { ...person, wall });
      }
      const { caseNo, secret } = credentials;
      if (!isReceiptSecret(keys, caseNo, secret)) {
        throw new CaseFailure(
          'SignInFailed',
          '事项编号与查询码不符，请核对回执。Case number and secret do not belong together; see the receipt.',
        );
      }
      return opened(await openSession(db, { caseNo }), { caseNo });
    },
    close: (token) => closeSession(db, token),
    find: async (token) => {
      const holder = await find(token);
      // Callers who were found together go on one after the other: the rate limit's counter would be read after all of them had counted.
      await turnOfItsOwn();
      return holder && asCaller(holder);
    },
  };
};
