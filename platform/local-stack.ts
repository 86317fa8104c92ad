// The parts of the local stack as the supervisor runs them. A part that crashed comes back on the port it had, because
// the others know it by that.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rotateLog } from './child.ts';
import type { Config } from './config.ts';
import { startNode } from './node-child.ts';
import { type EmbeddedPostgres, POSTGRES_PORT, startPostgres } from './postgres/embedded.ts';
import type { Part } from './supervise.ts';
import type { Engine } from './temporal/engine.ts';
import { startTemporal, TEMPORAL_PORT, type TemporalServer } from './temporal/server.ts';

/** A part, and what is known about it once it was started. */
export type PartWith<T> = Part & { current(): T };

export function postgresPart(home: string, ownerPassword: string): PartWith<EmbeddedPostgres> {
  const logFile = logFor(home, 'postgres');
  let last: EmbeddedPostgres | undefined;
  return {
    name: 'postgres',
    logFile,
    current: () => known(last),
    async start(spawned) {
      last = await startPostgres({
        spawned,
        dir: join(home, 'postgres'),
        ownerPassword,
        logFile,
        port: last?.port ?? POSTGRES_PORT,
        samePort: last !== undefined,
      });
      return last.child;
    },
  };
}

export function temporalPart(
  { home, namespace, profileDir }: Pick<Config, 'home' | 'namespace' | 'profileDir'>,
  engine: Engine,
): PartWith<TemporalServer> {
  const logFile = logFor(home, 'temporal');
  let last: TemporalServer | undefined;
  return {
    name: 'temporal',
    logFile,
    current: () => known(last),
    async start(spawned) {
      const dir = join(home, 'temporal');
      last = await startTemporal({
        engine,
        dir,
        namespace,
        logFile,
        spawned,
        profiled: profileDir !== undefined,
        ...(last ? { ports: last.ports } : { port: TEMPORAL_PORT }),
      });
      return last.child;
    },
  };
}

/**
 * @param name `api` or `worker`: the folder whose main.ts is started.
 * @param environment asked before each start.
 */
export function nodePart(
  { home, profileDir }: Pick<Config, 'home' | 'profileDir'>,
  name: 'api' | 'worker',
  environment: () => Promise<Record<string, string | undefined>>,
): Part {
  const logFile = logFor(home, name);
  const script = fileURLToPath(new URL(`../${name}/main.ts`, import.meta.url));
  return {
    name,
    logFile,
    start: async (spawned) => startNode({ script, env: await environment(), logFile, spawned, profileDir }),
  };
}

/** A new start begins new logs and keeps those of the run before. */
function logFor(home: string, name: string): string {
  const logFile = join(home, 'logs', `${name}.log`);
  rotateLog(logFile);
  return logFile;
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This part has not been started yet.');
  return value;
}
