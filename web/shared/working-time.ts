// Time left as offices count it: in the hours of the case's calendar, or on the wall clock when its limit runs there.
// When something is due is decided in `workflows/case/`; this only measures how far away it is.
import { dayAt, factsOf, spansOf } from '../../workflows/case/calendar.ts';
import { soonBefore } from '../../workflows/case/soon.ts';
import type { LimitUnit, WorkingCalendar } from '../../workflows/contract/calendar.ts';

/** Limits in these units run in working time. */
const runsInWorkingTime = (unit: LimitUnit): boolean => unit === 'workingDay' || unit === 'workingHour';

/** Milliseconds of working time between two instants (epoch ms), negative when `to` comes first. Days off do not count, make-up days do, lunch does not. */
export const workingMs = (calendar: WorkingCalendar, from: number, to: number): number => {
  if (to < from) return -workingMs(calendar, to, from);
  let sum = 0;
  const last = dayAt(calendar, to);
  for (let day = dayAt(calendar, from); day <= last; day++) {
    if (!factsOf(calendar, day).working) continue;
    for (const span of spansOf(calendar, day)) {
      sum += Math.max(0, Math.min(to, span.to) - Math.max(from, span.from));
    }
  }
  return sum;
};

/** Milliseconds that a working day has. */
export const workingDayMs = (calendar: WorkingCalendar): number =>
  spansOf(calendar, 0).reduce((sum, { from, to }) => sum + to - from, 0);

/** How far away a deadline is. */
export interface TimeLeft {
  /** Negative once it has passed. In working time, or on the wall clock. */
  ms: number;
  /** What counts as a day in `ms`. */
  dayMs: number;
  working: boolean;
  overdue: boolean;
  /** Due within one working day, and not overdue. */
  soon: boolean;
}

/**
 * @param calendar null: not known (yet); measured on the wall clock then
 * @param unit the limit's, null: not known, measured on the wall clock as well
 */
export const timeLeft = (
  calendar: WorkingCalendar | null,
  unit: LimitUnit | null,
  now: number,
  due: number,
): TimeLeft => {
  const overdue = due < now;
  const stands = { overdue, soon: !overdue && due < soonBefore(calendar, now) };
  if (!calendar || !unit || !runsInWorkingTime(unit)) {
    return { ms: due - now, dayMs: 86_400_000, working: false, ...stands };
  }
  return { ms: workingMs(calendar, now, due), dayMs: workingDayMs(calendar), working: true, ...stands };
};
