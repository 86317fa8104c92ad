// A database of its own for each test file: a copy of one that was migrated and seeded once in the run.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { seed } from '../../seed/seed.ts';
import type { SignIn } from '../../seed/sign-ins.ts';

const template = 'caseloop_template';
/** Any number; the same for every test process. */
const lock = 4_711;

/** Passwords of the roles in this run's throw-away server. */
const passwords = { app: 'tests-app', reader: 'tests-reader' };

export interface TestDatabase {
  ownerUrl: string;
  /** As the role that the API and the worker use. */
  appUrl: string;
  readerUrl: string;
  /** As that role. */
  db: Database;
  /** Demo posts with their passwords. */
  signIns: readonly SignIn[];
  drop(): Promise<void>;
}

const at = (database: string, user?: string, password?: string): string => {
  const url = new URL(inject('stack').ownerUrl);
  url.pathname = `/${database}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
};

/** Migrated and seeded, with the sign-ins kept as a comment on the template. */
const makeTemplate = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [template]);
  if (rowCount === 1) return;
  await client.query(`drop database if exists ${template}`);
  await client.query(`create database ${template}`);
  await migrate(at(template), passwords);
  const { signIns } = await seed(at(template));
  await client.query(`comment on database ${template} is ${client.escapeLiteral(JSON.stringify(signIns))}`);
  await client.query(`alter database ${template} is_template true`);
};

/** Copies the template, which is made first when this run has none. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const client = new pg.Client({ connectionString: inject('stack').ownerUrl });
  await client.connect();
  const name = `test_${randomBytes(6).toString('hex')}`;
  try {
    await client.query('select pg_advisory_lock($1)', [lock]);
    await makeTemplate(client);
    await client.query(`create database ${name} template ${template}`);
    const { rows } = await client.query(
      `select shobj_description(oid, 'pg_database') as signins from pg_database where datname = $1`,
      [template],
    );
    await ownNumbers(at(name));
    const appUrl = at(name, 'caseloop_app', passwords.app);
    const db = openDatabase(appUrl, { applicationName: 'test', max: 10 });
    return {
      ownerUrl: at(name),
      appUrl,
      readerUrl: at(name, 'caseloop_reader', passwords.reader),
      db,
      signIns: JSON.parse(rows[0].signins),
      async drop() {
        await db.close();
        await dropDatabase(name);
      },
    };
  } finally {
    await client.end();
  }
};

/** Without tables, as a restore finds it. */
export const emptyDatabase = async (): Promise<Pick<TestDatabase, 'ownerUrl' | 'drop'>> => {
  const client = new pg.Client({ connectionString: inject('stack').ownerUrl });
  await client.connect();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await client.query(`create database ${name}`).finally(() => client.end());
  return { ownerUrl: at(name), drop: () => dropDatabase(name) };
};

/** All tests share one engine, where a case number is a workflow id: each database numbers its cases with letters of its own. */
const ownNumbers = async (ownerUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const letters = Array.from(randomBytes(4), (byte) => String.fromCharCode(65 + (byte % 26))).join('');
  await client.query('update org_unit set code = code || $1 where code is not null', [letters]);
  await client.end();
};

const dropDatabase = async (name: string): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('stack').ownerUrl });
  await client.connect();
  await client.query(`drop database ${name} with (force)`);
  await client.end();
};
