// A scenario: clients at work, strikes while they are, the checker afterwards.
import { expect } from 'vitest';
import type { Database } from '../../db/client.ts';
import type { Officer } from '../support/officers.ts';
import type { System } from '../support/system.ts';
import { check, type Report } from './checker.ts';
import { liveCases } from './clients.ts';
import { fallDueSoon } from './falling-due.ts';
import type { Strike } from './nemesis.ts';
import { type OperationLedger, openLedger } from './operations.ts';
import { summary } from './summary.ts';

/** Printed with every scenario; the same one makes the same requests again. */
export const seed = Number(process.env.CASELOOP_FAULTS_SEED ?? 20261123);
/** Cases of a scenario, unless it says otherwise. */
export const cases = Number(process.env.CASELOOP_FAULTS_CASES ?? 150);

/** One line of a scenario that is not played by clients. */
export const tell = (name: string, figures: string): void => console.log(`${name} (seed ${seed}): ${figures}`);

export interface Scenario {
  name: string;
  system: System;
  db: Database;
  officers: readonly Officer[];
  cases?: number;
  atOnce?: number;
  /** Cases beside these whose first limits pass while the clients begin. */
  fallingDue?: number;
  /** Acts of a case at most, 0 to 5. */
  longest?: number;
  duplicated?: number;
  patienceMs?: number;
  /** Strikes while the clients are at work. */
  nemesis(ledger: OperationLedger, cases: number): Promise<Strike[]>;
}

/** Plays a scenario, prints its figures, and expects that the checker finds nothing. */
export const play = async ({
  name,
  system,
  db,
  officers,
  nemesis,
  cases: count = cases,
  fallingDue: dueCount = 12,
  atOnce = 8,
  longest = 2,
  duplicated = 0.1,
  patienceMs = 120_000,
}: Scenario): Promise<Report> => {
  const ledger = openLedger();
  const clients = {
    apiUrl: system.running().apiUrl,
    // Keys of different scenarios over one system must not meet.
    seed: [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007, seed),
    officers,
    ledger,
    duplicated,
    patienceMs,
  };
  const fallingDue = await fallDueSoon(system, db, dueCount);
  const [strikes] = await Promise.all([nemesis(ledger, count), liveCases(clients, { cases: count, atOnce, longest })]);
  const report = await check(system, db, ledger, strikes, fallingDue);
  console.log(summary(name, seed, report));
  expect(report.findings).toEqual([]);
  expect(report.cases).toBe(count);
  return report;
};
