// The PostgreSQL of the local stack: a real server from npm, on the loopback interface only, with scram passwords.
// The package's own starter is not used: it takes over the process's signals and cannot report a failed spawn.
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Child, type ChildSpec, describeExit, type Exit, logTail, startChild } from '../child.ts';
import { freePort, LOOPBACK } from '../ports.ts';
import { choosePlace, holdsDatabase, type Place } from './place.ts';

export type PostgresOptions = {
  /** Data folder by preference; made when missing. */
  dir: string;
  /** Password of the superuser `caseloop_owner`; fixed when the data folder is first made. */
  ownerPassword: string;
  logFile: string;
  /** Wished port; another free one is taken when it is in use. */
  port?: number;
  /** The port must be `port` (a restart, whose clients know it already). */
  samePort?: boolean;
  /** `false` trades safety against a crash for speed: for tests only. */
  durable?: boolean;
  /** More of the server's environment, e.g. a library that tells it another time. */
  env?: Record<string, string>;
  /** Called as soon as the server process exists. */
  spawned?: (child: Child) => void;
};

export type EmbeddedPostgres = {
  /** Address of the database `caseloop`, as its owner. */
  ownerUrl: string;
  port: number;
  /** Where the data really is; differs from the wish when the server's user cannot reach that. */
  dataDir: string;
  pid: number;
  child: Child;
  exited: Promise<Exit>;
  stop(): Promise<void>;
};

const OWNER = 'caseloop_owner';
const DATABASE = 'caseloop';

/** Away from 5432, where a PostgreSQL of the user's own may listen, and below the ports that systems hand out. */
export const POSTGRES_PORT = 15432;

const START_TIMEOUT_MS = 60_000;

/**
 * Starts the server (making its data folder first when there is none) and returns when the database answers.
 * @throws Error with the end of the server's log when it does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const place = choosePlace(options.dir);
  if (!holdsDatabase(place.dataDir)) await initialise(place, options);
  removeStaleLock(place.dataDir);

  const port = options.samePort && options.port ? options.port : await freePort(options.port);
  const child = await startChild({
    command: place.binaries.postgres,
    args: ['-D', place.dataDir, ...serverSettings(port, options.durable ?? true)],
    cwd: '/',
    env: { ...serverEnvironment(), ...options.env },
    logFile: options.logFile,
    account: place.account,
    // "Fast" shutdown: sessions are ended, data is written, no recovery at the next start.
    stopSignal: 'SIGINT',
    graceMs: 20_000,
    spawned: options.spawned,
  });
  try {
    await waitUntilReady(child, port, options);
    await createDatabase(port, options.ownerPassword);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    ownerUrl: urlFor(port, options.ownerPassword, DATABASE),
    port,
    dataDir: place.dataDir,
    pid: child.pid,
    child,
    exited: child.exited,
    stop: child.stop,
  };
}

/** The address of a database on the embedded server for another role. */
export function roleUrl(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.href;
}

function urlFor(port: number, password: string, database: string): string {
  return `postgres://${OWNER}:${password}@${LOOPBACK}:${port}/${database}`;
}

function serverSettings(port: number, durable: boolean): string[] {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: LOOPBACK,
    // No socket file: its folder might not be writable, and its path not be longer than 107 bytes.
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Nothing of the caller's environment but the path: PGDATA or PGPORT set for another server must not reach this one. */
function serverEnvironment(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, TZ: 'UTC', LC_MESSAGES: 'C' };
}

/**
 * `initdb` into a folder beside, which takes the real name only when complete: a crash on the way leaves nothing that
 * looks like a database. Text is UTF-8, sorted by code point and the same on every machine (builtin provider); the
 * character classes come from the system's C.UTF-8, without which pg_trgm sees no letters in Chinese text.
 */
async function initialise(place: Place, options: PostgresOptions): Promise<void> {
  const { account, binaries, dataDir } = place;
  const draft = `${dataDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  const secrets = mkdtempSync(join(tmpdir(), 'caseloop-initdb-'));
  const passwordFile = join(secrets, 'password');
  writeFileSync(passwordFile, `${options.ownerPassword}\n`, { mode: 0o600 });
  if (account) for (const path of [secrets, passwordFile]) chownSync(path, account.uid, account.gid);
  const initdb = (ctype: string) => {
    mkdirSync(draft, { mode: 0o700 });
    if (account) chownSync(draft, account.uid, account.gid);
    const flags = [
      `--pgdata=${draft}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      `--lc-ctype=${ctype}`,
      ...(options.durable === false ? ['--no-sync'] : []),
    ];
    return runToEnd({
      command: binaries.initdb,
      args: flags,
      cwd: '/',
      env: serverEnvironment(),
      logFile: options.logFile,
      account,
      spawned: options.spawned,
    });
  };
  try {
    await initdb('C.UTF-8').catch(async (error: Error) => {
      if (!/locale/.test(error.message)) throw error;
      rmSync(draft, { recursive: true, force: true });
      await initdb('C');
    });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`The database could not be made in ${dataDir}:\n${(error as Error).message}`);
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(draft, dataDir);
}

/** @throws Error with the end of the log when the program fails. */
async function runToEnd(spec: ChildSpec): Promise<void> {
  const exit = await (await startChild(spec)).exited;
  if (exit.code !== 0) throw new Error(`${describeExit(exit)}; the log ends:\n${logTail(spec.logFile)}`);
}

/**
 * After a kill -9 the lock file stays, and its process id may by now be another program's, which would keep
 * PostgreSQL from starting. A lock held by a living PostgreSQL is left, for PostgreSQL itself to object to.
 */
function removeStaleLock(dataDir: string): void {
  const lock = join(dataDir, 'postmaster.pid');
  if (process.platform !== 'linux' || !existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0];
  let command = '';
  try {
    command = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    // No such process.
  }
  if (command !== 'postgres') rmSync(lock);
}

async function waitUntilReady(child: Child, port: number, options: PostgresOptions): Promise<void> {
  const exited = child.exited.then((exit) => {
    throw new Error(`PostgreSQL did not start (${describeExit(exit)}). Its log ends:\n${logTail(options.logFile)}`);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const problem = await Promise.race([tryConnect(port, options.ownerPassword), exited]);
    if (problem === undefined) return;
    if (problem.code === '28P01') {
      throw new Error(
        `The database in ${options.dir} was made with another key file. Restore the keys.json that belongs to it.`,
      );
    }
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL does not answer: ${problem.message}. See ${options.logFile}`);
    await Promise.race([delay(30), exited]);
  }
}

async function tryConnect(port: number, password: string): Promise<(Error & { code?: string }) | undefined> {
  const client = new pg.Client(urlFor(port, password, 'postgres'));
  client.on('error', () => {});
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client(urlFor(port, password, 'postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
