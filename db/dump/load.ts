// Loading a dump into an empty database: the schema as it was then, the rows in one transaction, and then today's migrations.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../migrate.ts';
import { beginRestoration, endRestoration } from '../restoration.ts';
import { type Dump, type DumpedTable, tableFile } from './dump.ts';
import { migrationsUpTo } from './older-schema.ts';
import { copyTarget, readTables } from './tables.ts';

/** What is in a database: `bare` has no tables of ours, `empty` has them without rows. */
export type Contents = { kind: 'bare' } | { kind: 'empty'; migrations: number } | { kind: 'used'; cases: number };

/** @param ownerUrl of the owner. @throws what the driver throws when the database does not answer */
export const lookInto = async (ownerUrl: string): Promise<Contents> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: found } = await client.query<{ ours: boolean }>(
      `select to_regclass('public.case_event') is not null and to_regclass('drizzle.__drizzle_migrations') is not null as ours`,
    );
    if (!found[0]?.ours) return { kind: 'bare' };
    for (const { table } of await readTables(client)) {
      const { rowCount } = await client.query(`select from ${client.escapeIdentifier(table)} limit 1`);
      if (rowCount === 0) continue;
      const { rows } = await client.query('select count(*)::integer as cases from case_event where seq = 1');
      return { kind: 'used', cases: rows[0].cases };
    }
    const { rows } = await client.query('select count(*)::integer as migrations from drizzle.__drizzle_migrations');
    return { kind: 'empty', migrations: rows[0].migrations };
  } finally {
    await client.end();
  }
};

export interface LoadOptions {
  /** Of the roles that log in, for the embedded server. */
  passwords?: { app: string; reader: string } | undefined;
  /** Written along with the rows, or not at all. */
  alongside?(client: pg.ClientBase): Promise<void>;
}

/**
 * @param ownerUrl of a database that is bare, or empty with the dump's schema
 * @throws Error when the dump is of a newer version, or when a file does not hold what the dump says; the database is empty then, and
 *   `requireWhole` refuses it, as it does when this process is killed
 */
export const loadDump = async (
  ownerUrl: string,
  folder: string,
  dump: Dump,
  { passwords, alongside }: LoadOptions = {},
): Promise<void> => {
  const older = migrationsUpTo(dump.migrations);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'caseloop-restore' });
  try {
    await client.connect();
    await beginRestoration(client);
    await migrate(ownerUrl, undefined, older.folder);
    await client.query('begin');
    for (const table of dump.tables) await loadTable(client, folder, table);
    await alongside?.(client);
    await endRestoration(client);
    await client.query('commit');
    await client.query('analyze');
  } finally {
    await client.end();
    older.remove();
  }
  await migrate(ownerUrl, passwords);
};

/** Triggers are off meanwhile: what they would do is in the dump. */
const loadTable = async (client: pg.Client, folder: string, { rows, ...shape }: DumpedTable): Promise<void> => {
  const table = client.escapeIdentifier(shape.table);
  const file = join(folder, tableFile(shape.table));
  await client.query(`alter table ${table} disable trigger user`);
  const target = client.query(copyFrom(`copy ${copyTarget(client, shape)} from stdin`));
  await pipeline(createReadStream(file), createGunzip(), target);
  await client.query(`alter table ${table} enable trigger user`);
  if (target.rowCount !== rows) {
    throw new Error(
      `${file} 有 ${target.rowCount} 行，应有 ${rows} 行。It holds ${target.rowCount} rows, not ${rows}.`,
    );
  }
  await continueNumbers(client, shape.table);
};

/** The next number of each identity column comes after those that were loaded. */
const continueNumbers = async (client: pg.Client, table: string): Promise<void> => {
  const { rows } = await client.query<{ column: string }>(
    `select attname as column from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
    [client.escapeIdentifier(table)],
  );
  for (const { column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${client.escapeIdentifier(column)}), 0) + 1, false)
       from ${client.escapeIdentifier(table)}`,
      [client.escapeIdentifier(table), column],
    );
  }
};
