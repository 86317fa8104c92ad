// Exports the runs of cases that were cut off. The exporter waits for a run that follows, and after an operator's terminate or reset none may
// have committed anything before the engine forgets the one before.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { runsWithoutHistory } from '../../db/reconcile.ts';
import { exportRun } from '../exporter.ts';

/** Exports every run of these cases that has ended; what the engine has forgotten is left to the exporter, which reports it. */
export const keepHistories = async (db: Database, client: Client, caseNos: readonly string[]): Promise<void> => {
  for (const run of await runsWithoutHistory(db, caseNos)) {
    await exportRun(db, client, run).catch((error) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }
};
