// People: who there is, entering and changing them, letting them sign in.
import type { OrgPath } from '../workflows/contract/org-path.ts';
import { type Database, inTransaction } from './client.ts';
import { requireActive } from './org.ts';
import { noteChange } from './org-changes.ts';
import type { Person } from './person.ts';
import { closeSessionsOf } from './sessions.ts';

/** Names by person id. */
export const personNames = async (db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await db.pool.query<{ id: string; name: string }>({
    name: 'person-names',
    text: 'select id, name from person where id = any($1)',
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
};

/** A person as an administrator sees them. */
export interface Entry extends Person {
  /** `fullTime`, `partTime`, `gridHead`, `instructor` or `officer`. */
  post: string;
  active: boolean;
  /** Null: may not sign in. */
  username: string | null;
}

const entry = 'id as person, name, unit::text, role, post, active, username';

/** The people of a unit and of all below it, those at the top first. */
export const listPeople = async (db: Database, under: OrgPath): Promise<Entry[]> => {
  const { rows } = await db.pool.query<Entry>(
    `select ${entry} from person where unit <@ $1::ltree order by unit, role, name, id`,
    [under],
  );
  return rows;
};

export const findPerson = async (db: Database, id: string): Promise<Entry | null> => {
  const { rows } = await db.pool.query<Entry>(`select ${entry} from person where id = $1`, [id]);
  return rows[0] ?? null;
};

/** Enters a person; `by` does it. @throws CaseFailure UnknownUnit */
export const enterPerson = async (
  db: Database,
  { person, name, unit, role, post }: Omit<Entry, 'active' | 'username'>,
  by: string,
): Promise<Entry> =>
  inTransaction(db, async (client) => {
    await requireActive(client, unit);
    const { rows } = await client.query<Entry>(
      `insert into person (id, name, unit, role, post) values ($1, $2, $3, $4, $5) returning ${entry}`,
      [person, name, unit, role, post],
    );
    await noteChange(client, { unit, kind: 'personEntered', detail: { person, name }, by });
    return rows[0] as Entry;
  });

/**
 * Renames a person, changes their post, takes them out of service or back into it. Who goes out of service is signed out and off every
 * roster from now on.
 * @returns null when there is nobody of this id
 * @throws CaseFailure UnknownUnit when they come back to a unit that was deactivated
 */
export const changePerson = async (
  db: Database,
  { person, ...wanted }: Pick<Entry, 'person'> & Partial<Pick<Entry, 'name' | 'post' | 'active'>>,
  by: string,
): Promise<Entry | null> =>
  inTransaction(db, async (client) => {
    const known = await client.query<Entry>(`select ${entry} from person where id = $1 for update`, [person]);
    const [before] = known.rows;
    if (!before) return null;
    const { name, post, active } = { ...before, ...wanted };
    if (active && !before.active) await requireActive(client, before.unit);
    const { rows } = await client.query<Entry>(
      `update person set name = $2, post = $3, active = $4 where id = $1 returning ${entry}`,
      [person, name, post, active],
    );
    const { unit } = before;
    if (name !== before.name || post !== before.post) {
      await noteChange(client, {
        unit,
        kind: 'personChanged',
        detail: { person, name, before: before.name, post },
        by,
      });
    }
    if (active !== before.active) {
      const kind = active ? 'personRevived' : 'personDeactivated';
      await noteChange(client, { unit, kind, detail: { person, name }, by });
    }
    if (!active) {
      await closeSessionsOf(client, person);
      await client.query(
        'update duty set to_at = greatest(from_at, now()) where person_id = $1 and (to_at is null or to_at > now())',
        [person],
      );
    }
    return rows[0] as Entry;
  });

/**
 * Lets a person sign in with this name and password from now on, and with no other; ends their sessions and any lock.
 * @returns false when the name belongs to somebody else
 */
export const giveSignIn = async (
  db: Database,
  { person, username, passwordHash, by }: { person: string; username: string; passwordHash: string; by: string },
): Promise<boolean> => {
  try {
    await inTransaction(db, async (client) => {
      const { rows } = await client.query<{ unit: OrgPath }>(
        `update person set username = $2, password_hash = $3, failed_attempts = 0, locked_until = null
         where id = $1 returning unit::text`,
        [person, username, passwordHash],
      );
      await client.query('update sign_in_attempt set failed = 0, locked_until = null where username = $1', [username]);
      await closeSessionsOf(client, person);
      const [found] = rows;
      if (found) await noteChange(client, { unit: found.unit, kind: 'signInGiven', detail: { person, username }, by });
    });
    return true;
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'person_username_unique') return false;
    throw error;
  }
};
