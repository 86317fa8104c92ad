// Starts the local Temporal engine over one SQLite file and returns when its namespace can be used.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type Child, describeExit, type Exit, logTail, startChild } from '../child.ts';
import { freePort, freePorts, isFree, LOOPBACK } from '../ports.ts';
import { canSkipTime, type Engine } from './engine.ts';
import { ensureNamespace } from './namespace.ts';
import {
  COMPLETE,
  DATABASE_FILE,
  dynamicSettings,
  dynamicSettingsFile,
  type EnginePorts,
  PORT_NAMES,
  type ServerConfigOptions,
  serverConfigFile,
} from './settings.ts';

export type TemporalServerOptions = {
  engine: Engine;
  /** Folder of the SQLite file and the configuration; made when missing. */
  dir: string;
  namespace: string;
  logFile: string;
  /** Wished port of the frontend; any free one unless given, or when it is taken. */
  port?: number;
  /** Ports of the run before (a restart, whose clients know them). */
  ports?: EnginePorts;
  /** `false` trades safety against a power cut for speed: for tests only. */
  durable?: boolean;
  /** Whether the server answers pprof on `ports.pprof`. */
  profiled?: boolean;
  /** Called as soon as the server process exists. */
  spawned?: (child: Child) => void;
};

export type TemporalServer = {
  /** host:port of the frontend. */
  address: string;
  namespace: string;
  ports: EnginePorts;
  /** Address of the web UI, when the binary brings one. */
  uiUrl: string | undefined;
  pid: number;
  child: Child;
  exited: Promise<Exit>;
  stop(): Promise<void>;
};

/** Away from 7233, where a Temporal of the user's own may listen. */
export const TEMPORAL_PORT = 17233;
const START_TIMEOUT_MS = 60_000;

const PORTS = 'ports.json';

/** @throws Error with the end of the server's log when it does not start. */
export async function startTemporal(options: TemporalServerOptions): Promise<TemporalServer> {
  const { engine, dir, namespace, logFile } = options;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const ports = options.ports ?? (await choosePorts(dir, options.port));
  const isNew = !existsSync(join(dir, COMPLETE));
  if (isNew) setAsideHalfMadeStore(dir);

  const durable = options.durable ?? true;
  const args =
    engine.kind === 'server'
      ? prepareServer(dir, ports, { setup: isNew, durable, profiled: options.profiled ?? false })
      : cliArguments(engine, ports, durable);
  const child = await startChild({
    command: engine.path,
    args,
    cwd: dir,
    // Fewer collections, until memory nears its limit: CPU is what a small machine lacks.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', GOGC: '800', GOMEMLIMIT: '1GiB' },
    logFile,
    graceMs: 15_000,
    spawned: options.spawned,
  });
  const address = `${LOOPBACK}:${ports.frontend}`;
  try {
    await waitUntilUsable(child, address, namespace, logFile);
  } catch (error) {
    await child.stop();
    throw error;
  }
  if (isNew) writeFileSync(join(dir, COMPLETE), `Temporal server ${engine.serverVersion}\n`, { flush: true });
  const uiUrl = engine.kind === 'cli' ? `http://${LOOPBACK}:${ports.ui}` : undefined;
  return { address, namespace, ports, uiUrl, pid: child.pid, child, exited: child.exited, stop: child.stop };
}

/**
 * The ports of the run before, as far as they are free. The store remembers its members by port for a while: with other
 * ports the engine would first wait for members that are gone, and be slow to start and to stop.
 */
async function choosePorts(dir: string, wanted: number | undefined): Promise<EnginePorts> {
  const remembered = rememberedPorts(join(dir, PORTS));
  const spare = await freePorts(PORT_NAMES.length);
  const chosen = await Promise.all(
    PORT_NAMES.map(async (name, i) => {
      const port = remembered[name];
      if (port !== undefined && (await isFree(port))) return [name, port];
      return [name, name === 'frontend' ? await freePort(wanted) : spare[i]];
    }),
  );
  const ports = Object.fromEntries(chosen) as EnginePorts;
  writeFileSync(join(dir, PORTS), JSON.stringify(ports));
  return ports;
}

function rememberedPorts(file: string): Partial<EnginePorts> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<EnginePorts>;
  } catch {
    return {};
  }
}

/**
 * The server makes its tables one by one and takes a single existing one for all of them. A store that was cut off
 * while being made is therefore put aside (never deleted: it might be a backup that somebody copied here).
 */
function setAsideHalfMadeStore(dir: string): void {
  const aside = `before-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const file of readdirSync(dir)) {
    if (file.startsWith(DATABASE_FILE)) renameSync(join(dir, file), join(dir, `${aside}-${file}`));
  }
}

function prepareServer(dir: string, ports: EnginePorts, how: ServerConfigOptions): string[] {
  writeFileSync(join(dir, 'server.yaml'), serverConfigFile(ports, how));
  writeFileSync(join(dir, 'dynamic.yaml'), dynamicSettingsFile(ports.http));
  return ['--config-file', 'server.yaml', '--allow-no-auth', 'start'];
}

function cliArguments(engine: Engine, ports: EnginePorts, durable: boolean): string[] {
  const settings = dynamicSettings(ports.http);
  return [
    ...['server', 'start-dev', '--ip', LOOPBACK, '--log-level', 'warn'],
    ...['--port', String(ports.frontend), '--ui-port', String(ports.ui), '--http-port', String(ports.http)],
    ...[
      '--db-filename',
      DATABASE_FILE,
      '--sqlite-pragma',
      'journal_mode=wal',
      '--sqlite-pragma',
      `synchronous=${durable ? 2 : 0}`,
    ],
    ...Object.entries(settings)
      .filter(([name]) => canSkipTime(engine) || !name.includes('TimeSkipping'))
      .flatMap(([name, value]) => ['--dynamic-config-value', `${name}=${JSON.stringify(value)}`]),
  ];
}

async function waitUntilUsable(child: Child, address: string, namespace: string, logFile: string): Promise<void> {
  let isGone = false;
  const ended = child.exited.then((exit) => {
    isGone = true;
    throw new Error(`Temporal did not start (${describeExit(exit)}). Its log ends:\n${logTail(logFile)}`);
  });
  const connection = Connection.lazy({ address });
  const usable = answers(connection, logFile, () => isGone).then(() => ensureNamespace(connection, namespace));
  // Not before the last answer has come: the SDK asks again by a timer, and over a closed connection that ends the process.
  const close = () => connection.close();
  usable.then(close, close).catch(() => undefined);
  await Promise.race([usable, ended]);
}

async function answers(connection: Connection, logFile: string, isGone: () => boolean): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    if (isGone()) throw new Error('Temporal has ended.');
    try {
      const asked = () => connection.workflowService.getSystemInfo({});
      await connection.withDeadline(Date.now() + 2_000, asked);
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw new Error(`Temporal does not answer: ${(error as Error).message}. See ${logFile}`);
      }
      await delay(50);
    }
  }
}
