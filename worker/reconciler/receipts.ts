// Receipts whose case nobody could start for some minutes: the dispatcher goes on trying, and a person should know.
import type { Database } from '../../db/client.ts';
import { settleKind } from '../../db/incidents.ts';
import { waitingReceipts } from '../../db/reconcile.ts';
import { receiptKind, receiptWaiting } from './findings.ts';

/** Receipts told of in one round; the oldest first. */
const most = 1_000;

/** Examines and settles. @param before receipts given before this should have been started */
export const examineReceipts = async (db: Database, before: Date): Promise<void> =>
  settleKind(db, receiptKind, (await waitingReceipts(db, before, most)).map(receiptWaiting));
