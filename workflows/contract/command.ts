// What goes into a case: commands of people, and the passing of time. Every command names its actor, the authority acted under,
// a reason and an idempotency key.
import { z } from 'zod';
import { Actor, Authority } from './actor.ts';
import { WorkingCalendar } from './calendar.ts';
import { CaseTypeDefinition, Source, Urgency } from './case-type.ts';
import { ActionInput } from './fields.ts';
import { CaseNo, CommandId, Hash, Instant } from './ids.ts';
import { memo } from './memo.ts';
import { OrgPath } from './org-path.ts';
import { AttachmentRef, TextRef } from './vault.ts';

export const Command = z.strictObject({
  id: CommandId,
  /** SHA-256 of the caller's action, input and reason: the same id with another body is refused (`KeyReused`). */
  bodyHash: Hash,
  action: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  input: ActionInput,
  reason: TextRef.nullable(),
  actor: Actor,
  authority: Authority,
  /** The number of the case's last event when its author decided; absent: it holds whatever happened since. */
  expectedSeq: z.int().positive().optional(),
});
export type Command = z.infer<typeof Command>;

/** The request as it was received; texts and persons by reference. */
export const Intake = z.strictObject({
  source: Source,
  category: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  urgency: Urgency,
  area: OrgPath,
  receivedAt: Instant,
  description: TextRef,
  reporter: TextRef.nullable(),
  place: TextRef.nullable(),
  attachments: z.array(AttachmentRef).max(20),
});
export type Intake = z.infer<typeof Intake>;

/** Makes a running case follow another version of its calendar; sent by the system when a calendar was edited. */
export const AdoptCalendar = z.strictObject({
  id: CommandId,
  bodyHash: Hash,
  action: z.literal('adoptCalendar'),
  calendar: WorkingCalendar,
  reason: TextRef.nullable(),
  actor: Actor,
  authority: Authority,
});
export type AdoptCalendar = z.infer<typeof AdoptCalendar>;

/** What a running case is told. */
export const Message = z.union([Command, AdoptCalendar]);
export type Message = z.infer<typeof Message>;

/** The input of a case's first run. */
export const OpenCase = z.strictObject({
  v: z.literal(1),
  caseNo: CaseNo,
  definition: CaseTypeDefinition,
  calendar: WorkingCalendar,
  /** Time may be skipped; kept out of real statistics and work lists. */
  rehearsal: z.boolean(),
  intake: Intake,
  /** The intake's idempotency key. */
  id: CommandId,
  bodyHash: Hash,
  actor: Actor,
  authority: Authority,
});
export type OpenCase = z.infer<typeof OpenCase>;

/** Whose case is asked for when it is opened: after the database fell back, its number may be another request's. */
export type ReceptionAsked = Pick<Intake, 'receivedAt'>;

const Opening = OpenCase.omit({ definition: true, calendar: true });
const definitionOf = memo((value: unknown) => CaseTypeDefinition.parse(value));
const calendarOf = memo((value: unknown) => WorkingCalendar.parse(value));

/** Parses the opening of a case; its definition and its calendar, which thousands of cases have in common, once only. @throws ZodError */
export const parseOpening = ({ definition, calendar, ...opening }: OpenCase): OpenCase => ({
  ...Opening.parse(opening),
  definition: definitionOf(definition),
  calendar: calendarOf(calendar),
});

/** What an accepted command answers: where the ledger stands with it. */
export const Outcome = z.strictObject({ seq: z.int().positive(), head: Hash });
export type Outcome = z.infer<typeof Outcome>;
