// What happened to a case: numbered by the case, canonical JSON, each carrying the hash of the one before. An event holds all that
// it changed (new clocks included), so that the state folds from events alone, without definition or calendar.
import { z } from 'zod';
import { Actor, Authority } from './actor.ts';
import { CalendarRef, Clock, ClockName, Rung, TimeLimit } from './calendar.ts';
import { CaseTypeRef, Phase, StepName } from './case-type.ts';
import { Intake } from './command.ts';
import { ActionInput } from './fields.ts';
import { CaseNo, CommandId, Hash, Instant } from './ids.ts';
import { OrgPath } from './org-path.ts';
import { AttachmentRef, TextRef } from './vault.ts';

/** Entering a step: who answers for it now, and its own clock. */
export const Transition = z.strictObject({
  step: StepName,
  phase: Phase,
  responsible: OrgPath,
  clock: Clock,
});
export type Transition = z.infer<typeof Transition>;

/** An action of the case type; `transition` null: the case stays in its step. */
const acted = z.strictObject({
  action: z.string(),
  input: ActionInput,
  transition: Transition.nullable(),
});

/**
 * A rung decided. `skipped`: rungs that had fallen due meanwhile (an outage) and are covered by this decision. `next`: what comes when the
 * clock's ladder is used up, where its type says `again`.
 */
const rung = {
  clock: ClockName,
  due: Instant,
  skipped: z.array(z.enum(['remind', 'overdue', 'raise'])),
  next: Rung.optional(),
};

const card = z.enum(['yellow', 'red']);
const cleared = z.strictObject({ clocks: z.array(Clock) });

/** The body of each event type, by the field's own verbs. */
export const eventBodies = {
  /** 受理 */
  received: z.strictObject({
    type: CaseTypeRef,
    rehearsal: z.boolean(),
    intake: Intake,
    caseClock: Clock,
    transition: Transition,
  }),
  /** 核实 */
  verified: acted,
  /** 当场办结 */
  resolvedOnSpot: acted,
  /** 交办 */
  dispatched: acted,
  /** 推进（类型自有动作） */
  advanced: acted,
  /** 处置完成 */
  completed: acted,
  /** 反馈 */
  replied: acted,
  /** 回访 */
  calledBack: acted,
  /** 重办 */
  redone: acted,
  /** 复盘 */
  reviewed: acted,
  /** 办结 */
  closed: z.strictObject({ action: z.string(), input: ActionInput, archiveAt: Instant }),
  /** 接管 */
  takenOver: z.strictObject({ from: OrgPath }),
  /** 退回；contested：退回过多，转共同上级裁定 */
  returned: z.strictObject({ from: OrgPath, contested: z.boolean(), transition: Transition }),
  /** 裁定 */
  arbitrated: z.strictObject({ unit: OrgPath, transition: Transition }),
  /** 改派 */
  reassigned: z.strictObject({ from: OrgPath, to: OrgPath }),
  /** 提级 */
  escalated: z.strictObject({ from: OrgPath, to: OrgPath }),
  /** 催办 */
  urged: z.strictObject({}),
  /** 督办 */
  supervised: z.strictObject({ card, clock: Clock }),
  /** 督办回复 */
  supervisionReplied: z.strictObject({}),
  /** 申请延期 */
  extensionRequested: z.strictObject({ clock: z.enum(['case', 'step']), limit: TimeLimit }),
  /** 同意延期 */
  extensionApproved: cleared,
  /** 不同意延期 */
  extensionRefused: z.strictObject({}),
  /** 申请挂起 */
  suspensionRequested: z.strictObject({ until: Instant }),
  /** 同意挂起 */
  suspended: z.strictObject({ until: Instant, clocks: z.array(Clock) }),
  /** 不同意挂起 */
  suspensionRefused: z.strictObject({}),
  /** 恢复 */
  resumed: cleared,
  /** 重启 */
  reopened: z.strictObject({ caseClock: Clock, transition: Transition }),
  /** 撤回 */
  withdrawn: z.strictObject({ archiveAt: Instant }),
  /** 备注 */
  noted: z.strictObject({ text: TextRef }),
  /** 补充材料 */
  attached: z.strictObject({ attachments: z.array(AttachmentRef).min(1) }),
  /** 临期提醒；超期后仍未办完、已无上级可上提的，再次提醒 */
  reminded: z.strictObject(rung),
  /** 超期 */
  markedOverdue: z.strictObject(rung),
  /** 逐级上提 */
  raised: z.strictObject({ ...rung, from: OrgPath, to: OrgPath }),
  /** 督办逾期未回复，升为红牌 */
  cardRaised: z.strictObject({ due: Instant }),
  /** 日历变更，时限重算 */
  calendarAdopted: z.strictObject({
    calendar: CalendarRef,
    clocks: z.array(Clock),
    moved: z.array(z.strictObject({ clock: ClockName, from: Instant.nullable(), to: Instant.nullable() })),
  }),
  /** 归档 */
  archived: z.strictObject({}),
} as const;

export type EventType = keyof typeof eventBodies;
export type EventBody<T extends EventType = EventType> = z.infer<(typeof eventBodies)[T]>;
export const eventTypes = Object.keys(eventBodies) as EventType[];

/** What `decide` yields: an event before it is numbered and chained. */
export type Decided = {
  [T in EventType]: {
    type: T;
    /** When it took effect; a rung decided late keeps its own time in `data.due`. */
    at: Instant;
    actor: Actor;
    authority: Authority;
    reason: TextRef | null;
    /** Of the command that caused it; null when time did. */
    commandId: string | null;
    data: EventBody<T>;
  };
}[EventType];

const Envelope = z.strictObject({
  v: z.literal(1),
  caseNo: CaseNo,
  /** From 1, without gaps, carried across continue-as-new. */
  seq: z.int().positive(),
  type: z.enum(eventTypes as [EventType, ...EventType[]]),
  at: Instant,
  actor: Actor,
  authority: Authority,
  reason: TextRef.nullable(),
  commandId: CommandId.nullable(),
  data: z.unknown(),
  /** Hash of the event before; 64 zeros for the first. */
  prev: Hash,
  /** SHA-256 of the RFC 8785 form of this event without `hash`. */
  hash: Hash,
});

/** An event of the ledger. */
export type CaseEvent = Decided & { v: 1; caseNo: CaseNo; seq: number; prev: string; hash: string };

/** Parses an event from outside (an export, a ledger row). @throws ZodError when it is not one. */
export const parseEvent = (value: unknown): CaseEvent => {
  const envelope = Envelope.parse(value);
  return { ...envelope, data: eventBodies[envelope.type].parse(envelope.data) } as CaseEvent;
};

export const genesis = '0'.repeat(64);
