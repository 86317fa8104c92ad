// Sessions: random bearer tokens, of which only the hash is stored.
import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { ringing } from './bells.ts';
import type { Database } from './client.ts';
import type { Person } from './people.ts';

/** Hours until somebody must sign in again. */
const lifetimeHours = 12;

/** Whose session it is: a person, or the resident of a case. */
export type Holder = { person: string } | { caseNo: string };

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Opens a session. @returns the token (256 bits), told this once */
export const openSession = async (db: Database, holder: Holder): Promise<{ token: string; expiresAt: Date }> => {
  const token = randomBytes(32).toString('base64url');
  const { rows } = await db.pool.query<{ expires_at: Date }>(
    `with swept as (delete from session where expires_at < now())
     insert into session (token_hash, person_id, case_no, expires_at)
     values ($1, $2, $3, now() + $4 * interval '1 hour') returning expires_at`,
    [
      hashOf(token),
      'person' in holder ? holder.person : null,
      'caseNo' in holder ? holder.caseNo : null,
      lifetimeHours,
    ],
  );
  return { token, expiresAt: rows[0]?.expires_at as Date };
};

/** Whose tokens they are, with today's unit and role; null for one that is unknown, expired, signed out, or whose person was deactivated. */
export const findSessions = async (
  db: Database,
  tokens: readonly string[],
): Promise<(Person | { caseNo: string } | null)[]> => {
  const { rows } = await db.pool.query<{ number: number; case_no: string | null } & Person>({
    name: 'sessions-find',
    text: `select asked.number::integer, session.case_no, person.id as person, person.name, person.unit::text, person.role
      from unnest($1::bytea[]) with ordinality as asked (hash, number)
      join session on token_hash = asked.hash left join person on person.id = session.person_id
      where expires_at > now() and (session.case_no is not null or person.active)`,
    values: [tokens.map(hashOf)],
  });
  const found = new Map(rows.map((row) => [row.number, row]));
  return tokens.map((_, i) => {
    const row = found.get(i + 1);
    if (!row) return null;
    if (row.case_no !== null) return { caseNo: row.case_no };
    const { person, name, unit, role } = row;
    return { person, name, unit, role };
  });
};

/** Of these tokens, those of sessions that go on with the same unit and role. */
export const goingOn = async (
  db: Database,
  sessions: readonly { token: string; unit: string | null; role: string | null }[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.pool.query<{ number: number }>(
    `select asked.number::integer from unnest($1::bytea[], $2::text[], $3::text[]) with ordinality as asked (hash, unit, role, number)
     join session on token_hash = asked.hash and expires_at > now()
     left join person on person.id = session.person_id
     where session.case_no is not null or (person.active and person.unit::text = asked.unit and person.role = asked.role)`,
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

/** Ends a person's sessions but one, and whatever goes on in their names; `client` is in the transaction of what this follows from. */
export const closeOtherSessions = async (client: pg.ClientBase, person: string, token: string): Promise<void> => {
  await client.query(
    `with gone as (delete from session where person_id = $1 and token_hash <> $2 returning 1) select ${ringing('sessions')} from gone`,
    [person, hashOf(token)],
  );
};
