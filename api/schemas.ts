// What the API answers, as schemas: they check what leaves, and the OpenAPI document is made from them.
// Requests are described beside their routes.
import { z } from 'zod';
import { Role } from '../workflows/contract/actor.ts';
import { CalendarRef, ClockName, LimitUnit, Rung, TimeLimit, WorkingCalendar } from '../workflows/contract/calendar.ts';
import { CaseTypeDefinition, CaseTypeRef, Phase, Source, Urgency } from '../workflows/contract/case-type.ts';
import { eventTypes } from '../workflows/contract/event.ts';
import { Field, Label } from '../workflows/contract/fields.ts';
import { CaseNo, Hash, Instant } from '../workflows/contract/ids.ts';
import { OrgPath } from '../workflows/contract/org-path.ts';
import { PendingRequest, Satisfaction } from '../workflows/contract/state.ts';
import { AttachmentRef, TextRef } from '../workflows/contract/vault.ts';

// Named once here, so that the OpenAPI document refers to them instead of repeating them.
for (const [id, schema] of Object.entries({
  Label,
  Field,
  TimeLimit,
  WorkingCalendar,
  CaseTypeDefinition,
  AttachmentRef,
  TextRef,
  PendingRequest,
})) {
  z.globalRegistry.add(schema, { id });
}

/** The cursor of the next page; null on the last one. */
const Next = z.string().nullable();

/** A unit by its path and its name. */
export const UnitName = z.object({ unit: OrgPath, name: z.string() }).meta({ id: 'UnitName' });
export type UnitName = z.infer<typeof UnitName>;

const Responsible = UnitName.extend({
  onDuty: z.string().nullable().describe('The person on duty there now; null when nobody is entered.'),
}).meta({ id: 'Responsible' });

export const ClockAnswer = z
  .object({
    name: ClockName,
    limit: TimeLimit,
    calendar: z.string().describe('The working calendar that it follows.'),
    startedAt: Instant,
    due: Instant.nullable().describe('Null while the clock is stopped.'),
    provisional: z.boolean().describe('The calendar of a year on the way is not published yet.'),
    overdue: z.boolean(),
    slackMs: z.int().nullable().describe('Milliseconds left until due; negative when overdue.'),
    next: Rung.nullable().describe('What the ladder does next, and when: a reminder, the overdue mark, a level up.'),
  })
  .meta({ id: 'Clock' });
export type ClockAnswer = z.infer<typeof ClockAnswer>;

export const OfferedAction = z
  .object({
    action: z.string(),
    label: Label,
    reason: z.enum(['required', 'optional']),
    fields: z.record(z.string(), Field),
    to: Responsible.nullable().describe(
      'Who answers for the case once it is done; null: as now, or the form decides it.',
    ),
  })
  .meta({ id: 'OfferedAction' });

/** What lists and details share. */
const CaseCore = z.object({
  caseNo: CaseNo,
  seq: z.int(),
  status: z.enum(['open', 'closed', 'archived']),
  outcome: z.enum(['resolved', 'withdrawn']).nullable(),
  phase: Phase,
  step: z.string(),
  stepLabel: Label,
  typeLabel: Label,
  source: Source,
  category: z.string(),
  urgency: Urgency,
  area: OrgPath,
  areaName: z.string(),
  card: z.enum(['yellow', 'red']).nullable(),
  satisfaction: Satisfaction.nullable(),
  rehearsal: z.boolean(),
  receivedAt: Instant,
  closedAt: Instant.nullable(),
});

export const CaseAnswer = CaseCore.extend({
  etag: z.string(),
  type: CaseTypeRef,
  responsible: Responsible,
  handler: UnitName.nullable().describe('The party that goes on working after an escalation.'),
  since: Instant.describe('Since when the responsible party has it.'),
  now: Instant.describe("The case's own present; virtual for a rehearsal."),
  clocks: z.array(ClockAnswer),
  supervision: z.object({ card: z.enum(['yellow', 'red']), by: OrgPath, at: Instant, replied: z.boolean() }).nullable(),
  request: PendingRequest.nullable(),
  suspension: z.object({ since: Instant, until: Instant, approvedBy: OrgPath }).nullable(),
  contested: z.boolean(),
  urges: z.int().describe('How often it was urged on.'),
  hops: z.int(),
  returns: z.int(),
  texts: z
    .object({
      description: z.string().nullable(),
      place: z.string().nullable(),
      reporter: z.string().nullable().describe('Masked for those who do not work on the case.'),
    })
    .nullable()
    .describe('Null for roles that may not read texts.'),
  attachments: z.array(AttachmentRef),
  incidents: z
    .array(z.object({ kind: z.string(), at: Instant, what: z.string() }))
    .describe('What the system found wrong with it and nobody has settled; for those who answer for others only.'),
  allowed: z.array(OfferedAction).describe('What the caller may do now.'),
}).meta({ id: 'Case' });
export type CaseAnswer = z.infer<typeof CaseAnswer>;

