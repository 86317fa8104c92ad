// Sessions: random bearer tokens, of which only the hash is stored. They end in time, and earlier when nobody uses them. One of a wall
// goes on for a quarter, because nobody stands there to sign in again; it may do so little that it can (`api/auth.ts`).
import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { ofAnyLength } from './any-length.ts';
import { ringing } from './bells.ts';
import type { Database } from './client.ts';
import { signInFailed } from './credentials.ts';
import type { Person } from './person.ts';

/** Hours until somebody must sign in again, and hours without a request until they must. */
const lifetimeHours = { ordinary: 12, wall: 90 * 24 };
const idleHours = 4;

/** Minutes between notes of one session's use: a write with each request would cost more than the request. */
const noteMinutes = 5;

/** True of a session that goes on. */
const alive = `session.expires_at > now() and (session.wall or session.used_at > now() - interval '${idleHours} hours')`;

/**
 * Whose session it is: a person, with the hash of the password that was found right (null: they have none), perhaps on a wall, or the
 * resident of a case.
 */
export type Holder = { person: string; hash: string | null; wall?: boolean } | { caseNo: string };

/** A person as a session knows them. @see Person of `api/caller.ts` for what `wall` means */
export type SignedIn = Person & { wall: boolean };

/** Nobody acts for a unit that was deactivated. */
const ofLivingUnit = 'not exists (select from org_unit where path = person.unit and not org_unit.active)';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/**
 * Opens a session; a person's only while they are in service and the password is the one that was found right: it may have been taken from
 * them since.
 * @returns the token (256 bits), told this once
 * @throws CaseFailure SignInFailed
 */
export const openSession = async (db: Database, holder: Holder): Promise<{ token: string; expiresAt: Date }> => {
  const token = randomBytes(32).toString('base64url');
  const { person, hash, caseNo, wall } = { person: null, hash: null, caseNo: null, wall: false, ...holder };
  const { rows } = await db.pool.query<{ expires_at: Date }>(
    `with swept as (delete from session where not (${alive})),
     holder as (select id from person where id = $2 and active and ${ofLivingUnit} and password_hash is not distinct from $3 for share)
     insert into session (token_hash, person_id, case_no, wall, expires_at)
     select $1::bytea, (select id from holder), $4::text, $5::boolean, now() + $6 * interval '1 hour'
     where $4::text is not null or exists (select from holder)
     returning expires_at`,
    [hashOf(token), person, hash, caseNo, wall, wall ? lifetimeHours.wall : lifetimeHours.ordinary],
  );
  if (!rows[0]) throw signInFailed();
  return { token, expiresAt: rows[0].expires_at };
};

/**
 * Whose tokens they are, with today's unit and role; null for one that is unknown, expired, signed out, or whose person was deactivated.
 * Asking is using them.
 */
export const findSessions = async (
  db: Database,
  tokens: readonly string[],
): Promise<(SignedIn | { caseNo: string } | null)[]> => {
  const { rows } = await db.pool.query<{ number: number; case_no: string | null; rested: boolean } & SignedIn>({
    name: 'sessions-find',
    text: `select asked.number::integer, session.case_no, session.wall, person.id as person, person.name, person.unit::text, person.role,
        session.used_at < now() - interval '${noteMinutes} minutes' as rested
      from unnest(${ofAnyLength('$1::bytea[]')}) with ordinality as asked (hash, number)
      join session on token_hash = asked.hash left join person on person.id = session.person_id
      where ${alive} and (session.case_no is not null or (person.active and ${ofLivingUnit}))`,
    values: [tokens.map(hashOf)],
  });
  const rested = rows.filter((row) => row.rested);
  if (rested.length > 0) {
    await noteUse(
      db,
      rested.map(({ number }) => tokens[number - 1] as string),
    );
  }
  const found = new Map(rows.map((row) => [row.number, row]));
  return tokens.map((_, i) => {
    const row = found.get(i + 1);
    if (!row) return null;
    if (row.case_no !== null) return { caseNo: row.case_no };
    const { person, name, unit, role, wall } = row;
    return { person, name, unit, role, wall };
  });
};

/** Two processes that note some of the same sessions do not wait for each other; what cannot be noted now is noted at the next request. */
const noteUse = async (db: Database, tokens: readonly string[]): Promise<void> => {
  await db.pool
    .query(
      `update session set used_at = now() where token_hash in
       (select token_hash from session where token_hash = any($1::bytea[]) for update skip locked)`,
      [tokens.map(hashOf)],
    )
    .catch(() => undefined);
};

/** Of these tokens, those of sessions that go on with the same unit and role. */
export const goingOn = async (
  db: Database,
  sessions: readonly { token: string; unit: string | null; role: string | null }[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.pool.query<{ number: number }>(
    `select asked.number::integer from unnest($1::bytea[], $2::text[], $3::text[]) with ordinality as asked (hash, unit, role, number)
     join session on token_hash = asked.hash and ${alive}
     left join person on person.id = session.person_id
     where session.case_no is not null or (person.active and ${ofLivingUnit} and person.unit::text = asked.unit and person.role = asked.role)`,
    [sessions.map(({ token }) => hashOf(token)), sessions.map(({ unit }) => unit), sessions.map(({ role }) => role)],
  );
  return new Set(rows.map(({ number }) => sessions[number - 1]?.token ?? ''));
};

/** Ends a session, and whatever goes on in its name. */
export const closeSession = async (db: Database, token: string): Promise<void> => {
  await db.pool.query(
    `with gone as (delete from session where token_hash = $1 returning 1) select ${ringing('sessions')} from gone`,
    [hashOf(token)],
  );
};

/** Whether a person's session goes on, and does so until the transaction of `client` ends. */
export const holdSession = async (client: pg.ClientBase, person: string, token: string): Promise<boolean> => {
  const { rows } = await client.query(
    `select from session where token_hash = $1 and person_id = $2 and ${alive} for update`,
    [hashOf(token), person],
  );
  return rows.length > 0;
};

/**
 * Ends a person's sessions, all or those but one, and whatever goes on in their names. `client` is in the transaction of what this follows
 * from and has changed the person already: a sign-in that is under way waits for that, or is over by then.
 */
export const closeSessionsOf = async (
  client: pg.ClientBase,
  person: string,
  but: string | null = null,
): Promise<void> => {
  await client.query(
    `with gone as (delete from session where person_id = $1 and token_hash is distinct from $2 returning 1)
     select ${ringing('sessions')} from gone`,
    [person, but === null ? null : hashOf(but)],
  );
};
