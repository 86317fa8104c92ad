// Telling processes apart across restarts: a process id alone may by now belong to somebody else.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process as remembered in a file: its id, and a mark that no later process with the same id will have. */
export type ProcessMark = { pid: number; mark: string };

export function markOf(pid: number): ProcessMark | undefined {
  const mark = process.platform === 'linux' ? linuxMark(pid) : psMark(pid);
  return mark === undefined ? undefined : { pid, mark };
}

/** Whether this very process still runs (not only some process with its id). */
export function isRunning(process: ProcessMark): boolean {
  return markOf(process.pid)?.mark === process.mark;
}

/** Asks a process to end, forces it after `graceMs`, and returns when it is gone. */
export async function end(target: ProcessMark, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (isRunning(target)) process.kill(target.pid, signal);
  const deadline = Date.now() + graceMs;
  while (isRunning(target)) {
    if (Date.now() > deadline) process.kill(target.pid, 'SIGKILL');
    await delay(50);
  }
}

/** Start time in clock ticks since boot, and which boot. A zombie has ended and only waits to be collected. */
function linuxMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function psMark(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
