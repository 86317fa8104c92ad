// A child process of the local stack: started in a group of its own (Ctrl-C reaches only the supervisor, which knows
// the order in which to stop), writing to a log file, and asked politely before it is forced to end.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

export type ChildSpec = {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  logFile: string;
  /** How the program wants to be asked; SIGTERM unless given. */
  stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before SIGKILL, in ms. */
  graceMs?: number;
  /** Run as this user (only root can). */
  account?: { uid: number; gid: number } | undefined;
  /** Open a channel for messages (Node.js children only). */
  ipc?: boolean;
  /** Called as soon as the process exists, long before it is ready. */
  spawned?: ((child: Child) => void) | undefined;
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type Child = {
  pid: number;
  /** Settles when the process has ended, for whatever reason. */
  exited: Promise<Exit>;
  /** Ends the process and returns when it is gone. Calling it again is harmless. */
  stop(): Promise<void>;
  /** Ends it at once, without asking. */
  kill(): void;
  /** The Node.js handle, for messages. */
  handle: ChildProcess;
};

/**
 * Starts a program; resolves when the operating system has started it, not when it is ready.
 * @throws the spawn error (`ENOENT`, `EACCES`).
 */
export async function startChild(spec: ChildSpec): Promise<Child> {
  mkdirSync(dirname(spec.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(spec.logFile, 'a', 0o600);
  try {
    const handle = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: spec.ipc ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
      ...spec.account,
    });
    const exited = new Promise<Exit>((resolve) => {
      handle.once('exit', (code, signal) => {
        // Helpers that the program started (initdb starts servers) end with it.
        killGroup(handle);
        resolve({ code, signal });
      });
    });
    await new Promise<void>((resolve, reject) => {
      handle.once('spawn', resolve);
      handle.once('error', reject);
    });
    // Later errors (a message that no longer reaches the child) show as its exit; they must not end the supervisor.
    handle.on('error', () => {});
    const child: Child = {
      pid: handle.pid as number,
      exited,
      handle,
      stop: () => stop(handle, exited, spec),
      kill: () => killGroup(handle),
    };
    spec.spawned?.(child);
    return child;
  } finally {
    closeSync(log);
  }
}

async function stop(handle: ChildProcess, exited: Promise<Exit>, spec: ChildSpec): Promise<void> {
  handle.kill(spec.stopSignal ?? 'SIGTERM');
  const force = setTimeout(() => killGroup(handle), spec.graceMs ?? 10_000);
  await exited;
  clearTimeout(force);
}

function killGroup(handle: ChildProcess): void {
  if (handle.pid === undefined) return;
  try {
    process.kill(-handle.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}

export function describeExit({ code, signal }: Exit): string {
  return signal ? `ended by ${signal}` : `exit code ${code}`;
}

/** Keeps the log of the run before as `<name>.1` and lets the new run begin an empty one. */
export function rotateLog(logFile: string): void {
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
}

/** The last lines of a log, for an error message. */
export function logTail(logFile: string, lines = 5): string {
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
