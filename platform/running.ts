// What a running `caseloop start` leaves in its home for the other commands: who it is and where its parts listen.
// It holds database passwords, so only its owner may read it; it is removed when the stack stops.
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isRunning, markOf } from './process.ts';

const runningSchema = z.object({
  pid: z.number(),
  /** Tells this process from a later one with the same id (`platform/process.ts`). */
  mark: z.string(),
  apiUrl: z.string(),
  temporalAddress: z.string(),
  namespace: z.string(),
  appDatabaseUrl: z.string(),
  readerDatabaseUrl: z.string(),
});

export type RunningStack = z.infer<typeof runningSchema>;

export function writeRunning(home: string, stack: Omit<RunningStack, 'pid' | 'mark'>): void {
  const own = markOf(process.pid);
  if (own === undefined) throw new Error('This process cannot be identified; is /proc mounted?');
  writePrivate(fileIn(home), { ...own, ...stack });
}

/** The stack that runs over `home`, or `undefined` when none does (also after a crash that left the file behind). */
export function readRunning(home: string): RunningStack | undefined {
  try {
    const stack = runningSchema.parse(JSON.parse(readFileSync(fileIn(home), 'utf8')));
    return isRunning(stack) ? stack : undefined;
  } catch {
    return undefined;
  }
}

export function removeRunning(home: string): void {
  rmSync(fileIn(home), { force: true });
}

/** Writes JSON that only its owner can read, whole or not at all. */
export function writePrivate(file: string, content: unknown): void {
  const draft = `${file}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

function fileIn(home: string): string {
  return join(home, 'running.json');
}
