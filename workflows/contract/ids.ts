// Names that outlive a process: case numbers, workflow ids, the update and query names.
import { z } from 'zod';

/** 一案一码: county code, day of receipt (China time), running number of that day: `SF-20261123-00017`. */
export const CaseNo = z.string().regex(/^[A-Z]{2,6}-\d{8}-\d{5,7}$/, 'a case number looks like SF-20261123-00017');
export type CaseNo = z.infer<typeof CaseNo>;

/** One workflow a case; the id is the case number, so Temporal itself refuses a second one. */
export const workflowIdOf = (caseNo: CaseNo): string => `case/${caseNo}`;

export const messages = {
  /** Update: one {@link Command}; answers an {@link Outcome}. */
  command: 'command',
  /**
   * Update, sent with the start: a {@link ReceptionAsked}; answers the {@link Outcome} of the reception once it is in the ledger, and refuses
   * another one.
   */
  received: 'received',
  /**
   * Update without input: the case takes over what its ledger holds beyond what the engine remembers; answers an {@link Outcome}.
   */
  catchUp: 'catchUp',
  /** Query: the {@link CaseState} as the workflow holds it. */
  state: 'state',
} as const;

/** Idempotency key of a command: unique within a case. People's are {@link SentKey}s, the system's {@link systemId}s. */
export const CommandId = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[\x21-\x7e]+$/, 'an idempotency key is 8 to 100 visible ASCII characters');

/** Where the ids of the system's own commands are: who could take one would keep its command from a case. */
export const systemPrefix = 'system:';

/** The id of a command of the system, by what it does. */
export const systemId = (what: string): string => `${systemPrefix}${what}`;

/** A key that a caller may choose. */
export const SentKey = CommandId.refine(
  (key) => !key.startsWith(systemPrefix),
  `keys that begin with "${systemPrefix}" are the system's own`,
);

/**
 * Temporal's id of the update that carries a command: a repetition joins the first one, whose answer stands for good. It holds part of the
 * body's hash and the expected event, so that the same key comes to the case anew with another body, which it refuses, and after its author
 * has seen what happened meanwhile. @param again sets apart an asking that must not be answered with an earlier refusal
 */
export const updateIdOf = (
  { id, bodyHash, expectedSeq }: { id: string; bodyHash: string; expectedSeq?: number | undefined },
  again?: string,
): string => [id, bodyHash.slice(0, 16), expectedSeq, again].filter((part) => part !== undefined).join('/');

/** SHA-256, lower-case hex. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** An instant in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const Instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof Instant>;

/** An ISO date in the calendar's own zone, `2026-11-23`. */
export const LocalDate = z.iso.date();
