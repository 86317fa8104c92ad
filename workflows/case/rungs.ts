// The escalation ladder of a clock as absolute instants: remind at a share of the time used, overdue at the deadline, then raise.
import type { Ladder, Rung, WorkingCalendar } from '../contract/calendar.ts';
import type { Instant } from '../contract/ids.ts';
import { type ClockFacts, groundOf, stretchesOf } from './stretches.ts';
import { type Ground, measure, spend, walk, wallTime, workingTime } from './walk.ts';

const instant = (ms: number): Instant => new Date(ms).toISOString();

/**
 * The rungs of a running clock, ascending.
 * @param due the clock's deadline
 * @param ladder null: only `overdue`
 * @throws CaseFailure CalendarYearMissing when a rung needs a year that is not covered
 */
export const rungsOf = (facts: ClockFacts, due: Instant, calendar: WorkingCalendar, ladder: Ladder | null): Rung[] => {
  const overdue: Rung = { kind: 'overdue', at: due };
  if (!ladder) return [overdue];
  const ground = groundOf(facts, calendar);
  const deadline = Date.parse(due);
  const remind: Rung = { kind: 'remind', at: instant(remindAt(facts, ground, deadline, ladder.remindAt)) };
  const raises = ladder.raises
    .map((limit): Rung => ({ kind: 'raise', at: instant(walk(ground, deadline, limit, 'deadline') as number) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [remind, overdue, ...raises];
};

/**
 * The rung that comes when a ladder is used up, so that no case that is overdue is ever left alone: one level more each time that
 * {@link Ladder.again} has passed. null: the ladder ends.
 * @param now when it was used up, or found to be: what an outage slept through does not come all at once
 * @throws CaseFailure CalendarYearMissing
 */
export const rungAgain = (
  facts: ClockFacts,
  now: Instant,
  calendar: WorkingCalendar,
  ladder: Ladder | null,
): Rung | null => {
  if (!ladder?.again) return null;
  return {
    kind: 'raise',
    at: instant(walk(groundOf(facts, calendar), Date.parse(now), ladder.again, 'deadline') as number),
  };
};

/**
 * When the share of the time is used: of the hours, of the working hours, and for limits in days of the working time between start
 * and deadline; of the time on the wall where no working time lies between. Pauses are no time.
 */
const remindAt = (facts: ClockFacts, ground: Ground, deadline: number, share: number): number => {
  const start = Date.parse(facts.startedAt);
  const onWall = stretchesOf(facts).every(({ limit }) => limit.unit === 'hour');
  const working = onWall ? 0 : measure(workingTime(ground, start), deadline);
  const time = working > 0 ? workingTime : wallTime;
  const total = working > 0 ? working : measure(wallTime(ground, start), deadline);
  return spend(time(ground, start), Math.ceil(total * share)) as number;
};
