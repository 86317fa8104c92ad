// Deadlines: due = f(facts of the clock, calendar). A change of a clock changes its facts and computes the rest again, so a deadline
// never depends on the order in which things became known. The arithmetic is in `walk.ts`, the ladder in `rungs.ts`.
import type { Clock, ClockName, Ladder, TimeLimit, WorkingCalendar } from '../contract/calendar.ts';
import type { Instant } from '../contract/ids.ts';
import type { OrgPath } from '../contract/org-path.ts';
import { rungAgain, rungsOf } from './rungs.ts';
import { type ClockFacts, isPaused, walkStretches } from './stretches.ts';
import { requireWholeDays } from './walk.ts';

/**
 * The deadline that the facts give under a calendar; null while paused.
 * @returns `provisional` when it rests on the weekly pattern of a year that is not published yet
 * @throws CaseFailure CalendarYearMissing when it needs any other year that is not published, InvalidInput for fractions of days
 */
export const dueOf = (facts: ClockFacts, calendar: WorkingCalendar): { due: Instant | null; provisional: boolean } => {
  if (isPaused(facts)) return { due: null, provisional: false };
  const walked = walkStretches(facts, calendar);
  const due = walked.at(-1)?.deadline ?? null;
  return {
    due: due === null ? null : new Date(due).toISOString(),
    provisional: walked.some(({ provisional }) => provisional),
  };
};

/**
 * Starts a clock.
 * @param ladder null: only the deadline itself is a rung
 * @throws CaseFailure as {@link dueOf}
 */
export const startClock = (
  input: { name: ClockName; limit: TimeLimit; at: Instant },
  calendar: WorkingCalendar,
  ladder: Ladder | null,
): Clock => {
  const { name, limit, at } = input;
  const facts = { name, limit, startedAt: at, pauses: [], extensions: [], fired: 0 };
  return derive(facts, at, calendar, ladder);
};

/** Stops a running clock: no deadline and no rungs until it is resumed. One that stands still already stays as it is. */
export const pauseClock = (clock: Clock, at: Instant): Clock => {
  if (isPaused(clock)) return clock;
  return { ...clock, ...standstill, pauses: [...clock.pauses, { from: at, to: null }] };
};

const standstill = { due: null, provisional: false, rungs: [] } satisfies Partial<Clock>;

/**
 * Lets a clock run on; the pause does not count. A pause of no length leaves no trace, a running clock is only derived again.
 * @throws CaseFailure as {@link dueOf}
 */
export const resumeClock = (clock: Clock, at: Instant, calendar: WorkingCalendar, ladder: Ladder | null): Clock => {
  const pauses = clock.pauses.map(({ from, to }) => ({ from, to: to ?? at })).filter(({ from, to }) => from < to);
  return derive({ ...clock, pauses }, at, calendar, ladder);
};

/**
 * Extends a clock, running or paused; the extension runs on from the deadline before it, in its own unit.
 * @throws CaseFailure as {@link dueOf}
 */
export const extendClock = (
  clock: Clock,
  extension: { limit: TimeLimit; approvedBy: OrgPath },
  at: Instant,
  calendar: WorkingCalendar,
  ladder: Ladder | null,
): Clock => {
  requireWholeDays(extension.limit);
  return derive({ ...clock, extensions: [...clock.extensions, extension] }, at, calendar, ladder);
};

/**
 * Computes a clock again under another version of its calendar.
 * @throws CaseFailure as {@link dueOf}
 */
export const rederiveClock = (clock: Clock, at: Instant, calendar: WorkingCalendar, ladder: Ladder | null): Clock =>
  derive(clock, at, calendar, ladder);

/**
 * Everything that follows from the facts. Rungs that were decided stay so as far as they still lie in the past; those that a later
 * deadline lifted into the future come again.
 */
const derive = (
  facts: Omit<Clock, 'calendar' | 'due' | 'provisional' | 'rungs'>,
  now: Instant,
  calendar: WorkingCalendar,
  ladder: Ladder | null,
): Clock => {
  const clock = { ...facts, calendar: { name: calendar.name, version: calendar.version } };
  const { due, provisional } = dueOf(facts, calendar);
  if (due === null) return { ...clock, ...standstill };
  const rungs = rungsOf(facts, due, calendar, ladder);
  const passed = rungs.filter((rung) => rung.at <= now).length;
  const fired = Math.min(facts.fired, passed);
  const again = fired === rungs.length ? rungAgain(facts, now, calendar, ladder) : null;
  return { ...clock, due, provisional, rungs: again ? [...rungs, again] : rungs, fired };
};
