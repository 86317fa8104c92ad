// The marks of a restore, which travel with the database. While a backup is loaded: a schema without anything in it, which any role sees and
// the rows' own transaction takes away. From then until it was compared with the engine: an open incident, seen wherever incidents are.
import pg, { type ClientBase } from 'pg';
import type { Database } from './client.ts';

const underWay = 'restore_under_way';
const kind = 'DatabaseRestored';

export const beginRestoration = async (client: Pick<ClientBase, 'query'>): Promise<void> => {
  await client.query(`create schema if not exists ${underWay}`);
};

/** To be committed along with the rows. */
export const endRestoration = async (client: Pick<ClientBase, 'query'>): Promise<void> => {
  await client.query(`drop schema ${underWay}`);
};

/** @throws Error when a restore into this database was cut off: opened as it is, it would give out numbers anew that cases have */
export const requireWhole = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client
    .query<{ cut: boolean }>('select to_regnamespace($1) is not null as cut', [underWay])
    .finally(() => client.end());
  if (!rows[0]?.cut) return;
  throw new Error(
    '上次恢复中断，数据库不完整：请重新执行 caseloop restore。A restore into this database was cut off, and it is not whole: repeat caseloop restore <folder>.',
  );
};

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
