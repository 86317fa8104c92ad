// The verdict of the three-way check of a case (三方对账): what the worker finds, what the API answers and the console shows.
import { z } from 'zod';
import { CaseNo, Hash } from './ids.ts';

/** One comparison and its finding; `ok` null: could not be made, `detail` says why. */
export const Comparison = z.object({
  /**
   * The ledger with itself and its seals; with the ledger: the read model, the replayed histories, the published type and calendars, and the
   * vault's texts and files.
   */
  name: z.enum(['chain', 'readModel', 'replay', 'rules', 'texts']),
  ok: z.boolean().nullable(),
  /** The event at which they part; null: they agree, or it is not about one event. */
  seq: z.int().positive().nullable(),
  /** Chinese, then English. */
  detail: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;

export const Verdict = z.object({
  caseNo: CaseNo,
  events: z.int(),
  /** Runs of its workflow. */
  runs: z.int(),
  /** Hash of the state that the ledger folds to; null when it cannot be trusted to its end. */
  stateHash: Hash.nullable(),
  comparisons: z.array(Comparison),
  /** True when every comparison was made and holds. */
  agrees: z.boolean(),
});
export type Verdict = z.infer<typeof Verdict>;
