// Starts the cases of receipts that nobody started: their API died, or the engine was away when they were given.
import { type Client, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Database } from '../db/client.ts';
import { claimWaiting, noteStartFailure } from '../db/intake.ts';
import type { Logger } from '../platform/logger.ts';
import { openCase } from '../platform/temporal/open-case.ts';
import { decideOpen } from '../workflows/case/decide.ts';

/** Cases started in one round. */
const batch = 20;

/** How long one start may take, in ms. */
const patience = 10_000;

export interface DispatcherDeps {
  db: Database;
  client: Client;
  taskQueue: string;
  logger: Logger;
}

/** One round; a receipt waits on until the commit of its reception says that its case runs. @returns how many receipts were looked at; a full batch means that there may be more */
export const dispatch = async ({ db, client, taskQueue, logger }: DispatcherDeps): Promise<number> => {
  const waiting = await claimWaiting(db, batch);
  await Promise.all(
    waiting.map(async (open) => {
      try {
        // What cannot be decided yet (a calendar's year is missing) need not be started: it would only park.
        decideOpen(open);
        await client.withDeadline(Date.now() + patience, () => openCase(client, taskQueue, open));
        logger.info({ caseNo: open.caseNo }, 'case started from its receipt');
      } catch (error) {
        await noteStartFailure(db, open.caseNo, whyOf(error));
        logger.warn({ caseNo: open.caseNo, code: (error as Error).name }, 'a receipt still waits for its case');
      }
    }),
  );
  return waiting.length;
};

/** A case that refuses says why in what its refusal rests on. */
const whyOf = (error: unknown): string =>
  String((error instanceof WorkflowUpdateFailedError ? error.cause : (error as Error))?.message);
