// A person's own views of the work list: filters under a name.
import type { Database } from './client.ts';

export interface SavedView {
  name: string;
  /** The filters as the page's address has them, without `?`. */
  search: string;
}

/** Views that one person keeps at most. */
export const mostViews = 30;

export const listViews = async (db: Database, person: string): Promise<SavedView[]> => {
  const { rows } = await db.pool.query<SavedView>(
    'select name, search from saved_view where person_id = $1 order by created_at, name',
    [person],
  );
  return rows;
};

/** Keeps a view, or replaces the one of this name. @returns false when there are too many */
export const keepView = async (db: Database, person: string, { name, search }: SavedView): Promise<boolean> => {
  const { rowCount } = await db.pool.query(
    `insert into saved_view (person_id, name, search) select $1, $2, $3
     where (select count(*) from saved_view where person_id = $1 and name <> $2) < ${mostViews}
     on conflict (person_id, name) do update set search = excluded.search`,
    [person, name, search],
  );
  return rowCount === 1;
};

/** @returns false when there is none of this name */
export const dropView = async (db: Database, person: string, name: string): Promise<boolean> => {
  const { rowCount } = await db.pool.query('delete from saved_view where person_id = $1 and name = $2', [person, name]);
  return rowCount === 1;
};
