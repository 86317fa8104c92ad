// What time does to a case: reminders, overdue marks, raising level by level, the end of a suspension, archiving.
// Timers only wake the case; here it is decided, from absolute instants that the events hold.
import type { Clock, Rung } from '../contract/calendar.ts';
import type { Decided } from '../contract/event.ts';
import type { Instant } from '../contract/ids.ts';
import { above, atLevel, parentOf } from '../contract/org-path.ts';
import type { CaseState } from '../contract/state.ts';
import { link } from './chain.ts';
import { evolve } from './evolve.ts';
import { rungAgain } from './rungs.ts';
import { later, type Say, sayAs } from './say.ts';
import { resumed } from './standing.ts';
import { type Context, ladderFor } from './transition.ts';

interface Due {
  at: Instant;
  decide: (say: Say, context: Context) => Decided;
}

/** Everything that time will do to this state as it stands, the earliest first. */
const agenda = (state: CaseState, now: Instant | null): Due[] => {
  const dues: Due[] = state.clocks.flatMap((clock) => {
    const [next] = clock.rungs.slice(clock.fired);
    return next
      ? [
          {
            at: next.at,
            decide: (say, context) => decideRungs(state, clock, now ?? next.at, say, context),
          } satisfies Due,
        ]
      : [];
  });
  const { suspension, archiveAt } = state;
  if (suspension) {
    dues.push({
      at: suspension.until,
      decide: (say, context) => say('resumed', { clocks: resumed(state, suspension.until, context) }),
    });
  }
  if (state.status === 'closed' && archiveAt) dues.push({ at: archiveAt, decide: (say) => say('archived', {}) });
  return dues.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

/** When time will next do something to this case; null: never (it is archived). */
export const nextWake = (state: CaseState): Instant | null => agenda(state, null)[0]?.at ?? null;

/** The first thing that is due by now, or null. Call again with the state after it until nothing is due. */
export const decideTime = (state: CaseState, context: Context): Decided | null => {
  const [due] = agenda(state, context.now);
  if (!due || due.at > context.now) return null;
  const unit = atLevel(state.intake.area, 'county');
  const say = sayAs({
    at: later(context.now, state.at),
    actor: { person: 'system', unit },
    authority: { role: 'system', unit, basis: 'system' },
    reason: null,
    commandId: null,
  });
  return due.decide(say, context);
};

/** Everything that time has done by now, in its order, and the state after it. @throws CaseFailure CalendarYearMissing */
export const catchUp = (state: CaseState, context: Context): { decided: Decided[]; state: CaseState } => {
  const decided: Decided[] = [];
  let after = state;
  for (let next = decideTime(after, context); next; next = decideTime(after, context)) {
    decided.push(next);
    after = evolve(after, link(after, after.caseNo, next));
  }
  return { decided, state: after };
};

/** All rungs of a clock that are due by now, as one decision: the last one is taken, the others are recorded as skipped. */
const decideRungs = (state: CaseState, clock: Clock, now: Instant, say: Say, context: Context): Decided => {
  const reached = clock.rungs.slice(clock.fired).filter((rung) => rung.at <= now);
  const last = reached.at(-1) as Rung;
  if (clock.name === 'reply') return say('cardRaised', { due: last.at });
  const ladder = ladderFor(clock, context.definition, state.intake.urgency);
  const isUsedUp = clock.fired + reached.length === clock.rungs.length;
  const next = isUsedUp ? rungAgain(clock, now, context.calendar, ladder) : null;
  const facts = {
    clock: clock.name,
    due: last.at,
    skipped: reached.slice(0, -1).map((rung) => rung.kind),
    ...(next && { next }),
  };
  switch (last.kind) {
    case 'remind':
      return say('reminded', facts);
    case 'overdue':
      return say('markedOverdue', facts);
    case 'raise': {
      if (ladder?.again && !parentOf(state.responsible)) return say('reminded', facts);
      const levels = reached.filter((rung) => rung.kind === 'raise').length;
      return say('raised', { ...facts, from: state.responsible, to: above(state.responsible, levels) });
    }
  }
};
