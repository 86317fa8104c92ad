// The state of a case: what `evolve` folds from the events. Plain JSON, carried across continue-as-new, compared by its hash.
import { z } from 'zod';
import { Clock, TimeLimit } from './calendar.ts';
import { CaseTypeRef, Phase, StepName } from './case-type.ts';
import { Intake } from './command.ts';
import { CaseNo, CommandId, Hash, Instant } from './ids.ts';
import { OrgPath } from './org-path.ts';
import { AttachmentRef } from './vault.ts';

/** 四级满意度 */
export const satisfactions = ['verySatisfied', 'satisfied', 'basicallySatisfied', 'dissatisfied'] as const;
export const Satisfaction = z.enum(satisfactions);
export type Satisfaction = z.infer<typeof Satisfaction>;

/** A request for approval that awaits a superior: an extension or a suspension. */
export const PendingRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('extension'),
    by: OrgPath,
    at: Instant,
    clock: z.enum(['case', 'step']),
    limit: TimeLimit,
  }),
  z.strictObject({ kind: z.literal('suspension'), by: OrgPath, at: Instant, until: Instant }),
]);
export type PendingRequest = z.infer<typeof PendingRequest>;

export const CaseState = z.strictObject({
  v: z.literal(1),
  caseNo: CaseNo,
  /** The last event: its number, hash and time. */
  seq: z.int().positive(),
  head: Hash,
  at: Instant,
  type: CaseTypeRef,
  rehearsal: z.boolean(),
  intake: Intake,
  /** open: going round the loop; closed: may still be reopened; archived: ended. */
  status: z.enum(['open', 'closed', 'archived']),
  outcome: z.enum(['resolved', 'withdrawn']).nullable(),
  phase: Phase,
  step: StepName,
  enteredStepAt: Instant,
  /** The named responsible party, since when. */
  responsible: OrgPath,
  responsibleSince: Instant,
  /** After an escalation or take-over: the original party, which goes on working. */
  handler: OrgPath.nullable(),
  /** Every unit that ever had a part in it, in order of appearance; decides who may see the case. */
  involved: z.array(OrgPath),
  /** Handovers not yet returned: the sender, the step that it was in, and who has it from the sender now. */
  handovers: z.array(z.strictObject({ from: OrgPath, step: StepName, to: OrgPath })),
  /** Times that the case changed hands: dispatches, returns, reassignments, arbitration. */
  hops: z.int().min(0),
  /** Returns since reception. */
  returns: z.int().min(0),
  /** Waiting for the common superior's decision after too many returns. */
  contested: z.boolean(),
  /** The superior has decided: no more returns. */
  settled: z.boolean(),
  /** Running or paused; empty once closed. */
  clocks: z.array(Clock),
  /** A running supervision card; `replied` false while the reply is owed. */
  supervision: z
    .strictObject({ card: z.enum(['yellow', 'red']), by: OrgPath, at: Instant, replied: z.boolean() })
    .nullable(),
  request: PendingRequest.nullable(),
  suspension: z.strictObject({ since: Instant, until: Instant, approvedBy: OrgPath }).nullable(),
  urges: z.int().min(0),
  /** Levels raised by the ladder. */
  raises: z.int().min(0),
  redos: z.int().min(0),
  reopens: z.int().min(0),
  /** Ever marked overdue, in any step. */
  wasOverdue: z.boolean(),
  satisfaction: Satisfaction.nullable(),
  attachments: z.array(AttachmentRef),
  closedAt: Instant.nullable(),
  archiveAt: Instant.nullable(),
});
export type CaseState = z.infer<typeof CaseState>;

/** What a run hands to the next: everything the case is, and the keys of commands already applied. */
export const CarriedCase = z.strictObject({
  v: z.literal(1),
  state: CaseState,
  /**
   * By command id, oldest first: what it was and what it answered. Older ones are refused by the ledger's unique key.
   * `bodyHash` is null for a command known from the ledger only.
   */
  applied: z.array(z.strictObject({ id: CommandId, bodyHash: Hash.nullable(), seq: z.int().positive(), head: Hash })),
});
export type CarriedCase = z.infer<typeof CarriedCase>;
