// Telling a case that its ledger is ahead: a worker died between a commit and the answer, and the engine forgot the decision (ADR 2).
import type { Client } from '@temporalio/client';
import type { Outcome } from '../../workflows/contract/command.ts';
import { messages, workflowIdOf } from '../../workflows/contract/ids.ts';
import type { CaseState } from '../../workflows/contract/state.ts';

/**
 * Lets a case take over what its ledger holds; nothing happens when it knows as much already.
 * @param seq where the ledger stands
 * @returns whether it was behind
 */
export const catchUp = async (client: Client, caseNo: string, seq: number): Promise<boolean> => {
  const handle = client.workflow.getHandle(workflowIdOf(caseNo));
  const state = await handle.query<CaseState | null>(messages.state);
  if (!state || state.seq >= seq) return false;
  await handle.executeUpdate<Outcome, []>(messages.catchUp);
  return true;
};
