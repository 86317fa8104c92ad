// Composition root of the API: reads the environment, opens what the API is made of, listens, and closes all of it again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../db/client.ts';
import { readConfig } from '../platform/config.ts';
import { loadKeys } from '../platform/keys.ts';
import { announceReady, stopWhenAsked } from '../platform/lifecycle.ts';
import { createLogger } from '../platform/logger.ts';
import { reachTemporal } from '../platform/temporal/connect.ts';
import { buildApp } from './app.ts';
import { createEngine } from './engine.ts';
import { loggable } from './errors.ts';

/** The folder of the built console, or undefined when nobody built it. */
const builtConsole = (): string | undefined => {
  const folder = fileURLToPath(new URL('../web/dist', import.meta.url));
  return existsSync(join(folder, 'index.html')) ? folder : undefined;
};

const main = async (): Promise<void> => {
  const config = readConfig(process.env);
  const logger = createLogger('api', config.logLevel);
  if (!config.appDatabaseUrl) {
    throw new Error('No database is set. Start everything with "caseloop start", or set APP_DATABASE_URL.');
  }
  const keys = loadKeys(config.keysFile);
  const db = openDatabase(config.appDatabaseUrl, { applicationName: 'caseloop-api', max: 20 });
  // Without waiting for it: receipts are given while the engine is away.
  const { connection, client } = reachTemporal(config);
  const engine = createEngine({ client, taskQueue: config.taskQueue });
  const { rehearsals, trustedProxies } = config;
  const consoleFolder = config.console ? builtConsole() : undefined;
  const app = await buildApp({ db, engine, keys, logger, rehearsals, trustedProxies, consoleFolder });

  stopWhenAsked(
    async (why) => {
      logger.info({ why }, 'stopping');
      await app.close();
      await Promise.all([db.close(), connection.close()]);
      logger.info('stopped');
    },
    (error) => logger.error({ why: loggable(error) }, 'did not stop cleanly'),
  );
  const url = await app.listen({ host: config.host, port: config.port });
  logger.info({ url }, 'listening');
  announceReady();
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
