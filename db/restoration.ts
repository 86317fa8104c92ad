// The mark of a database that was restored from a backup and not yet compared with the engine: an open incident, which travels with the
// database and is seen wherever incidents are.
import type { ClientBase } from 'pg';
import type { Database } from './client.ts';

const kind = 'DatabaseRestored';

/** @param at when the backup's snapshot was taken, ISO */
export const markRestored = async (client: Pick<ClientBase, 'query'>, at: string): Promise<void> => {
  await client.query('insert into incident (kind, case_no, what, mend) values ($1, null, $2, $3)', [
    kind,
    `数据库取自备份，其后的记录可能缺失 restored from a backup of ${at}; what came after it may be missing`,
    'caseloop refill',
  ]);
};

/** What the mark says; null when there is none. */
export const openRestoration = async (db: Database): Promise<string | null> => {
  const { rows } = await db.pool.query<{ what: string }>(
    'select what from incident where kind = $1 and resolved_at is null order by id desc limit 1',
    [kind],
  );
  return rows[0]?.what ?? null;
};

/** The database has been compared, and what could be brought back is there. */
export const settleRestoration = async (db: Database): Promise<void> => {
  await db.pool.query('update incident set resolved_at = now() where kind = $1 and resolved_at is null', [kind]);
};
