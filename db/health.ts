// Whether the database answers and has today's schema.
import { readFileSync } from 'node:fs';
import type { Database } from './client.ts';

const journal = new URL('./migrations/meta/_journal.json', import.meta.url);

/** How many migrations are missing; 0 is well. @throws what the driver throws when the database does not answer */
export const missingMigrations = async (db: Database): Promise<number> => {
  const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] };
  const { rows } = await db.pool.query('select count(*)::integer as applied from drizzle.__drizzle_migrations');
  return entries.length - (rows[0]?.applied ?? 0);
};
