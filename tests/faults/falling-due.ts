// Cases that fall due while parts are struck. Those that the clients open have days: without these, nothing would be known of time under faults.
import type { Database } from '../../db/client.ts';
import { emergencyLimitMs, writeReceipts } from '../support/backlog.ts';
import type { System } from '../support/system.ts';

/** Within so many ms the first limits of the cases pass, one after the other. */
const withinMs = 20_000;

/** Writes receipts of emergencies, whose cases the dispatcher opens. @returns their numbers */
export const fallDueSoon = (system: System, db: Database, cases: number): Promise<string[]> => {
  const now = Date.now();
  return writeReceipts(system, db, {
    cases,
    urgency: 'emergency',
    receivedAt: (index) => new Date(now + ((index + 1) * withinMs) / cases - emergencyLimitMs),
  });
};
