// Time limits, working calendars and clocks, as data. The arithmetic is in `case/clock.ts`.
import { z } from 'zod';
import { Instant, LocalDate } from './ids.ts';
import { OrgPath } from './org-path.ts';

/** 小时 (on the wall clock), 工作时, 工作日, 自然日. */
export const LimitUnit = z.enum(['hour', 'workingHour', 'workingDay', 'calendarDay']);
export type LimitUnit = z.infer<typeof LimitUnit>;

/** A time limit and the rule that it comes from, e.g. `《…》第八条`. */
export const TimeLimit = z.strictObject({
  amount: z.number().positive().max(3650),
  unit: LimitUnit,
  rule: z.string().max(200),
});
export type TimeLimit = z.infer<typeof TimeLimit>;

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day, 08:30');

/** What was published for one year: days off (holidays, bridge days) and weekend days that are worked (调休). */
export const CalendarYear = z.strictObject({
  /** The notice by its number, e.g. `国办发明电〔2025〕7号`. */
  notice: z.string().min(1),
  off: z.array(z.strictObject({ date: LocalDate, name: z.string() })),
  work: z.array(z.strictObject({ date: LocalDate, name: z.string() })),
});
export type CalendarYear = z.infer<typeof CalendarYear>;

/**
 * Why a day cannot be one that makes up for another, in words; null: it can. Whoever lists a day from Monday to Friday that is worked anyway
 * has copied the notice wrongly. Calendars were published before this was asked, so that they are read without.
 * @param weekdays worked in an ordinary week
 */
export const objectionToMakeUp = (date: string, weekdays: readonly number[]): string | null => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || !weekdays.includes(weekday)) return null;
  return `${date} 是星期${'日一二三四五'[weekday]}，平常就上班，不必列为调休，请核对通知。It is worked in an ordinary week and makes up for nothing; compare it with the notice.`;
};

/**
 * A working calendar, resolved (shared calendar and county overrides merged) and immutable: an edit makes the next version.
 * China has one zone and no daylight saving, so an offset is exact; the core needs no time-zone database. What one must keep to when it is
 * published is in `new-calendar.ts`.
 */
export const WorkingCalendar = z.strictObject({
  name: z.string().min(1).max(60),
  version: z.int().positive(),
  utcOffsetMinutes: z.int().min(-720).max(840),
  /** ISO weekdays worked in an ordinary week, Monday = 1. */
  weekdays: z.array(z.int().min(1).max(7)).min(1),
  /** Working spans of a day, ascending; the gap between two is the lunch break. `24:00` is the end of the day. */
  hours: z.array(z.strictObject({ from: LocalTime, to: LocalTime })).min(1),
  /**
   * By year, `"2026"`. A year that is not here is not published. A year's notice may begin in the last days of the year before
   * (元旦 2023 was off from 2022-12-31 on).
   */
  years: z.record(z.string().regex(/^\d{4}$/), CalendarYear).superRefine((years, context) => {
    for (const [year, { off, work }] of Object.entries(years)) {
      for (const { date } of [...off, ...work]) {
        if (date.startsWith(year) || date.startsWith(`${Number(year) - 1}-12-`)) continue;
        context.addIssue({
          code: 'custom',
          path: [year],
          message: `${date} 不属于 ${year} 年 does not belong to ${year}`,
        });
      }
    }
  }),
});
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

export const CalendarRef = z.strictObject({ name: z.string(), version: z.int().positive() });

/** Whole-case limit (总时限), the present step's (环节时限), and the reply owed to a supervision (督办回复). */
export const ClockName = z.enum(['case', 'step', 'reply']);
export type ClockName = z.infer<typeof ClockName>;

/** One rung of the escalation ladder at an absolute instant. */
export const Rung = z.strictObject({ kind: z.enum(['remind', 'overdue', 'raise']), at: Instant });
export type Rung = z.infer<typeof Rung>;

/** Raises of a ladder at most: the levels that there are above a grid. */
const mostRaises = 4;

/** Rungs of a ladder's own at most: a reminder, the deadline, its raises. */
export const mostRungs = 2 + mostRaises;

/**
 * Reminder at a share of the time used; `raises` measured from the deadline, ascending, one level of the org tree each. `again`: after the
 * last of them each time that this has passed, one level more, and where nobody stands above, a reminder; left out, nothing comes after it.
 */
export const Ladder = z.strictObject({
  remindAt: z.number().gt(0).lt(1),
  raises: z.array(TimeLimit).max(mostRaises),
  again: TimeLimit.optional(),
});
export type Ladder = z.infer<typeof Ladder>;

/**
 * A deadline with everything it derives from, so that anybody can compute it again.
 * `due` is null while paused (an explicitly suspended clock); rungs are then empty.
 */
export const Clock = z.strictObject({
  name: ClockName,
  limit: TimeLimit,
  startedAt: Instant,
  calendar: CalendarRef,
  /** Spans that do not count, ascending; `to` null: still paused. */
  pauses: z.array(z.strictObject({ from: Instant, to: Instant.nullable() })),
  /** Each runs on from the deadline before it, in its own unit. */
  extensions: z.array(z.strictObject({ limit: TimeLimit, approvedBy: OrgPath })),
  due: Instant.nullable(),
  /** The walk crossed a year without a published calendar; re-derived when the list arrives. */
  provisional: z.boolean(),
  rungs: z.array(Rung),
  /** How many of `rungs`, from the first, have been decided. */
  fired: z.int().min(0),
});
export type Clock = z.infer<typeof Clock>;

/** One line of a derivation, in order of time: what the clock did over a span and why. */
export interface DerivationLine {
  from: Instant;
  to: Instant;
  /** `counted`: time used; `excluded`: did not count; `mark`: a point (start, extension, due). */
  effect: 'counted' | 'excluded' | 'mark';
  /** Amount counted in the limit's unit; 0 for the others. */
  amount: number;
  /** Chinese, for people: `2026-10-01 国庆节（放假）`, `挂起`, `午休`, `第 3 个工作日`. */
  why: string;
}

export interface Derivation {
  clock: ClockName;
  limit: TimeLimit;
  startedAt: Instant;
  calendar: { name: string; version: number; notices: string[] };
  lines: DerivationLine[];
  due: Instant | null;
  provisional: boolean;
}
