// Trying a password. Each try is counted before the password is looked at and given back when it was right: so guesses that come at the same
// moment are no more than guesses that come one after the other. At the door a try counts for its user name and where it comes from, whether
// anybody has the name or not: five guesses keep their own address out, and nobody else.
import { CaseFailure } from '../workflows/contract/failures.ts';
import { addressOf } from './address.ts';
import type { Database } from './client.ts';
import { createFewAtOnce } from './few-at-once.ts';
import { checkPassword } from './passwords.ts';
import type { Person } from './person.ts';

/** Wrong passwords before a lock: from one address, and from all together from which nobody has signed in with the name. */
const attempts = { fromOne: 5, fromStrangers: 100 };
const lockMinutes = 15;

/** Wrong ones are counted together for so long. */
const countedHours = 24;

/** For so long after a sign-in an address is no stranger. */
const knownDays = 90;

interface Credentials extends Person {
  /** Of the password as it was tried; it may be another by now. Null: none, may not sign in. */
  hash: string | null;
}

/** Which of both was wrong is not told. */
export const signInFailed = (): CaseFailure =>
  new CaseFailure('SignInFailed', '用户名或密码不正确。Wrong user name or password.');

const lockedOut = (): CaseFailure =>
  new CaseFailure(
    'LockedOut',
    `连续输错 ${attempts.fromOne} 次，已锁定，请 ${lockMinutes} 分钟后再试。Locked after ${attempts.fromOne} wrong passwords; try again in ${lockMinutes} minutes.`,
  );

/**
 * Passwords that this process tries at a time, by whichever names and addresses they come: each takes a thread for 0.1 s, of which Node has
 * four, and one must be left for files. They are refused before they are counted.
 */
const tried = createFewAtOnce({
  atOnce: 3,
  waiting: 40,
  crowded: () =>
    new CaseFailure(
      'TooManyRequests',
      '同时登录的人过多，请稍后再试。Too many people sign in at the same time; try again in a moment.',
    ),
});

/** All strangers' addresses. */
const strangers = '';

/** Counts one try; the last one before `most` locks until it is given back. @returns null when it is locked; else whether the address is known */
const count = async (
  db: Database,
  username: string,
  address: string,
  most: number,
): Promise<{ known: boolean } | null> => {
  const anew = `(a.locked_until is not null or a.since < now() - $4 * interval '1 hour')`;
  const { rows } = await db.pool.query<{ known: boolean }>(
    `insert into sign_in_attempt as a (username, address, failed) values ($1, $2, 1)
     on conflict (username, address) do update set
       failed = case when ${anew} then 1 else a.failed + 1 end,
       since = case when ${anew} then now() else a.since end,
       locked_until = case when not ${anew} and a.failed + 1 >= $3 then now() + $5 * interval '1 minute' end
     where a.locked_until is null or a.locked_until <= now()
     returning coalesce(signed_in_at > now() - $6 * interval '1 day', false) as known`,
    [username, address, most, countedHours, lockMinutes, knownDays],
  );
  return rows[0] ?? null;
};

/** @throws CaseFailure LockedOut */
const takeAttempt = async (db: Database, username: string, address: string): Promise<{ known: boolean }> => {
  const own = await count(db, username, address, attempts.fromOne);
  if (!own) throw lockedOut();
  if (!own.known && !(await count(db, username, strangers, attempts.fromStrangers))) throw lockedOut();
  return own;
};

/** The password was right: its address is known, and what it took of the strangers' tries is theirs again. */
const giveBack = async (db: Database, username: string, address: string, known: boolean): Promise<void> => {
  await db.pool.query(
    `update sign_in_attempt set failed = 0, locked_until = null, signed_in_at = now() where username = $1 and address = $2`,
    [username, address],
  );
  if (known) return;
  await db.pool.query(
    `update sign_in_attempt set failed = greatest(0, failed - 1), locked_until = null where username = $1 and address = $2`,
    [username, strangers],
  );
};

/**
 * @param ip where it is tried from
 * @throws CaseFailure SignInFailed, LockedOut; the same ones, after the same time, for a name that nobody has; TooManyRequests
 */
export const checkSignIn = (
  db: Database,
  { username, password, ip }: { username: string; password: string; ip: string },
): Promise<Credentials> =>
  tried(async () => {
    const address = addressOf(ip);
    const { known } = await takeAttempt(db, username, address);
    const { rows } = await db.pool.query<Credentials>(
      'select id as person, name, unit::text, role, password_hash as hash from person where username = $1 and active',
      [username],
    );
    const [found] = rows;
    if (!(await checkPassword(password, found?.hash ?? null)) || !found) throw signInFailed();
    await giveBack(db, username, address, known);
    return found;
  });

/** Forgotten at a time, so that nobody who signs in waits long for them. */
const batch = 5_000;

/** One round: what is counted at the door is forgotten when it counts no more. @returns how many were; there may be more when it is not 0 */
export const forgetAttempts = async (db: Database): Promise<number> => {
  const { rowCount } = await db.pool.query(
    `delete from sign_in_attempt where ctid = any(array(
       select ctid from sign_in_attempt
       where since < now() - $1 * interval '1 hour' and (locked_until is null or locked_until <= now())
         and (signed_in_at is null or signed_in_at < now() - $2 * interval '1 day')
       order by since limit $3))`,
    [countedHours, knownDays, batch],
  );
  return rowCount ?? 0;
};

/**
 * Tries the present password of a person who is signed in. Counted for the person and apart from the door: who found an open session does
 * not keep its owner from signing in.
 * @returns whose it is; null when it is wrong
 * @throws CaseFailure LockedOut, TooManyRequests
 */
export const tryOwnPassword = (db: Database, id: string, password: string): Promise<Credentials | null> =>
  tried(async () => {
    const columns = 'id as person, name, unit::text, role, password_hash as hash';
    const { rows } = await db.pool.query<Credentials>(
      `update person set
         failed_attempts = case when locked_until is null then failed_attempts + 1 else 1 end,
         locked_until = case when locked_until is null and failed_attempts + 1 >= $2 then now() + $3 * interval '1 minute' end
       where id = $1 and active and (locked_until is null or locked_until <= now())
       returning ${columns}`,
      [id, attempts.fromOne, lockMinutes],
    );
    const [found] = rows;
    if (!found) throw lockedOut();
    if (!(await checkPassword(password, found.hash))) return null;
    // Only while it is still the password: an old one says nothing about tries of the new one.
    await db.pool.query(
      'update person set failed_attempts = 0, locked_until = null where id = $1 and password_hash = $2',
      [id, found.hash],
    );
    return found;
  });
