// A case type as data: steps inside the five fixed phases, with owner, time limit, actions, fields and where each leads.
// Authors write it with `sdk/define-case-type.ts`; this is the plain JSON that travels with a case from its start, from run to run. It says
// what a definition is; how much one may hold is asked when it is published (`sdk/checks/bounds.ts`), never of a case that carries it.
import { z } from 'zod';
import { Relation } from './actor.ts';
import { Ladder, TimeLimit } from './calendar.ts';
import { Field, Label } from './fields.ts';
import { Hash } from './ids.ts';
import { Level } from './org-path.ts';

/** 发现 → 流转 → 处置 → 反馈 → 复盘: the loop, the same for all types. */
export const phases = ['discovery', 'transfer', 'disposal', 'feedback', 'review'] as const;
export const Phase = z.enum(phases);
export type Phase = z.infer<typeof Phase>;

export const urgencies = ['emergency', 'urgent', 'normal', 'complex'] as const;
export const Urgency = z.enum(urgencies);
export type Urgency = z.infer<typeof Urgency>;

export const sources = ['hotline', 'grid', 'online', 'petition', 'patrol', 'leader'] as const;
export const Source = z.enum(sources);
export type Source = z.infer<typeof Source>;

/** One value for all, or one for each urgency. */
const byUrgency = <T extends z.ZodType>(value: T) =>
  z.union([value, z.strictObject({ emergency: value, urgent: value, normal: value, complex: value })]);
export const LimitByUrgency = byUrgency(TimeLimit);
export const LadderByUrgency = byUrgency(Ladder);
export type ByUrgency<T> = T | Record<Urgency, T>;

export const StepName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
export const ActionName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);
export const FieldName = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/);

/**
 * Who becomes responsible on entering a step:
 * `keep` who is; `sender` who handed the case over last; a field of the action (`input`; entered by an action without that field,
 * as by `redo`: who had it from the sender before); a unit of the case's area at a level; a department of the case's county; or by
 * the channel that the request came through.
 */
const PlainOwner = z.union([
  z.literal('keep'),
  z.literal('sender'),
  z.strictObject({ input: FieldName }),
  z.strictObject({ area: Level }),
  z.strictObject({ department: z.string().regex(/^d_[a-z0-9_]+$/) }),
]);
export const OwnerRule = z.union([
  PlainOwner,
  z.strictObject({ bySource: z.partialRecord(Source, PlainOwner), otherwise: PlainOwner }),
]);
export type OwnerRule = z.infer<typeof OwnerRule>;

/** What an action means to the loop; statistics, screens and audits rest on it. */
export const ActionKind = z.enum([
  'verify',
  'resolveOnSpot',
  'dispatch',
  'advance',
  'complete',
  'reply',
  'callBack',
  'redo',
  'review',
  'close',
]);
export type ActionKind = z.infer<typeof ActionKind>;

/** The first route whose condition holds is taken; one without `when` always holds. */
export const Route = z.strictObject({
  when: z.strictObject({ field: FieldName, is: z.array(z.string()).min(1) }).optional(),
  to: StepName,
});

export const ActionDefinition = z.strictObject({
  kind: ActionKind,
  label: Label,
  /** Empty: the case stays in its step. */
  routes: z.array(Route),
  by: z.array(Relation).min(1),
  fields: z.record(FieldName, Field),
  reason: z.enum(['required', 'optional']),
});
export type ActionDefinition = z.infer<typeof ActionDefinition>;

export const StepDefinition = z.strictObject({
  phase: Phase,
  label: Label,
  owner: OwnerRule,
  limit: LimitByUrgency,
  actions: z.record(ActionName, ActionDefinition),
});
export type StepDefinition = z.infer<typeof StepDefinition>;

export const CaseTypeDefinition = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
  version: z.int().positive(),
  label: Label,
  summary: Label,
  /** Categories of request that come to this type when the caller names none, e.g. `water`. */
  categories: z.array(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)),
  initial: StepName,
  steps: z.record(StepName, StepDefinition),
  /** Whole-case limit (总时限). */
  limit: LimitByUrgency,
  ladder: LadderByUrgency,
  /** Within which a supervision must be answered. */
  supervisionReply: TimeLimit,
  /** After closing, how long the case may be reopened before it is archived. */
  reopenWithin: TimeLimit,
  /** Where a reopened case goes on. */
  reopenAt: StepName,
});
export type CaseTypeDefinition = z.infer<typeof CaseTypeDefinition>;

/** Identifies a published definition: `hash` is the SHA-256 of its canonical JSON. */
export const CaseTypeRef = z.strictObject({ name: z.string(), version: z.int().positive(), hash: Hash });
export type CaseTypeRef = z.infer<typeof CaseTypeRef>;

/** The value for an urgency. */
export const forUrgency = <T extends object>(value: ByUrgency<T>, urgency: Urgency): T =>
  'emergency' in value ? (value as Record<Urgency, T>)[urgency] : (value as T);
