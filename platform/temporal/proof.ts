// How the API asks for the three-way check of a case, which only a worker can do: an activity of its own (without a workflow) on a task
// queue of its own, so that it never stands in the way of the cases' tasks (docs/adr/).
import type { Verdict } from '../../workflows/contract/verdict.ts';

export interface ProofActivities {
  /** @throws Error when the ledger has no such case */
  proveCase(caseNo: string): Promise<Verdict>;
}

/** Beside the cases' task queue. */
export const proofQueueOf = (taskQueue: string): string => `${taskQueue}-proofs`;

/** One check of a case at a time: who asks meanwhile hears of the one that is under way. */
export const proofIdOf = (caseNo: string): string => `proof/${caseNo}`;

/** How long a check may wait for a worker and how long it may take, in ms. */
export const proofPatience = { start: 10_000, run: 45_000 };
