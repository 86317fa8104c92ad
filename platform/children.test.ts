// The note of started processes, and the lock that names its holder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processNote } from './children.ts';
import { tryLock } from './lock.ts';
import { isRunning, markOf } from './process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseloop-children-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function sleeper() {
  const child = spawn('sleep', ['1000']);
  await once(child, 'spawn');
  return { pid: child.pid as number, ended: once(child, 'exit') };
}

describe('processNote', () => {
  it('ends what a crashed start left running, and tells its name', async () => {
    const child = await sleeper();
    const file = join(folder, 'children.json');
    processNote(file).remember('temporal', child.pid);

    expect(await processNote(file).endLeftOvers()).toEqual(['temporal']);

    await child.ended;
    expect(await processNote(file).endLeftOvers()).toEqual([]);
  });

  it('leaves a stranger alone who has the remembered process id by now', async () => {
    const file = join(folder, 'children.json');
    writeFileSync(file, JSON.stringify({ temporal: { pid: process.pid, mark: 'an earlier boot/1' } }));

    expect(await processNote(file).endLeftOvers()).toEqual([]);
  });
});

describe('isRunning', () => {
  it('knows a process from its end on as gone', async () => {
    const child = await sleeper();
    const mark = markOf(child.pid);

    process.kill(child.pid, 'SIGKILL');
    await child.ended;

    expect(mark).toBeDefined();
    expect(mark && isRunning(mark)).toBe(false);
  });
});

describe('tryLock', () => {
  it('is taken once, names its holder, and can be taken again when released', () => {
    const file = join(folder, 'lock');
    const lock = tryLock(file);

    expect(tryLock(file)).toEqual({ heldBy: process.pid });
    if ('release' in lock) lock.release();
    expect(tryLock(file)).toHaveProperty('release');
  });
});
