// What a database and an engine need before processes of this version run over them: `caseloop start` and `caseloop prepare` do it alike.
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { writePrivate } from '../platform/running.ts';

/** Gives the posts new passwords when `renewSignIns`, else only those of a new database get any. */
type Seeding = { renewSignIns: boolean };

/** Where the passwords of the demonstration's posts are kept. */
export const signInsFile = (home: string): string => join(home, 'sign-ins.json');

/**
 * Brings the database to this version's schema and fills in what is missing. When APP_DATABASE_URL logs in as `caseloop_app` itself,
 * that login gets the password that it names.
 * @throws Error when the database does not answer, or when a restore into it was cut off
 */
export const migrateGiven = async (config: Config, ownerUrl: string, seeding: Seeding): Promise<void> => {
  await requireAnswer(ownerUrl);
  const [{ migrate }, { requireWhole }] = await Promise.all([
    import('../db/migrate.ts'),
    import('../db/restoration.ts'),
  ]);
  await requireWhole(ownerUrl);
  const { username, password } = new URL(config.appDatabaseUrl ?? ownerUrl);
  const ownLogin = username === 'caseloop_app' && password !== '';
  await migrate(ownerUrl, ownLogin ? { app: decodeURIComponent(password) } : {});
  await seedGiven(config, ownerUrl, seeding);
};

/** Fills in what is missing, and says what could not be; the sign-ins that this makes are written into the home. */
export const seedGiven = async ({ home }: Config, ownerUrl: string, seeding: Seeding): Promise<void> => {
  const { seed } = await import('../seed/seed.ts');
  const { signIns, unpublished } = await seed(ownerUrl, seeding);
  for (const each of unpublished) console.warn(each);
  if (signIns.length > 0) writePrivate(signInsFile(home), signIns);
};

/** @throws Error when the engine does not answer, or lacks the namespace and does not let us register it */
export const registerNamespace = async (config: Pick<Config, 'temporal' | 'namespace'>): Promise<void> => {
  const { connectTemporal } = await import('../platform/temporal/connect.ts');
  const { ensureNamespace } = await import('../platform/temporal/namespace.ts');
  const { connection, namespace } = await connectTemporal(config);
  await ensureNamespace(connection, namespace).finally(() => connection.close());
};

/**
 * After a restore, before anybody can act: a case whose ledger is behind would stop, and numbers would be given out twice.
 * @param config names the engine that runs
 * @returns what to say, or null when nothing was restored
 */
export const refillFirst = async (config: Config, appUrl: string): Promise<string | null> => {
  const [{ openDatabase }, { openRestoration }] = await Promise.all([
    import('../db/client.ts'),
    import('../db/restoration.ts'),
  ]);
  const db = openDatabase(appUrl, { applicationName: 'caseloop-start', max: 1 });
  const restored = await openRestoration(db).finally(() => db.close());
  if (restored === null) return null;
  const { refillFromEngine } = await import('./refill.ts');
  const report = await refillFromEngine(config, { appUrl, engine: config });
  return `${restored}\n${report}`;
};

const requireAnswer = async (databaseUrl: string): Promise<void> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { host } = new URL(databaseUrl);
    throw new Error(
      `数据库连不上。PostgreSQL at ${host} does not answer (${(error as Error).message}). Start it, or correct DATABASE_URL.`,
    );
  } finally {
    await client.end();
  }
};
