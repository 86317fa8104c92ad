// The standing actions: what every open case can undergo, whatever its type. Legality and fields are in `actions.ts`.
import type { Clock, TimeLimit } from '../contract/calendar.ts';
import type { Command } from '../contract/command.ts';
import type { Decided } from '../contract/event.ts';
import { CaseFailure } from '../contract/failures.ts';
import type { ActionInput } from '../contract/fields.ts';
import type { Instant } from '../contract/ids.ts';
import type { CaseState } from '../contract/state.ts';
import type { AttachmentRef, TextRef } from '../contract/vault.ts';
import type { StandingActionName } from './actions.ts';
import { extendClock, pauseClock, resumeClock, startClock } from './clock.ts';
import { escalatedTo, isContestedReturn, returnedTo } from './next-holder.ts';
import type { Say } from './say.ts';
import { archiveTime, type Context, enterStep, ladderFor, requireReceiver, startCaseClock } from './transition.ts';

/** The longest suspension without a new approval: it must be justified again (挂账 is no drawer). */
const longestSuspensionMs = 180 * 24 * 3_600_000;

type Decider = (state: CaseState, input: ActionInput, say: Say, context: Context, command: Command) => Decided;

export const decideStanding: Record<StandingActionName, Decider> = {
  takeOver: (state, _input, say) => say('takenOver', { from: state.responsible }),

  return: (state, _input, say, context) => {
    const { step, unit } = returnedTo(state);
    const transition = enterStep(step, state, {}, context.now, context, unit);
    return say('returned', { from: state.responsible, contested: isContestedReturn(state), transition });
  },

  arbitrate: (state, input, say, context) => {
    const unit = String(input.unit);
    if (unit !== state.responsible) requireReceiver(state, unit);
    return say('arbitrated', { unit, transition: enterStep(state.step, state, {}, context.now, context, unit) });
  },

  reassign: (state, input, say) =>
    say('reassigned', { from: state.responsible, to: requireReceiver(state, input.unit) }),

  escalate: (state, _input, say) => say('escalated', { from: state.responsible, to: escalatedTo(state) }),

  urge: (_state, _input, say) => say('urged', {}),

  supervise: (state, input, say, context) =>
    say('supervised', {
      card: input.card === 'red' || state.supervision?.card === 'red' ? 'red' : 'yellow',
      clock: replyClock(context),
    }),

  replySupervision: (_state, _input, say) => say('supervisionReplied', {}),

  requestExtension: (state, input, say, context) => {
    const clock = input.clock === 'case' ? 'case' : 'step';
    const limit = { amount: input.amount, unit: input.unit, rule: '申请延期' } as TimeLimit;
    extended(state, clock, limit, state.responsible, context);
    return say('extensionRequested', { clock, limit });
  },

  approveExtension: (state, _input, say, context, { authority }) => {
    if (state.request?.kind !== 'extension') throw new CaseFailure('IllegalAction', 'No extension is asked for.');
    return say('extensionApproved', {
      clocks: extended(state, state.request.clock, state.request.limit, authority.unit, context),
    });
  },

  refuseExtension: (_state, _input, say) => say('extensionRefused', {}),

  requestSuspension: (_state, input, say, { now }) => say('suspensionRequested', { until: until(input, now) }),

  approveSuspension: (state, _input, say, { now }) => {
    if (state.request?.kind !== 'suspension') throw new CaseFailure('IllegalAction', 'No suspension is asked for.');
    return say('suspended', {
      until: until({ until: state.request.until }, now),
      clocks: work(state).map((clock) => pauseClock(clock, now)),
    });
  },

  refuseSuspension: (_state, _input, say) => say('suspensionRefused', {}),

  resume: (state, _input, say, context) => say('resumed', { clocks: resumed(state, context.now, context) }),

  reopen: (state, _input, say, context) =>
    say('reopened', {
      caseClock: startCaseClock(state.intake, context.now, context),
      transition: enterStep(context.definition.reopenAt, state, {}, context.now, context),
    }),

  withdraw: (_state, _input, say, context) => say('withdrawn', { archiveAt: archiveTime(context) }),

  note: (_state, input, say) => say('noted', { text: input.text as TextRef }),

  attach: (_state, input, say) => say('attached', { attachments: input.files as AttachmentRef[] }),
};

/** The clock of the answer that a supervision given now asks for. */
export const replyClock = ({ definition, calendar, now }: Context): Clock =>
  startClock({ name: 'reply', limit: definition.supervisionReply, at: now }, calendar, null);

/** The clocks that a suspension stops; a reply owed to a supervisor goes on. */
const work = (state: CaseState): Clock[] => state.clocks.filter((clock) => clock.name !== 'reply');

/** The stopped clocks, running again from `at`. */
export const resumed = (state: CaseState, at: Instant, { definition, calendar }: Context): Clock[] =>
  work(state).map((clock) => resumeClock(clock, at, calendar, ladderFor(clock, definition, state.intake.urgency)));

/** The named clock, extended; also tried at the request, so that what cannot be granted is refused to who asks. */
const extended = (
  state: CaseState,
  name: 'case' | 'step',
  limit: TimeLimit,
  approvedBy: string,
  { definition, calendar, now }: Context,
): Clock[] =>
  state.clocks
    .filter((clock) => clock.name === name)
    .map((clock) =>
      extendClock(clock, { limit, approvedBy }, now, calendar, ladderFor(clock, definition, state.intake.urgency)),
    );

const until = (input: ActionInput, now: Instant): Instant => {
  const instant = String(input.until);
  const ahead = Date.parse(instant) - Date.parse(now);
  if (ahead > 0 && ahead <= longestSuspensionMs) return instant;
  throw new CaseFailure('InvalidInput', '挂起至须在今后 180 天内。A suspension ends within the next 180 days.', [
    { pointer: '/input/until', message: '须在今后 180 天内 within the next 180 days' },
  ]);
};
