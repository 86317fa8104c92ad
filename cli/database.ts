// The running system's database, or the one that the environment names, as the app's role: for commands that mend.
import { type Database, openDatabase } from '../db/client.ts';
import { readConfig } from '../platform/config.ts';
import { readRunning } from '../platform/running.ts';

/** Opens it, hands it over, and closes it. @throws Error when no database is known */
export const withDatabase = async (work: (db: Database) => Promise<void>): Promise<void> => {
  const config = readConfig(process.env);
  const url = readRunning(config.home)?.appDatabaseUrl ?? config.appDatabaseUrl;
  if (!url) {
    throw new Error(
      '系统没有运行，也没有 DATABASE_URL。Nothing runs here: start it with npm start, or set DATABASE_URL.',
    );
  }
  const db = openDatabase(url, { applicationName: 'caseloop-cli', max: 4 });
  try {
    await work(db);
  } finally {
    await db.close();
  }
};
