// Dumping the database: every table as COPY writes it, gzipped, all from one snapshot, while the system goes on.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { writePacked } from '../../platform/backup/files.ts';
import { copyTarget, readTables, type TableShape } from './tables.ts';

export interface DumpedTable extends TableShape {
  rows: number;
}

/** What a dump holds. */
export interface Dump {
  /** When its snapshot was taken, ISO. */
  at: string;
  /** How many migrations the schema had. */
  migrations: number;
  /** Of the ledger. */
  cases: number;
  events: number;
  tables: DumpedTable[];
}

/** Where the rows of a table are, within the folder of a dump. */
export const tableFile = (table: string): string => `${table}.copy.gz`;

/**
 * Writes the dump into a folder, which is made.
 * @param url of a role that may read every table: the owner or `caseloop_app`
 */
export const dumpDatabase = async (url: string, folder: string): Promise<Dump> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: url, application_name: 'caseloop-backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const totals = await readTotals(client);
    const tables: DumpedTable[] = [];
    for (const shape of await readTables(client)) {
      const rows = client.query(copyTo(`copy ${copyTarget(client, shape)} to stdout`));
      await writePacked(rows, join(folder, tableFile(shape.table)));
      tables.push({ ...shape, rows: rows.rowCount });
    }
    await client.query('commit');
    return { ...totals, tables };
  } finally {
    await client.end();
  }
};

const readTotals = async (client: pg.Client): Promise<Omit<Dump, 'tables'>> => {
  const { rows } = await client.query<{ at: Date; migrations: number; cases: number; events: number }>(
    `select now() as at, (select count(*)::integer from drizzle.__drizzle_migrations) as migrations,
       count(*) filter (where seq = 1)::integer as cases, count(*)::integer as events from case_event`,
  );
  const [totals] = rows;
  if (!totals) throw new Error('The ledger cannot be counted.');
  return { ...totals, at: totals.at.toISOString() };
};
