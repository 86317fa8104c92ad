// The nemesis: strikes parts of a running system and proves that each strike landed.
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, type ProcessMark } from '../../platform/process.ts';
import type { PartName, System } from '../support/system.ts';
import type { OperationLedger } from './operations.ts';
import type { FaultyLink, Sight } from './proxy.ts';

export interface Strike {
  what: string;
  /** When it struck, and when requests that were sent after it succeeded again (epoch ms). */
  at: number;
  recoveredAt: number | null;
  /** False: nothing was hit, and the run proves nothing. */
  landed: boolean;
}

/** kill -9 of a part; the supervisor brings it back. */
export const kill = async (system: System, part: PartName): Promise<Strike> => {
  const before = system.parts()[part];
  const at = Date.now();
  system.signal(part, 'SIGKILL');
  await until(() => !isRunning(before), 5_000);
  return { what: `kill -9 ${part}`, at, recoveredAt: null, landed: !isRunning(before) };
};

/** kill -9 of a part at a moment of its conversation with another. @param link the proxy between them */
export const killAt = async (
  system: System,
  part: PartName,
  link: FaultyLink,
  sight: Sight,
  patienceMs = 30_000,
): Promise<Strike> => {
  const before = system.parts()[part];
  let at: number | null = null;
  link.watchFor(sight, () => {
    at = Date.now();
    system.signal(part, 'SIGKILL');
  });
  await until(() => at !== null, patienceMs);
  await until(() => !isRunning(before), 5_000);
  link.pass();
  return {
    what: `kill -9 ${part} at ${sight.says.at(-1)?.replace('\0', '')} ${sight.moment}`,
    at: at ?? Date.now(),
    recoveredAt: null,
    landed: at !== null && !isRunning(before),
  };
};

/** Stops a part in its tracks for a while, and lets it go on where it was. */
export const pause = async (system: System, part: PartName, forMs: number): Promise<Strike> => {
  const process = system.parts()[part];
  const at = Date.now();
  system.signal(part, 'SIGSTOP');
  await until(() => stateOf(process) === 'T', 5_000);
  const landed = stateOf(process) === 'T';
  await delay(forMs);
  system.signal(part, 'SIGCONT');
  return { what: `SIGSTOP ${part} ${forMs / 1000} s`, at, recoveredAt: null, landed };
};

/** Runs a strike once so many requests have succeeded; resolves when requests sent after it succeed again. */
export const strikeAfter = async (
  ledger: OperationLedger,
  succeeded: number,
  strike: () => Promise<Strike>,
  patienceMs = 120_000,
): Promise<Strike> => {
  await new Promise<void>((resolve) => ledger.whenSucceeded(succeeded, resolve));
  const struck = await strike();
  struck.recoveredAt = await firstSuccessAfter(ledger, Date.now(), patienceMs);
  return struck;
};

/**
 * When an act that was first sent after `since` had succeeded; null: none did. Receptions do not need every part, and an act that was sent
 * before may have been done before, so that the ledger answers for it.
 */
const firstSuccessAfter = async (
  ledger: OperationLedger,
  since: number,
  patienceMs: number,
): Promise<number | null> => {
  const find = () =>
    ledger.operations
      .filter(({ kind, attempts: [first] }) => kind === 'act' && first !== undefined && first.at >= since)
      .flatMap(({ attempts }) => attempts)
      .filter(({ outcome }) => outcome === 'ok')
      .reduce<number | null>((first, { endedAt }) => (first === null || endedAt < first ? endedAt : first), null);
  await until(() => find() !== null, patienceMs);
  return find();
};

export const until = async (holds: () => boolean, patienceMs: number): Promise<void> => {
  const end = Date.now() + patienceMs;
  while (!holds() && Date.now() < end) await delay(20);
};

/** The state of a process in /proc: R, S, T (stopped) …; null when it is gone. */
const stateOf = ({ pid }: ProcessMark): string | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat[stat.lastIndexOf(')') + 2] ?? null;
  } catch {
    return null;
  }
};
