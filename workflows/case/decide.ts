// decide(state, command, context) → events: the whole behaviour of a case towards people. Pure: no clock of its own, no I/O.
// What time does to a case is in `escalation.ts`.
import type { ActionDefinition, ActionKind } from '../contract/case-type.ts';
import type { AdoptCalendar, Command, OpenCase } from '../contract/command.ts';
import type { Decided, EventType } from '../contract/event.ts';
import { CaseFailure, staleSentence } from '../contract/failures.ts';
import { type ActionInput, inputSchema } from '../contract/fields.ts';
import type { CaseState } from '../contract/state.ts';
import { isStanding, legalAction, type Place } from './actions.ts';
import { hashCaseType } from './case-type-hash.ts';
import { rederiveClock } from './clock.ts';
import { catchUp } from './escalation.ts';
import { later, type Say, sayAs } from './say.ts';
import { decideStanding } from './standing.ts';
import {
  archiveTime,
  type Context,
  enterStep,
  ladderFor,
  requireOnward,
  requireReceiver,
  routeOf,
  startCaseClock,
} from './transition.ts';

/** The event that each kind of a type's action makes; `close` has its own. */
const eventOf = {
  verify: 'verified',
  resolveOnSpot: 'resolvedOnSpot',
  dispatch: 'dispatched',
  advance: 'advanced',
  complete: 'completed',
  reply: 'replied',
  callBack: 'calledBack',
  redo: 'redone',
  review: 'reviewed',
} as const satisfies Record<Exclude<ActionKind, 'close'>, EventType>;

/** Reception (受理): the first event of a case, at the time when the request was received. */
export const decideOpen = (open: OpenCase): Decided => {
  const { intake, definition, calendar } = open;
  const at = intake.receivedAt;
  const context = { definition, calendar, now: at };
  const nobody = { intake, responsible: intake.area, handovers: [] };
  return sayAs({ at, actor: open.actor, authority: open.authority, reason: null, commandId: open.id })('received', {
    type: { name: definition.name, version: definition.version, hash: hashCaseType(definition) },
    rehearsal: open.rehearsal,
    intake,
    caseClock: startCaseClock(intake, at, context),
    transition: enterStep(definition.initial, nobody, {}, at, context),
  });
};

/**
 * One command of a person, after whatever time has done by now: a command that comes before the case was woken (after an outage)
 * must not replace a clock that is overdue, nor reopen a case whose window has passed.
 * @param place inside: the case's door has let the command in
 * @throws CaseFailure StaleVersion, UnknownAction, IllegalAction, NotAuthorised, InvalidInput, UnknownUnit, CalendarYearMissing: nothing happened.
 */
export const decide = (state: CaseState, command: Command, context: Context, place: Place = 'door'): Decided[] => {
  requireExpected(state, command);
  const passed = catchUp(state, context);
  return [...passed.decided, decideCommand(passed.state, command, context, place)];
};

/** What time does in the same decision nobody can have seen: it does not make a picture old. */
const requireExpected = ({ seq }: CaseState, { expectedSeq }: Command): void => {
  if (expectedSeq === undefined || expectedSeq === seq) return;
  throw new CaseFailure('StaleVersion', staleSentence(seq));
};

const decideCommand = (state: CaseState, command: Command, context: Context, place: Place): Decided => {
  const legal = legalAction(state, context.definition, command.authority, command.action, place);
  const parsed = inputSchema(legal.fields, 'sealed').safeParse(command.input);
  if (!parsed.success) {
    throw new CaseFailure(
      'InvalidInput',
      `「${legal.label.zh}」的内容不符合要求。The input of "${command.action}" is not valid.`,
      parsed.error.issues.map(({ path, message }) => ({ pointer: `/input/${path.join('/')}`, message })),
    );
  }
  if (legal.reason === 'required' && command.reason === null) {
    throw new CaseFailure('InvalidInput', `「${legal.label.zh}」必须说明理由。"${command.action}" needs a reason.`, [
      { pointer: '/reason', message: '必填 required' },
    ]);
  }
  const at = later(context.now, state.at);
  const { actor, authority, reason } = command;
  const say = sayAs({ at, actor, authority, reason, commandId: command.id });
  const input = parsed.data as ActionInput;
  if (place === 'door') requireAtDoor(state, command, legal.typed, input);
  if (legal.typed) return act(state, command, legal.typed, input, say, { ...context, now: at });
  if (isStanding(command.action)) {
    return decideStanding[command.action](state, input, say, { ...context, now: at }, command);
  }
  throw new CaseFailure('UnknownAction', `There is no action "${command.action}".`);
};

/** Rules on what is filled in that came after the first recorded histories; see {@link Place}. */
const requireAtDoor = (
  state: CaseState,
  { action, authority }: Command,
  typed: ActionDefinition | null,
  input: ActionInput,
): void => {
  if (typed?.kind === 'callBack') requireReached(input);
  if (typed?.kind === 'dispatch' || (!typed && action === 'reassign')) requireOnward(state, authority.unit, input.unit);
};

/** Whom nobody reached cannot have been satisfied; the figures of satisfaction rest on this. */
const requireReached = ({ result, satisfaction }: ActionInput): void => {
  if (result !== 'unreached' || satisfaction === undefined) return;
  throw new CaseFailure(
    'InvalidInput',
    '未接通时没有满意度，请清空满意度或改选「接通」。Nobody was reached, so there is no satisfaction; leave it out, or choose "reached".',
    [{ pointer: '/input/satisfaction', message: '未接通时不填 none when nobody was reached' }],
  );
};

/** An action of the type: its material is recorded, and its route taken. */
const act = (
  state: CaseState,
  { action, authority }: Command,
  typed: ActionDefinition,
  input: ActionInput,
  say: Say,
  context: Context,
): Decided => {
  if (typed.kind === 'close') {
    return say('closed', { action, input, archiveAt: archiveTime(context) });
  }
  if (typed.kind === 'dispatch') requireReceiver(state, input.unit, authority.unit);
  const step = routeOf(typed, input);
  return say(eventOf[typed.kind], {
    action,
    input,
    transition: step === null ? null : enterStep(step, state, input, context.now, context),
  });
};

/** A calendar was edited: the case follows its new version, and says which deadlines moved. */
export const decideAdoption = (state: CaseState, command: AdoptCalendar, context: Context): Decided => {
  const { calendar } = command;
  if (calendar.name !== context.calendar.name || calendar.version <= context.calendar.version) {
    throw new CaseFailure(
      'IllegalAction',
      `The case follows ${context.calendar.name} v${context.calendar.version} already.`,
    );
  }
  const at = later(context.now, state.at);
  const clocks = state.clocks.map((clock) =>
    rederiveClock(clock, at, calendar, ladderFor(clock, context.definition, state.intake.urgency)),
  );
  const moved = state.clocks.flatMap((clock, i) => {
    const to = clocks[i]?.due ?? null;
    return to === clock.due ? [] : [{ clock: clock.name, from: clock.due, to }];
  });
  const { actor, authority, reason } = command;
  return sayAs({ at, actor, authority, reason, commandId: command.id })('calendarAdopted', {
    calendar: { name: calendar.name, version: calendar.version },
    clocks,
    moved,
  });
};