export const CaseListItem = CaseCore.omit({ stepLabel: true, typeLabel: true })
  .extend({
    type: z.string(),
    responsible: UnitName,
    due: Instant.nullable(),
    overdue: z.boolean(),
    slackMs: z.int().nullable(),
  })
  .meta({ id: 'CaseListItem' });
export type CaseListItem = z.infer<typeof CaseListItem>;

export const WorkListItem = CaseListItem.extend({
  stepLabel: Label,
  typeLabel: Label,
  title: z.string().nullable().describe('The beginning of the description; null for roles that may not read texts.'),
  responsible: Responsible,
  since: Instant.describe('Since when the responsible party has it.'),
  calendar: z.string().describe('The working calendar that its clocks follow.'),
  clock: z
    .object({ name: ClockName, unit: LimitUnit, provisional: z.boolean() })
    .nullable()
    .describe('The clock that `due` is of.'),
  suspended: z.boolean(),
  contested: z.boolean(),
  request: z.enum(['extension', 'suspension']).nullable().describe('What waits for the superior.'),
  urges: z.int().describe('How often it was urged on.'),
}).meta({ id: 'WorkListItem' });
export type WorkListItem = z.infer<typeof WorkListItem>;

export const CaseList = z.object({ items: z.array(WorkListItem), next: Next }).meta({ id: 'CaseList' });

export const Receipt = z
  .object({ caseNo: CaseNo, secret: z.string(), receivedAt: Instant })
  .meta({ id: 'Receipt', description: 'For the resident: with both they follow their case.' });
export type Receipt = z.infer<typeof Receipt>;

export const Received = z.object({ caseNo: CaseNo, receipt: Receipt, state: CaseAnswer }).meta({ id: 'Received' });
export const Accepted = z
  .object({ caseNo: CaseNo, receipt: Receipt, notice: z.string() })
  .meta({ id: 'Accepted', description: 'Received for certain; it will be opened as soon as the engine is back.' });

export const EventAnswer = z
  .object({
    seq: z.int(),
    type: z.enum(eventTypes as [(typeof eventTypes)[number], ...(typeof eventTypes)[number][]]),
    at: Instant,
    person: z.object({ id: z.string(), name: z.string().nullable() }),
    unit: UnitName,
    authority: z.object({ role: Role, unit: OrgPath, name: z.string(), basis: z.enum(['duty', 'receipt', 'system']) }),
    reason: z.string().nullable().describe('Null when there is none, it was erased, or the caller may not read it.'),
    texts: z.record(z.string(), z.string().nullable()).describe('Texts of the input by field.'),
    files: z.array(AttachmentRef).describe('Files that came with it, as far as the caller may see them.'),
    commandId: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
    prev: Hash,
    hash: Hash,
  })
  .meta({ id: 'Event' });
export type EventAnswer = z.infer<typeof EventAnswer>;
export const EventList = z.object({ items: z.array(EventAnswer), next: Next }).meta({ id: 'EventList' });

export const DerivationAnswer = z
  .object({
    clock: ClockName,
    limit: TimeLimit,
    startedAt: Instant,
    calendar: CalendarRef.extend({ notices: z.array(z.string()) }),
    lines: z.array(
      z.object({
        from: Instant,
        to: Instant,
        effect: z.enum(['counted', 'excluded', 'mark']),
        amount: z.number(),
        why: z.string(),
      }),
    ),
    due: Instant.nullable(),
    provisional: z.boolean(),
  })
  .meta({ id: 'Derivation', description: 'How a deadline comes about, line by line.' });

export { AttachmentRef };
