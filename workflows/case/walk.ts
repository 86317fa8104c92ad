// From an instant and a time limit to the deadline: walks over days and pauses and says which pieces of time counted.
// The clock asks only where a walk ends; the derivation also keeps the pieces, so the two can never disagree.
import type { TimeLimit, WorkingCalendar } from '../contract/calendar.ts';
import { CaseFailure } from '../contract/failures.ts';
import { closingOf, dayAt, isWorked, type Span, spansOf, startOfDay } from './calendar.ts';

/** Milliseconds of an hour. */
export const HOUR = 3_600_000;

/** Why a piece of time counted or did not. `rolled`: a rest day at the end of a term of calendar days. */
export type Why = 'counted' | 'startDay' | 'dayOff' | 'rolled' | 'night' | 'lunch' | 'paused';

export interface Piece extends Span {
  why: Why;
}

/** What a walk goes by. Pauses ascend and do not overlap; an open one ends at Infinity. */
export interface Ground {
  calendar: WorkingCalendar;
  pauses: readonly Span[];
}

/**
 * Where a walk begins: at a `start`, whose day never counts, or at an earlier `deadline`, that runs on. The two differ at midnight
 * only: a deadline at 24:00 belongs to the day that ends there.
 */
export type Anchor = 'start' | 'deadline';

/** The first pause that is not over at an instant. */
const pauseAt = ({ pauses }: Ground, instant: number): Span | undefined => pauses.find(({ to }) => to > instant);

/** A span in pieces: counted, or paused. An open pause ends them with a piece that has no end. */
function* outsidePauses(ground: Ground, { from, to }: Span): Generator<Piece> {
  for (let at = from; at < to; ) {
    const pause = pauseAt(ground, at);
    if (!pause || pause.from > at) {
      const end = Math.min(to, pause?.from ?? to);
      yield { from: at, to: end, why: 'counted' };
      at = end;
    } else {
      yield { from: at, to: pause.to === Infinity ? Infinity : Math.min(to, pause.to), why: 'paused' };
      at = Math.min(to, pause.to);
    }
  }
}

/** Time on the wall, pauses excluded. */
export const wallTime = (ground: Ground, from: number): Generator<Piece> =>
  outsidePauses(ground, { from, to: Infinity });

/** Working time, pauses excluded. Days that are paused as a whole are not looked up. */
export function* workingTime(ground: Ground, from: number): Generator<Piece> {
  const { calendar } = ground;
  for (let day = dayAt(calendar, from); ; day += 1) {
    let at = Math.max(from, startOfDay(calendar, day));
    const end = startOfDay(calendar, day + 1);
    const pause = pauseAt(ground, at);
    if (pause && pause.from <= at && pause.to >= end) {
      yield { from: at, to: pause.to === Infinity ? Infinity : end, why: 'paused' };
    } else if (!isWorked(calendar, day)) {
      yield { from: at, to: end, why: 'dayOff' };
    } else {
      const spans = spansOf(calendar, day);
      for (const span of spans) {
        if (span.to <= at) continue;
        if (at < span.from) yield { from: at, to: span.from, why: span === spans[0] ? 'night' : 'lunch' };
        yield* outsidePauses(ground, { from: Math.max(at, span.from), to: span.to });
        at = span.to;
      }
      if (at < end) yield { from: at, to: end, why: 'night' };
    }
  }
}

/** Where `amount` ms of counted time are used up; null when an open pause comes before. */
export const spend = (pieces: Generator<Piece>, amount: number, keep?: (piece: Piece) => void): number | null => {
  let left = amount;
  for (const piece of pieces) {
    if (piece.why !== 'counted') {
      if (piece.to === Infinity) return null;
      keep?.(piece);
    } else if (piece.to - piece.from >= left) {
      keep?.({ ...piece, to: piece.from + left });
      return piece.from + left;
    } else {
      keep?.(piece);
      left -= piece.to - piece.from;
    }
  }
  return null;
};

