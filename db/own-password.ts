// A password that a person gives themselves.
import { type Database, inTransaction } from './client.ts';
import { noteChange } from './org-changes.ts';
import { hashPassword } from './passwords.ts';
import { findCredentials, isPassword } from './people.ts';
import { closeOtherSessions } from './sessions.ts';

/**
 * Gives a person the password that they chose, and ends their sessions but the one of `token`.
 * @returns false when `current` is not their password
 * @throws CaseFailure LockedOut
 */
export const changePassword = async (
  db: Database,
  { person, current, next, token }: { person: string; current: string; next: string; token: string },
): Promise<boolean> => {
  const found = await findCredentials(db, 'id', person);
  if (!(await isPassword(db, found, current)) || !found) return false;
  const hash = await hashPassword(next);
  await inTransaction(db, async (client) => {
    await client.query('update person set password_hash = $2 where id = $1', [person, hash]);
    await closeOtherSessions(client, person, token);
    const { unit, name } = found;
    await noteChange(client, { unit, kind: 'passwordChanged', detail: { person, name }, by: person });
  });
  return true;
};
