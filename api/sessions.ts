// Sessions of people and of residents.
import { gather } from '../db/gather.ts';
import { checkSignIn, type Person } from '../db/people.ts';
import { closeSession, findSessions, openSession } from '../db/sessions.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { FindCaller } from './auth.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { isReceiptSecret } from './receipt.ts';

type Credentials = { username: string; password: string } | { caseNo: string; secret: string };

export interface Sessions {
  /** @throws CaseFailure SignInFailed, LockedOut */
  open(credentials: Credentials): Promise<{ token: string; expiresAt: string; caller: Caller }>;
  close(token: string): Promise<void>;
  find: FindCaller;
}

const asCaller = (holder: Person | { caseNo: string }): Caller =>
  'caseNo' in holder ? { kind: 'resident', caseNo: holder.caseNo } : { kind: 'person', ...holder };

export const createSessions = ({ db, keys }: Pick<ApiDeps, 'db' | 'keys'>): Sessions => {
  // Every request asks, and many come at once.
  const find = gather((tokens: readonly string[]) => findSessions(db, tokens));
  return {
    async open(credentials) {
      const holder =
        'username' in credentials ? await checkSignIn(db, credentials.username, credentials.password) : credentials;
      if ('secret' in holder && !isReceiptSecret(keys, holder.caseNo, holder.secret)) {
        throw new CaseFailure(
          'SignInFailed',
          '事项编号与查询码不符，请核对回执。Case number and secret do not belong together; see the receipt.',
        );
      }
      const { token, expiresAt } = await openSession(db, 'secret' in holder ? { caseNo: holder.caseNo } : holder);
      return {
        token,
        expiresAt: expiresAt.toISOString(),
        caller: asCaller('secret' in holder ? { caseNo: holder.caseNo } : holder),
      };
    },
    close: (token) => closeSession(db, token),
    find: async (token) => {
      const holder = await find(token);
      return holder && asCaller(holder);
    },
  };
};
