// Sessions of people and of residents.
import { checkSignIn } from '../db/credentials.ts';
import type { Person } from '../db/person.ts';
import { closeSession, findSession, openSession } from '../db/sessions.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { FindCaller } from './auth.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { isReceiptSecret } from './receipt.ts';

type Credentials = { username: string; password: string } | { caseNo: string; secret: string };

interface Opened {
  token: string;
  expiresAt: string;
  caller: Caller;
}

export interface Sessions {
  /** @throws CaseFailure SignInFailed, LockedOut */
  open(credentials: Credentials): Promise<Opened>;
  close(token: string): Promise<void>;
  find: FindCaller;
}

const asCaller = (holder: Person | { caseNo: string }): Caller =>
  'caseNo' in holder ? { kind: 'resident', caseNo: holder.caseNo } : { kind: 'person', ...holder };

const opened = (
  { token, expiresAt }: { token: string; expiresAt: Date },
  holder: Person | { caseNo: string },
): Opened => ({
  token,
  expiresAt: expiresAt.toISOString(),
  caller: asCaller(holder),
});

export const createSessions = ({ db, keys }: Pick<ApiDeps, 'db' | 'keys'>): Sessions => ({
  async open(credentials) {
    if ('username' in credentials) {
      const { hash, ...person } = await checkSignIn(db, credentials.username, credentials.password);
      return opened(await openSession(db, { person: person.person, hash }), person);
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
    const holder = await findSession(db, token);
    return holder && asCaller(holder);
  },
});
