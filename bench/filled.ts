// A database of its own with many cases in it, for what is measured over lists: filled in bulk, without an engine behind its cases.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../api/engine.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { migrate } from '../db/migrate.ts';
import { roleUrl, startPostgres } from '../platform/postgres/embedded.ts';
import { seed } from '../seed/seed.ts';
import { type BulkOptions, type Loaded, loadCases } from './bulk/load.ts';

/** Lists never ask the engine; one that is asked all the same shows a mistake. */
export const noEngine = new Proxy({} as Engine, {
  get: (_, call) => () => Promise.reject(new Error(`A list asked the engine: ${String(call)}.`)),
});

/** Fills a database, as the application's role hands it to `use`, and removes it. */
export const overFilledDatabase = async <T>(
  { cases, say, news }: Omit<BulkOptions, 'ownerUrl'>,
  use: (db: Database, loaded: Loaded) => Promise<T>,
): Promise<T> => {
  const home = mkdtempSync(join(tmpdir(), 'caseloop-filled-'));
  chmodSync(home, 0o755);
  const passwords = { app: 'bench-app', reader: 'bench-reader' };
  try {
    const server = await startPostgres({
      dir: join(home, 'postgres'),
      ownerPassword: 'bench-owner',
      logFile: join(home, 'postgres.log'),
    });
    try {
      await migrate(server.ownerUrl, passwords);
      await seed(server.ownerUrl);
      const loaded = await loadCases({ ownerUrl: server.ownerUrl, cases, say, news });
      const db = openDatabase(roleUrl(server.ownerUrl, 'caseloop_app', passwords.app), { applicationName: 'bench' });
      try {
        return await use(db, loaded);
      } finally {
        await db.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};
