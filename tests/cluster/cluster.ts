// A cluster as docs/deployment.md sets it up: the files of deploy/temporal, the real Temporal server on PostgreSQL, `caseloop prepare`,
// and any number of API and worker processes over them.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { readConfig } from '../../platform/config.ts';
import { startNode } from '../../platform/node-child.ts';
import { freePorts, LOOPBACK } from '../../platform/ports.ts';
import { type EmbeddedPostgres, startPostgres } from '../../platform/postgres/embedded.ts';
import type { Running } from '../../platform/supervise.ts';
import { provisionEngine } from '../../platform/temporal/provision.ts';
import { runOver } from '../support/system.ts';
import { schemaTool } from './schema-tool.ts';

export const namespace = 'caseloop-zone';

const deploy = fileURLToPath(new URL('../../deploy/temporal/', import.meta.url));
const script = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface Cluster {
  /** The owner of the databases. */
  ownerUrl: string;
  /** Of Temporal's frontend. */
  temporalAddress: string;
  /** The processes that all others stand on. */
  pids: { postgres: number; engine: number };
  /** Starts a process over the cluster; resolves when it is ready. @param name of its log file */
  startPart(part: 'api' | 'worker', name: string, env?: Record<string, string>): Promise<Running>;
  stop(): Promise<void>;
}

/** @param home a folder that every user may pass through; keys, logs and the database are in it */
export const startCluster = async (home: string): Promise<Cluster> => {
  const config = readConfig(process.env);
  const [engine, tool] = await Promise.all([
    provisionEngine({ bin: config.temporalBin, cache: config.cache, say: () => undefined }),
    schemaTool(config.cache),
  ]);
  const postgres = await startPostgres({
    dir: join(home, 'postgres'),
    ownerPassword: 'cluster-only',
    logFile: join(home, 'postgres.log'),
  });
  await setUpSchema(tool, postgres);
  const temporal = await startTemporal(engine.path, postgres, home);
  const appUrl = new URL(postgres.ownerUrl);
  appUrl.username = 'caseloop_app';
  appUrl.password = 'app-only';
  const environment = {
    CASELOOP_HOME: home,
    APP_DATABASE_URL: appUrl.href,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: namespace,
    LOG_LEVEL: 'warn',
  };
  await runOver(home, { ...environment, DATABASE_URL: postgres.ownerUrl }, 'prepare');
  const running: Running[] = [];
  return {
    ownerUrl: postgres.ownerUrl,
    temporalAddress: temporal.address,
    pids: { postgres: postgres.child.pid, engine: temporal.pid },
    async startPart(part, name, env = {}) {
      const started = await startNode({
        script: script(`${part}/main.ts`),
        env: { ...process.env, ...environment, ...env },
        logFile: join(home, `${name}.log`),
      });
      running.push(started);
      return started;
    },
    async stop() {
      await Promise.all(running.map((each) => each.stop()));
      await temporal.stop();
      await postgres.stop();
    },
  };
};

const setUpSchema = async (tool: string, { ownerUrl }: EmbeddedPostgres): Promise<void> => {
  const { hostname, port, username, password } = new URL(ownerUrl);
  const env = { SQL_HOST: hostname, SQL_PORT: port, SQL_USER: username, SQL_PASSWORD: password };
  await promisify(execFile)('sh', [join(deploy, 'set-up-schema.sh')], {
    env: { ...process.env, ...env, TEMPORAL_SQL_TOOL: tool },
    maxBuffer: 16 * 1024 * 1024,
  });
};

const startTemporal = async (
  bin: string,
  { ownerUrl }: EmbeddedPostgres,
  home: string,
): Promise<{ address: string; pid: number; stop(): Promise<void> }> => {
  const ports = await freePorts(8);
  const { host, username, password } = new URL(ownerUrl);
  const names = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'].flatMap((name) => [`${name}_PORT`, `${name}_RING`]);
  const server = spawn('sh', [join(deploy, 'start.sh')], {
    env: {
      ...process.env,
      ...Object.fromEntries(names.map((name, i) => [name, String(ports[i])])),
      POSTGRES_ADDRESS: host,
      POSTGRES_USER: username,
      POSTGRES_PASSWORD: password,
      BROADCAST_ADDRESS: LOOPBACK,
      BIND_ON_IP: LOOPBACK,
      TEMPORAL_SERVER: bin,
      TEMPORAL_CONFIG: join(home, 'server.yaml'),
    },
    stdio: 'ignore',
  });
  const address = `${LOOPBACK}:${ports[0]}`;
  await untilItAnswers(address);
  return { address, pid: server.pid as number, stop: () => stop(server) };
};

const untilItAnswers = async (address: string): Promise<void> => {
  const until = Date.now() + 60_000;
  for (;;) {
    const trying = Connection.lazy({ address });
    const answered = await trying
      .withDeadline(Date.now() + 2_000, () => trying.workflowService.getSystemInfo({}))
      .catch(() => null)
      .finally(() => trying.close());
    if (answered) return;
    if (Date.now() > until) throw new Error('Temporal on PostgreSQL does not answer.');
  }
};

const stop = async (server: ChildProcess): Promise<void> => {
  if (server.exitCode !== null) return;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  await exited;
};
