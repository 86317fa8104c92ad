// A password that a person gives themselves.
import { CaseFailure } from '../workflows/contract/failures.ts';
import { type Database, inTransaction } from './client.ts';
import { tryOwnPassword } from './credentials.ts';
import { noteChange } from './org-changes.ts';
import { hashPassword } from './passwords.ts';
import { closeSessionsOf, holdSession } from './sessions.ts';

/**
 * Gives a person the password that they chose, and ends their sessions but the one of `token`. Both passwords take their time: what an
 * administrator did meanwhile stands.
 * @returns false when `current` is not their password
 * @throws CaseFailure LockedOut; Unauthenticated when the session of `token` has ended
 */
export const changePassword = async (
  db: Database,
  { person, current, next, token }: { person: string; current: string; next: string; token: string },
): Promise<boolean> => {
  const found = await tryOwnPassword(db, person, current);
  if (!found) return false;
  const hash = await hashPassword(next);
  return inTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      'update person set password_hash = $3 where id = $1 and active and password_hash = $2',
      [person, found.hash, hash],
    );
    if (!(await holdSession(client, person, token))) {
      throw new CaseFailure('Unauthenticated', '登录已失效，请重新登录。Your session has ended; sign in again.');
    }
    if (rowCount === 0) return false;
    await closeSessionsOf(client, person, token);
    const { unit, name } = found;
    await noteChange(client, { unit, kind: 'passwordChanged', detail: { person, name }, by: person });
    return true;
  });
};
