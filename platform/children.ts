// Remembers in a file which processes were started, so that a start after a kill -9 can end those that were left behind.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { end, isRunning, markOf, type ProcessMark } from './process.ts';

type Remembered = Record<string, ProcessMark>;

/** The note of one installation's processes, by name. */
export type ProcessNote = {
  remember(name: string, pid: number): void;
  /** The remembered process of that name, while it runs. */
  running(name: string): ProcessMark | undefined;
  /** Ends the remembered processes that still run, and forgets all; returns the names of those it ended. */
  endLeftOvers(): Promise<string[]>;
  /** After a clean stop nothing is left to remember. */
  forgetAll(): void;
};

/** Time for a left-over process to stop by itself, in ms. */
const GRACE_MS = 15_000;

export function processNote(file: string): ProcessNote {
  return {
    remember(name, pid) {
      const mark = markOf(pid);
      if (mark === undefined) return;
      writeFileSync(`${file}.new`, JSON.stringify({ ...read(file), [name]: mark }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    running(name) {
      const mark = read(file)[name];
      return mark && isRunning(mark) ? mark : undefined;
    },
    async endLeftOvers() {
      const left = Object.entries(read(file)).filter(([, mark]) => isRunning(mark));
      // PostgreSQL reads SIGINT as "stop now, cleanly"; SIGTERM would wait for its clients.
      await Promise.all(left.map(([name, mark]) => end(mark, name === 'postgres' ? 'SIGINT' : 'SIGTERM', GRACE_MS)));
      rmSync(file, { force: true });
      return left.map(([name]) => name);
    },
    forgetAll() {
      rmSync(file, { force: true });
    },
  };
}

function read(file: string): Remembered {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Remembered;
  } catch {
    return {};
  }
}
