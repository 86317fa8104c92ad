// A whole system as a user starts it: `caseloop start` over a folder of its own, with its four parts as processes that can be killed.
// The tests of the command, the faults and the benchmark all stand on it.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readSignIns } from '../../cli/sign-ins.ts';
import { loadKeys } from '../../platform/keys.ts';
import type { ProcessMark } from '../../platform/process.ts';
import { type RunningStack, readRunning } from '../../platform/running.ts';
import type { SignIn } from '../../seed/sign-ins.ts';

const bin = fileURLToPath(new URL('../../cli/caseloop.js', import.meta.url));

export type PartName = 'postgres' | 'temporal' | 'worker' | 'api';

export interface System {
  home: string;
  /** Where its parts listen. @throws Error when it does not run */
  running(): RunningStack;
  /** The posts that may sign in. */
  signIns(): SignIn[];
  /** The processes of its parts, by name; a part that was killed keeps its last one until it is back. */
  parts(): Record<PartName, ProcessMark>;
  /** Sends a signal to a part's process; SIGKILL unless told. */
  signal(part: PartName, signal?: NodeJS.Signals): void;
  /** Resolves when `part` was started again after a crash, `times` times in all since the start. */
  back(part: PartName, times?: number): Promise<void>;
  /** Resolves when a printed line contains `text`, `times` times. @throws Error when it ends before */
  prints(text: string, times?: number): Promise<void>;
  /** Everything it printed. */
  output(): string;
  /** Ctrl-C; returns the exit code. */
  stop(): Promise<number | null>;
  /** kill -9 of the starter, which leaves the parts behind. */
  crash(): Promise<void>;
  /** Runs another command over the same home; returns what it prints. @throws Error when it exits with another code than 0 */
  run(...args: string[]): Promise<string>;
}

/** A folder for a system's data that every user may pass through: under root, PostgreSQL runs as another one. */
export const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'caseloop home 闭环-'));
  chmodSync(home, 0o755);
  return home;
};

/** Of the seals of a home's ledger. */
export const sealKeyOf = (home: string): string => loadKeys(join(home, 'keys.json')).seal;

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

const environmentOf = (home: string, env: Record<string, string>) => ({
  ...process.env,
  CASELOOP_HOME: home,
  PORT: '0',
  // Most tests want no pages; those that do say so.
  CASELOOP_CONSOLE: 'off',
  ...env,
});

/** Runs a command over a home in which nothing needs to run; returns what it prints. @throws Error when it exits with another code than 0 */
export const runOver = async (home: string, env: Record<string, string>, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args], {
    env: environmentOf(home, env),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
};

/**
 * Spawns `caseloop start` and returns at once; wait with `prints('Ctrl-C')` until it is ready.
 * @param env more of its environment, e.g. `{ CASELOOP_TEMPORAL_BIN }`
 */
export const spawnSystem = (home: string, env: Record<string, string> = {}): System => {
  const child: ChildProcess = spawn(process.execPath, [bin, 'start'], {
    env: environmentOf(home, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that is cut off must not leave a system behind.
  const endWithUs = () => child.kill('SIGINT');
  process.once('exit', endWithUs);
  const lines: string[] = [];
  const exited = (once(child, 'exit') as Promise<[number | null]>).then((exit) => {
    process.off('exit', endWithUs);
    return exit;
  });
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }

  const prints = async (text: string, times = 1): Promise<void> => {
    const heard = new Promise<void>((resolve) => {
      const look = () => {
        if (lines.filter((line) => line.includes(text)).length < times) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
    const ended = exited.then(() => {
      throw new Error(`It ended without printing ${JSON.stringify(text)}:\n${lines.join('\n')}`);
    });
    await Promise.race([heard, ended]);
  };

  const parts = (): Record<PartName, ProcessMark> => JSON.parse(readFileSync(join(home, 'children.json'), 'utf8'));

  return {
    home,
    running: () => {
      const running = readRunning(home);
      if (!running) throw new Error(`Nothing runs over ${home}:\n${lines.join('\n')}`);
      return running;
    },
    signIns: () => readSignIns(home),
    parts,
    signal: (part, signal = 'SIGKILL') => {
      process.kill(parts()[part].pid, signal);
    },
    back: (part, times = 1) => prints(`${part} runs again`, times),
    prints,
    output: () => lines.join('\n'),
    async stop() {
      child.kill('SIGINT');
      return (await exited)[0];
    },
    async crash() {
      child.kill('SIGKILL');
      await exited;
    },
    run: (...args) => runOver(home, env, ...args),
  };
};

/** Starts a system and waits until it is ready. */
export const startSystem = async (home: string, env?: Record<string, string>): Promise<System> => {
  const system = spawnSystem(home, env);
  await system.prints('Ctrl-C');
  return system;
};
