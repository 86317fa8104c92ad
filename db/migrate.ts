// Brings a database to today's schema. Run by the start command, with the owner's address; safe to run again and by two at once.
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** Where today's migrations are. */
export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any number; the same for everybody who migrates. */
const lock = 7_310_443;

/**
 * Applies what is missing, under an advisory lock.
 * @param passwords with which the roles `caseloop_app` and `caseloop_reader` may log in; one that is not given stays as it is
 * @param folder of fewer migrations than today's, to load a backup of that time
 */
export const migrate = async (
  ownerUrl: string,
  passwords: { app?: string; reader?: string } = {},
  folder = migrationsFolder,
): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
    if (passwords.app) await allowLogin(client, 'caseloop_app', passwords.app);
    if (passwords.reader) await allowLogin(client, 'caseloop_reader', passwords.reader);
  } finally {
    await client.end();
  }
};

const allowLogin = async (client: pg.Client, role: string, password: string): Promise<void> => {
  await client.query(`alter role ${client.escapeIdentifier(role)} login password ${client.escapeLiteral(password)}`);
};
