// What the workflow needs from outside, as interfaces of its own: activities implement them, so that no type of theirs (and with
// it Node's globals) ever reaches workflow code.
import type { CaseEvent } from '../contract/event.ts';
import type { CaseState } from '../contract/state.ts';

/** One decision, to be written in one transaction. */
export interface Commit {
  /** The run that decided; recorded once a run, for the export of its history. */
  run: { workflowId: string; runId: string };
  /** Consecutive, at least one. */
  events: CaseEvent[];
  /** The state after the last of them. */
  state: CaseState;
}

export type CommitResult =
  /** Written, or found written with the same hashes (a retry). */
  | { head: string }
  /**
   * The ledger holds other events at these numbers: an earlier attempt of this workflow task committed them, and its result was
   * lost before the engine recorded it. They chain from the same head and bear this system's seal, so the ledger's decision
   * stands and the case adopts it.
   */
  | { adopted: CaseEvent[] };

/** Where a case stands in its ledger. */
export interface LedgerPlace {
  caseNo: string;
  seq: number;
  head: string;
}

export interface CaseActivities {
  /**
   * Writes ledger rows, read model and outbox in one transaction.
   * @throws ApplicationFailure `LedgerDiverged` (not retryable): a gap, a fork from another head, or rows without a valid seal.
   */
  commitCase(commit: Commit): Promise<CommitResult>;
  /**
   * What the ledger holds of a case after the event `seq`, whose hash is `head`: nothing, unless an attempt that the engine forgot
   * committed it.
   * @throws ApplicationFailure `LedgerDiverged`: it does not chain from `head`, or bears no valid seal.
   */
  ledgerAfter(place: LedgerPlace): Promise<CaseEvent[]>;
}
