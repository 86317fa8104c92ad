// Receipts whose case nobody could start for some minutes: the dispatcher goes on trying, and a person should know.
import type { Database } from '../../db/client.ts';
import { settleFindings, troubledCases } from '../../db/incidents.ts';
import { waitingReceipts } from '../../db/reconcile.ts';
import { receiptKind, receiptWaiting } from './findings.ts';

/** Receipts told of in one round; the oldest first. */
const most = 1_000;

/** Examines and settles. @param before receipts given before this should have been started */
export const examineReceipts = async (db: Database, before: Date): Promise<void> => {
  const waiting = await waitingReceipts(db, before, most);
  const told = await troubledCases(db, [receiptKind], { after: 0, limit: most });
  const caseNos = [...new Set([...waiting, ...told].map(({ caseNo }) => caseNo))];
  if (caseNos.length === 0) return;
  await settleFindings(db, { kinds: [receiptKind], caseNos }, waiting.map(receiptWaiting));
};
