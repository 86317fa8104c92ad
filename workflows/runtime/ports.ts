// What the workflow needs from outside, as interfaces of its own: activities implement them, so that no type of theirs (and with
// it Node's globals) ever reaches workflow code.
import type { WorkingCalendar } from '../contract/calendar.ts';
import type { CaseEvent } from '../contract/event.ts';
import type { Instant } from '../contract/ids.ts';
import type { CaseState } from '../contract/state.ts';

/** What is written of a decision, in one transaction. */
export interface Commit {
  /** The run that decided; recorded once a run, for the export of its history. */
  run: { workflowId: string; runId: string };
  /** Consecutive, at least one. */
  events: CaseEvent[];
  /** The state after the last of them. */
  state: CaseState;
}

/** One decision as the workflow hands it over. */
export interface Decision extends Commit {
  /** The instant that it was taken at; everything in it follows from the state, the command and this. */
  now: Instant;
}

export type CommitResult =
  /**
   * Written, or found written with the same hashes (a retry). `now` comes back, so that the history holds it: after a local activity
   * the SDK may tell a replay another time than it told then, when several updates share a workflow task.
   */
  | { head: string; now?: Instant }
  /**
   * The ledger holds other events at these numbers: an earlier attempt of this workflow task committed them, and its result was
   * lost before the engine recorded it. They chain from the same head and bear this system's seal, so the ledger's decision
   * stands and the case adopts it.
   */
  | Adopted;

/** What the ledger holds and the engine forgot. */
export interface Adopted {
  adopted: CaseEvent[];
  /** The calendar that these events say the case follows; none: they do not say. */
  calendar?: WorkingCalendar;
}

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
  commitCase(decision: Decision): Promise<CommitResult>;
  /**
   * What the ledger holds of a case after the event `seq`, whose hash is `head`: nothing, unless an attempt that the engine forgot
   * committed it.
   * @throws ApplicationFailure `LedgerDiverged`: it does not chain from `head`, or bears no valid seal.
   */
  ledgerAfter(place: LedgerPlace): Promise<Adopted>;
}
