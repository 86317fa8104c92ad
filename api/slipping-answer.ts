// A line of the supervisor's list: a case as the work list has it, and what one needs to step in: rung, cards, who is on duty, what may
// be done.
import { z } from 'zod';
import type { SlippingCase } from '../db/slipping.ts';
import { allowedActions } from '../workflows/case/actions.ts';
import { ClockName, LimitUnit } from '../workflows/contract/calendar.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import { Label } from '../workflows/contract/fields.ts';
import { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { actingOn, type Person } from './caller.ts';
import { labelsOf, listItem } from './case-answer.ts';
import { CaseListItem, UnitName } from './schemas.ts';

const SlippingItem = CaseListItem.extend({
  stepLabel: Label,
  typeLabel: Label,
  responsible: UnitName.extend({ onDuty: z.string().nullable() }),
  handler: UnitName.nullable().describe('The party that goes on working after an escalation.'),
  clock: z
    .object({ name: ClockName, unit: LimitUnit, calendar: z.string(), provisional: z.boolean() })
    .nullable()
    .describe('Whose deadline comes first; null while none runs.'),
  now: Instant.describe("The case's own present; a rehearsal's is that of its last event."),
  rung: z.int().describe('0 none yet, 1 reminded, 2 overdue, 3 raised one level, 4 two levels …'),
  supervision: z
    .object({
      card: z.enum(['yellow', 'red']),
      by: UnitName,
      at: Instant,
      replied: z.boolean(),
      due: Instant.nullable(),
    })
    .nullable(),
  urges: z.int(),
  allowed: z
    .array(z.string())
    .describe('What the caller may do to step in: supervise, urge, reassign, escalate, takeOver.'),
}).meta({ id: 'SlippingCase' });

export const SlippingList = z
  .object({ items: z.array(SlippingItem), next: z.string().nullable() })
  .meta({ id: 'SlippingList' });

/** What one does about a case that slips. */
const remedies: readonly string[] = ['supervise', 'urge', 'reassign', 'escalate', 'takeOver'];

/** The units that {@link slippingItem} names. */
export const unitsOf = ({ intake, responsible, handler, supervision }: CaseState): OrgPath[] =>
  [intake.area, responsible, handler, supervision?.by].filter((unit) => typeof unit === 'string');

interface Beside {
  definition: CaseTypeDefinition | null;
  names: ReadonlyMap<OrgPath, string>;
  onDuty: ReadonlyMap<OrgPath, string>;
}

export const slippingItem = (
  { state, due, overdue, rung, replyDue, present }: SlippingCase,
  caller: Person,
  { definition, names, onDuty }: Beside,
): z.infer<typeof SlippingItem> => {
  const named = (unit: OrgPath) => ({ unit, name: names.get(unit) ?? unit });
  const { responsible, handler, supervision } = state;
  const clock = state.clocks.find((each) => each.due !== null && each.due === due);
  return {
    ...listItem({ state, due, overdue }, names, new Date(present)),
    ...labelsOf(state, definition),
    responsible: { ...named(responsible), onDuty: onDuty.get(responsible) ?? null },
    handler: handler === null ? null : named(handler),
    clock: clock
      ? { name: clock.name, unit: clock.limit.unit, calendar: clock.calendar.name, provisional: clock.provisional }
      : null,
    now: present,
    rung,
    supervision: supervision && { ...supervision, by: named(supervision.by), due: replyDue },
    urges: state.urges,
    allowed: (definition ? allowedActions(state, definition, actingOn(caller, state).authority) : [])
      .map(({ action }) => action)
      .filter((action) => remedies.includes(action)),
  };
};
