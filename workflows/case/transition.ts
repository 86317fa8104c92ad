// Entering a step: which one, who answers for it, and its clocks.

import type { Clock, Ladder, WorkingCalendar } from '../contract/calendar.ts';
import type {
  ActionDefinition,
  CaseTypeDefinition,
  OwnerRule,
  StepDefinition,
  Urgency,
} from '../contract/case-type.ts';
import { forUrgency } from '../contract/case-type.ts';
import type { Intake } from '../contract/command.ts';
import type { Transition } from '../contract/event.ts';
import { CaseFailure } from '../contract/failures.ts';
import type { ActionInput, Fields } from '../contract/fields.ts';
import type { Instant } from '../contract/ids.ts';
import { atLevel, type OrgPath, sameCounty } from '../contract/org-path.ts';
import type { CaseState } from '../contract/state.ts';
import { startClock } from './clock.ts';

/** What a decision rests on beside the state. */
export interface Context {
  definition: CaseTypeDefinition;
  calendar: WorkingCalendar;
  now: Instant;
}

/** A case as far as an owner rule looks at it; before reception there is only the intake. */
export interface Holder extends Pick<CaseState, 'responsible' | 'handovers'> {
  intake: Pick<Intake, 'source' | 'area'>;
}

const ownerOf = (rule: OwnerRule, holder: Holder, input: ActionInput): OrgPath => {
  const last = holder.handovers.at(-1);
  const plain = plainRule(rule, holder);
  if (plain === 'keep') return holder.responsible;
  if (plain === 'sender') return last?.from ?? holder.responsible;
  if ('input' in plain) {
    const unit = input[plain.input];
    return typeof unit === 'string' ? unit : (last?.to ?? holder.responsible);
  }
  if ('area' in plain) return atLevel(holder.intake.area, plain.area);
  return `${atLevel(holder.intake.area, 'county')}.${plain.department}`;
};

const plainRule = (rule: OwnerRule, { intake }: Holder) =>
  typeof rule === 'object' && 'bySource' in rule ? (rule.bySource[intake.source] ?? rule.otherwise) : rule;

/** The unit that a step names whatever has become of the case: one of its area or a department; null: it names none. */
export const fixedOwner = (rule: OwnerRule, holder: Holder): OrgPath | null => {
  const plain = plainRule(rule, holder);
  return typeof plain === 'object' && !('input' in plain) ? ownerOf(plain, holder, {}) : null;
};

/** Who a step makes responsible before the form of the action that leads there is filled in; null: one of these fields decides it. */
export const ownerWithout = (rule: OwnerRule, holder: Holder, fields: Fields): OrgPath | null => {
  const plain = plainRule(rule, holder);
  const isAsked = typeof plain === 'object' && 'input' in plain && Object.hasOwn(fields, plain.input);
  return isAsked ? null : ownerOf(plain, holder, {});
};

/** @throws CaseFailure CaseTypeInvalid when the type has no such step (its checks rule this out before publishing). */
export const stepOf = (definition: CaseTypeDefinition, step: string): StepDefinition => {
  const found = definition.steps[step];
  if (!found) throw new CaseFailure('CaseTypeInvalid', `The type ${definition.name} has no step "${step}".`);
  return found;
};

export const ladderOf = (definition: CaseTypeDefinition, urgency: Urgency): Ladder =>
  forUrgency(definition.ladder, urgency);

/** Levels are raised by the clock of whoever holds the case now; the whole case's clock reminds and marks. */
export const ladderFor = (
  clock: Pick<Clock, 'name'>,
  definition: CaseTypeDefinition,
  urgency: Urgency,
): Ladder | null => {
  const ladder = ladderOf(definition, urgency);
  if (clock.name === 'step') return ladder;
  return clock.name === 'case' ? { remindAt: ladder.remindAt, raises: [] } : null;
};

/** Enters `step` at `at`; `unit` overrides the step's owner rule. */
export const enterStep = (
  step: string,
  holder: Holder & { intake: Pick<Intake, 'urgency'> },
  input: ActionInput,
  at: Instant,
  { definition, calendar }: Context,
  unit?: OrgPath,
): Transition => {
  const found = stepOf(definition, step);
  const { urgency } = holder.intake;
  return {
    step,
    phase: found.phase,
    responsible: unit ?? ownerOf(found.owner, holder, input),
    clock: startClock(
      { name: 'step', limit: forUrgency(found.limit, urgency), at },
      calendar,
      ladderFor({ name: 'step' }, definition, urgency),
    ),
  };
};

/** The clock of the whole case, from `at`. */
export const startCaseClock = (intake: Intake, at: Instant, { definition, calendar }: Context): Clock =>
  startClock(
    { name: 'case', limit: forUrgency(definition.limit, intake.urgency), at },
    calendar,
    ladderFor({ name: 'case' }, definition, intake.urgency),
  );

/** Where an action leads; null: the case stays. */
export const routeOf = (action: ActionDefinition, input: ActionInput): string | null =>
  action.routes.find(({ when }) => !when || when.is.includes(String(input[when.field])))?.to ?? null;

/** When a case closed now is archived, unless it is reopened before. */
export const archiveTime = ({ definition, calendar, now }: Context): Instant =>
  startClock({ name: 'case', limit: definition.reopenWithin, at: now }, calendar, null).due as Instant;

/**
 * A receiver in the same county (nothing crosses the border yet), and not who has the case already.
 * @param sender who hands it over: after an escalation that may be the handler, who cannot return a case to itself
 * @throws CaseFailure UnknownUnit, InvalidInput
 */
export const requireReceiver = (state: CaseState, unit: unknown, sender: OrgPath | null = null): OrgPath => {
  if (typeof unit !== 'string' || !sameCounty(unit, state.intake.area)) {
    throw new CaseFailure('UnknownUnit', '只能交给本县（区）的单位。Choose a unit of the same county.', [
      { pointer: '/input/unit', message: '须为本县（区）单位 a unit of the same county' },
    ]);
  }
  if (unit === sender) {
    throw new CaseFailure('InvalidInput', '不能交给本单位自己。A unit cannot hand a case to itself; choose another.', [
      { pointer: '/input/unit', message: '不能是本单位 not your own unit' },
    ]);
  }
  if (unit === state.responsible) {
    throw new CaseFailure(
      'InvalidInput',
      `${unit} 已在负责此事项。${unit} is responsible already; choose another unit.`,
      [{ pointer: '/input/unit', message: '已由该单位负责 is responsible already' }],
    );
  }
  return unit;
};

/**
 * Whom a case was handed to hands it on, never back: a return tells why, and returns are counted until the common superior decides
 * (`returnedTo`). Under another name it could go to and fro for ever, each time with a new time limit.
 * @throws CaseFailure InvalidInput
 */
export const requireOnward = ({ handovers }: CaseState, sender: OrgPath, unit: unknown): void => {
  if (handovers.at(-1)?.to !== sender || handovers.every(({ from }) => from !== unit)) return;
  throw new CaseFailure(
    'InvalidInput',
    '不能转回经手交来的单位；请用「退回」并说明理由。A case is not handed back to a unit that handed it over; return it, with the reason.',
    [{ pointer: '/input/unit', message: '请用「退回」 return it instead' }],
  );
};
