// A lock file that names the process that holds it, so that one left behind by a crash is known to be stale.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isRunning, markOf, type ProcessMark } from './process.ts';

/** Takes the lock unless a living process holds it; `release` gives it back. */
export function tryLock(file: string): { release(): void } | { heldBy: number } {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(markOf(process.pid)));
  try {
    for (;;) {
      // A link is made whole or not at all, and never over an existing file.
      if (linked(draft, file)) return { release: () => rmSync(file, { force: true }) };
      const holder = holderOf(file);
      if (holder && isRunning(holder)) return { heldBy: holder.pid };
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file: string): ProcessMark | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessMark;
  } catch {
    return undefined;
  }
}
