// Letting a process stand still, and going on even when who stopped it is killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { markOf, type ProcessMark } from '../process.ts';
import { whileStopped } from './still.ts';

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

const sleeper = async (): Promise<ProcessMark> => {
  const child = spawn('sleep', ['60']);
  started.push(child);
  await once(child, 'spawn');
  return markOf(child.pid as number) as ProcessMark;
};

const isStopped = ({ pid }: ProcessMark): boolean => /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe.runIf(process.platform === 'linux')('a process', () => {
  it('stands still as long as the work is done, and goes on', async () => {
    const target = await sleeper();
    const { result, pausedMs } = await whileStopped(target, () => isStopped(target));
    expect(result).toBe(true);
    expect(pausedMs).toBeGreaterThanOrEqual(0);
    expect(isStopped(target)).toBe(false);
  });

  it('goes on when the work fails', async () => {
    const target = await sleeper();
    const work = (): never => {
      throw new Error('no room');
    };
    await expect(whileStopped(target, work)).rejects.toThrow('no room');
    expect(isStopped(target)).toBe(false);
  });

  it('goes on when who stopped it is killed in the middle', async () => {
    const target = await sleeper();
    const hang = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)';
    const module = new URL('./still.ts', import.meta.url).href;
    const script = `const { whileStopped } = await import(${JSON.stringify(module)});
      await whileStopped(${JSON.stringify(target)}, () => ${hang});`;
    const backup = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    started.push(backup);
    await expect.poll(() => isStopped(target), { timeout: 20_000 }).toBe(true);

    backup.kill('SIGKILL');

    await expect.poll(() => isStopped(target), { timeout: 20_000 }).toBe(false);
  });

  it('that has ended is not waited for', async () => {
    await expect(whileStopped({ pid: process.pid, mark: 'another' }, () => 1)).rejects.toThrow('has ended');
  });
});
