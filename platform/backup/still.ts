// Lets a process stand still (SIGSTOP) for a moment, and go on whatever happens to this one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type ProcessMark } from '../process.ts';

/** How long its threads may take to stop, in ms. */
const patience = 5_000;

/**
 * @param work done while it stands still; returns at once, so that nothing else of this process runs meanwhile
 * @returns what `work` gave, and how long it stood still in ms
 * @throws Error when the process does not stop, e.g. on Windows
 */
export const whileStopped = async <T>(target: ProcessMark, work: () => T): Promise<{ result: T; pausedMs: number }> => {
  // Ends with its input, which closes when this process ends, by kill -9 too: then the target goes on.
  const guard = spawn('/bin/sh', ['-c', `cat >/dev/null; kill -CONT ${target.pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  await once(guard, 'spawn');
  const ended = once(guard, 'exit');
  if (!isRunning(target)) throw new Error(`Process ${target.pid} has ended meanwhile; try again.`);
  const began = performance.now();
  try {
    process.kill(target.pid, 'SIGSTOP');
    const deadline = Date.now() + patience;
    while (!standsStill(target.pid)) {
      if (Date.now() > deadline) throw new Error(`Process ${target.pid} does not stand still.`);
      await delay(1);
    }
    const result = work();
    process.kill(target.pid, 'SIGCONT');
    return { result, pausedMs: Math.round(performance.now() - began) };
  } finally {
    guard.stdin.end();
    await ended;
  }
};

/** On Linux the threads stop one after the other; elsewhere the whole process does. */
const standsStill = (pid: number): boolean => {
  if (process.platform !== 'linux') return true;
  return readdirSync(`/proc/${pid}/task`).every((thread) => {
    const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    return /^[TtXZ]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  });
};