/** The counted ms up to an instant. */
export const measure = (pieces: Generator<Piece>, until: number): number => {
  let counted = 0;
  for (const piece of pieces) {
    if (piece.from >= until) break;
    if (piece.why === 'counted') counted += Math.min(piece.to, until) - piece.from;
    else if (piece.to === Infinity) break;
  }
  return counted;
};

/**
 * Whole days. The starting day does not count (《民法典》第二百零一条第一款). A term of working days ends when business closes on its
 * last one (第二百零三条第二款); a term of calendar days at 24:00 of its last day, and when that is a rest day, of the first working
 * day after it (第二百零三条第一款).
 *
 * A day does not count when the clock stood still at its closing instant. That holds for the day a term rolls to as well, so no
 * deadline lies inside a pause.
 */
const spendDays = (
  ground: Ground,
  from: number,
  { amount, unit }: TimeLimit,
  anchor: Anchor,
  keep?: (piece: Piece) => void,
): number | null => {
  const { calendar } = ground;
  let day = dayAt(calendar, anchor === 'start' ? from : from - 1);
  keep?.({ from, to: startOfDay(calendar, day + 1), why: 'startDay' });
  for (let left = amount; ; ) {
    day += 1;
    const closing = unit === 'workingDay' ? closingOf(calendar, day) : startOfDay(calendar, day + 1);
    const why = whyDay(ground, unit, day, closing, left);
    if (why === null) return null;
    if (why === 'counted') left -= 1;
    const to = left === 0 ? closing : startOfDay(calendar, day + 1);
    keep?.({ from: startOfDay(calendar, day), to, why });
    if (left === 0) return closing;
  }
};

/** Whether a day counts towards the `left` days still to go; null: the clock stands still for good. */
const whyDay = (ground: Ground, unit: TimeLimit['unit'], day: number, closing: number, left: number): Why | null => {
  // Paused at its closing means paused just before it: a pause from the closing on takes nothing from the day.
  const pause = ground.pauses.find(({ to }) => to >= closing);
  if (pause && pause.from < closing) return pause.to === Infinity ? null : 'paused';
  if (unit === 'workingDay') return isWorked(ground.calendar, day) ? 'counted' : 'dayOff';
  return left > 1 || isWorked(ground.calendar, day) ? 'counted' : 'rolled';
};

/** The ms of a limit in hours, working or not. */
export const msOf = ({ amount }: TimeLimit): number => Math.max(1, Math.round(amount * HOUR));

export const countsDays = ({ unit }: TimeLimit): boolean => unit === 'workingDay' || unit === 'calendarDay';

/**
 * @throws CaseFailure InvalidInput for a fraction of a day: no rule says when such a day would end. It points at the amount of an
 * extension, the only limit that people enter; those of case types are checked when they are published.
 */
export const requireWholeDays = (limit: TimeLimit): void => {
  if (!countsDays(limit) || Number.isInteger(limit.amount)) return;
  throw new CaseFailure(
    'InvalidInput',
    `以日计的时限须为整数，现为 ${limit.amount}；不足一日请用小时或工作时。` +
      `A limit in days must be a whole number, not ${limit.amount}; use hours or working hours for less than a day.`,
    [{ pointer: '/input/amount', message: '须为整数 must be a whole number' }],
  );
};

/**
 * The deadline (epoch ms) of a limit that runs from an instant; null when an open pause comes before it.
 * @param keep receives each piece of time walked over, in order, without gaps
 * @throws CaseFailure InvalidInput for a fraction of a day, CalendarYearMissing when the walk needs a year that is not covered
 */
export const walk = (
  ground: Ground,
  from: number,
  limit: TimeLimit,
  anchor: Anchor,
  keep?: (piece: Piece) => void,
): number | null => {
  requireWholeDays(limit);
  if (limit.unit === 'hour') return spend(wallTime(ground, from), msOf(limit), keep);
  if (limit.unit === 'workingHour') return spend(workingTime(ground, from), msOf(limit), keep);
  return spendDays(ground, from, limit, anchor, keep);
};

/** The day (number) in which a deadline lies: one at 24:00 belongs to the day that ends there. */
export const dayOfDeadline = (calendar: WorkingCalendar, deadline: number): number => dayAt(calendar, deadline - 1);
