// Trying a password. Each try is counted before the password is looked at and given back when it was right: so guesses that come at the same
// moment are no more than guesses that come one after the other.
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { Database } from './client.ts';
import { checkPassword } from './passwords.ts';
import type { Person } from './person.ts';

/** Wrong passwords in a row before a lock, and its length in minutes. */
const attempts = 5;
const lockMinutes = 15;

interface Credentials extends Person {
  /** Of the password as it was tried; it may be another by now. Null: none, may not sign in. */
  hash: string | null;
}

/** Which of both was wrong is not told. */
export const signInFailed = (): CaseFailure =>
  new CaseFailure('SignInFailed', '用户名或密码不正确。Wrong user name or password.');

/** Takes one try of whoever signs in with this user name, or has this id; the last one locks until it is given back. */
const takeAttempt = async (
  db: Database,
  by: 'username' | 'id',
  value: string,
): Promise<(Credentials & { locked: boolean }) | undefined> => {
  const columns = 'id as person, name, unit::text, role, password_hash as hash';
  const { rows } = await db.pool.query<Credentials & { locked: boolean }>(
    `with taken as (
       update person set
         failed_attempts = case when locked_until is null then failed_attempts + 1 else 1 end,
         locked_until = case when locked_until is null and failed_attempts + 1 >= $2 then now() + $3 * interval '1 minute' end
       where ${by} = $1 and active and (locked_until is null or locked_until <= now())
       returning ${columns}, false as locked)
     select * from taken
     union all select ${columns}, true from person where ${by} = $1 and active and not exists (select from taken)`,
    [value, attempts, lockMinutes],
  );
  return rows[0];
};

/**
 * Tries a password of whoever signs in with this user name, or has this id.
 * @returns whose it is; null when it is wrong, or nobody's
 * @throws CaseFailure LockedOut
 */
export const tryPassword = async (
  db: Database,
  by: 'username' | 'id',
  value: string,
  password: string,
): Promise<Credentials | null> => {
  const found = await takeAttempt(db, by, value);
  if (found?.locked) {
    throw new CaseFailure(
      'LockedOut',
      `连续输错 ${attempts} 次，已锁定，请 ${lockMinutes} 分钟后再试。Locked after ${attempts} wrong passwords; try again in ${lockMinutes} minutes.`,
    );
  }
  if (!(await checkPassword(password, found?.hash ?? null)) || !found) return null;
  const { person, name, unit, role, hash } = found;
  // Only while it is still the password: an old one says nothing about tries of the new one.
  await db.pool.query(
    'update person set failed_attempts = 0, locked_until = null where id = $1 and password_hash = $2',
    [person, hash],
  );
  return { person, name, unit, role, hash };
};

/** @throws CaseFailure SignInFailed, LockedOut */
export const checkSignIn = async (db: Database, username: string, password: string): Promise<Credentials> => {
  const found = await tryPassword(db, 'username', username, password);
  if (!found) throw signInFailed();
  return found;
};
