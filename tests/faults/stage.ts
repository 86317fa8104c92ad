// A stage for faults between the parts: database and engine as processes of our own behind proxies, API and worker as `caseloop start`
// runs them when it is given a database and an engine.
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type Database, openDatabase } from '../../db/client.ts';
import { readConfig } from '../../platform/config.ts';
import { type EmbeddedPostgres, startPostgres } from '../../platform/postgres/embedded.ts';
import { provisionEngine } from '../../platform/temporal/provision.ts';
import { startTemporal, type TemporalServer } from '../../platform/temporal/server.ts';
import { type Officer, streetOfficers } from '../support/officers.ts';
import { newHome, removeHome, type System, startSystem } from '../support/system.ts';
import { type FaultyLink, openProxy } from './proxy.ts';

export interface Stage {
  system: System;
  /** Straight to the database, past the proxy. */
  db: Database;
  ownerUrl: string;
  /** Straight to the engine, past the proxy. */
  engine: Client;
  officers: Officer[];
  database: { stop(): Promise<void>; start(env?: Record<string, string>): Promise<void>; proxy: FaultyLink };
  temporal: { stop(): Promise<void>; start(): Promise<void>; proxy: FaultyLink };
  close(): Promise<void>;
}

const namespace = 'caseloop-zone';

export const openStage = async (env: Record<string, string> = {}): Promise<Stage> => {
  const home = newHome();
  const config = readConfig(process.env);
  const engine = await provisionEngine({ bin: config.temporalBin, cache: config.cache, say: () => undefined });
  const startDatabase = (port?: number, env: Record<string, string> = {}): Promise<EmbeddedPostgres> =>
    startPostgres({
      dir: join(home, 'postgres'),
      ownerPassword: 'faults-only',
      env,
      logFile: join(home, 'logs', 'stage-postgres.log'),
      ...(port && { port, samePort: true }),
    });
  const startEngine = (ports?: TemporalServer['ports']): Promise<TemporalServer> =>
    startTemporal({
      engine,
      dir: join(home, 'temporal'),
      namespace,
      logFile: join(home, 'logs', 'stage-temporal.log'),
      ...(ports && { ports }),
    });
  let [postgres, temporal] = await Promise.all([startDatabase(), startEngine()]);
  // A run that is cut off must not leave servers behind.
  const endWithUs = (): void => {
    postgres.child.kill();
    temporal.child.kill();
  };
  process.once('exit', endWithUs);
  process.once('disconnect', endWithUs);
  const databaseProxy = await openProxy('127.0.0.1', postgres.port);
  const engineProxy = await openProxy('127.0.0.1', temporal.ports.frontend);
  const through = new URL(postgres.ownerUrl);
  through.port = String(databaseProxy.port);
  const system = await startSystem(home, {
    DATABASE_URL: through.href,
    TEMPORAL_ADDRESS: `127.0.0.1:${engineProxy.port}`,
    TEMPORAL_NAMESPACE: namespace,
    LOG_LEVEL: 'warn',
    ...env,
  });
  const db = openDatabase(postgres.ownerUrl, { applicationName: 'observer', max: 4 });
  const connection = await Connection.connect({ address: temporal.address });
  return {
    system,
    db,
    ownerUrl: postgres.ownerUrl,
    engine: new Client({ connection, namespace }),
    officers: await streetOfficers(db),
    database: {
      proxy: databaseProxy,
      stop: () => postgres.stop(),
      async start(env) {
        postgres = await startDatabase(postgres.port, env);
      },
    },
    temporal: {
      proxy: engineProxy,
      stop: () => temporal.stop(),
      async start() {
        temporal = await startEngine(temporal.ports);
      },
    },
    async close() {
      await connection.close();
      await db.close();
      await system.stop();
      await Promise.all([databaseProxy.close(), engineProxy.close()]);
      await Promise.all([temporal.stop(), postgres.stop()]);
      process.off('exit', endWithUs);
      process.off('disconnect', endWithUs);
      removeHome(home);
    },
  };
};
