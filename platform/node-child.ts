// Starts one of our own processes (api/main.ts, worker/main.ts) under the supervisor.
import { type Child, describeExit, logTail, startChild } from './child.ts';
import { READY } from './lifecycle.ts';
import type { Running } from './supervise.ts';

export type NodeChildSpec = {
  /** Absolute path of a TypeScript file. */
  script: string;
  args?: readonly string[];
  /** Where Node writes a CPU profile of each thread when the process ends. */
  profileDir?: string | undefined;
  env: Record<string, string | undefined>;
  logFile: string;
  /** Called as soon as the process exists. */
  spawned?: (child: Child) => void;
};

const READY_TIMEOUT_MS = 60_000;

/** Returns when the process has announced itself ready. @throws Error with the end of its log otherwise. */
export async function startNode({
  script,
  args = [],
  profileDir,
  env,
  logFile,
  spawned,
}: NodeChildSpec): Promise<Running> {
  // Resolved from here: the folder that the user starts Caseloop in need not know tsx.
  const loader = import.meta.resolve('tsx');
  const profiling = profileDir ? ['--cpu-prof', '--cpu-prof-dir', profileDir] : [];
  const child = await startChild({
    command: process.execPath,
    args: [...profiling, '--import', loader, script, ...args],
    cwd: process.cwd(),
    env,
    logFile,
    graceMs: 15_000,
    ipc: true,
    spawned,
  });
  const ready = new Promise<void>((resolve) => {
    child.handle.on('message', (message) => message === READY && resolve());
  });
  const timer = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timeout = setTimeout(
      () => reject(new Error(`It was not ready within ${READY_TIMEOUT_MS / 1000} s.`)),
      READY_TIMEOUT_MS,
    );
    timer.signal.addEventListener('abort', () => clearTimeout(timeout));
  });
  const ended = child.exited.then((exit) => {
    throw new Error(`It ended while starting (${describeExit(exit)}). Its log ends:\n${logTail(logFile, 12)}`);
  });
  try {
    await Promise.race([ready, ended, late]);
  } catch (error) {
    child.kill();
    throw error;
  } finally {
    timer.abort();
  }
  return child;
}
