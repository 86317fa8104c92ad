// What a working calendar says about a day: worked or not, by which arrangement, and in which hours.
// Days are handled as integers (days since 1970-01-01 in the calendar's own zone), so that a walk over them costs little.
import { z } from 'zod';
import { CalendarYear, WorkingCalendar } from '../contract/calendar.ts';
import { CaseFailure } from '../contract/failures.ts';

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** Absolute span of time, epoch milliseconds, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

export interface DayFacts {
  working: boolean;
  /** False: the year's arrangement is not published, so only the weekly pattern speaks. */
  published: boolean;
  /** Chinese, for people: `周六`, `国庆节（放假）`, `春节调休上班`. */
  why: string;
}

/**
 * A county's own arrangements over a shared calendar: what it names replaces the shared value, listed days replace the shared
 * arrangement of the same dates.
 */
export const CalendarOverride = z.strictObject({
  name: WorkingCalendar.shape.name,
  version: WorkingCalendar.shape.version,
  /** Name of the shared calendar. */
  base: WorkingCalendar.shape.name,
  /** Who arranged it and why, for administrators. */
  note: z.string().max(500),
  weekdays: WorkingCalendar.shape.weekdays.optional(),
  hours: WorkingCalendar.shape.hours.optional(),
  years: z.record(z.string().regex(/^\d{4}$/), CalendarYear).optional(),
});
export type CalendarOverride = z.infer<typeof CalendarOverride>;

/** What `dayOf` looks up, prepared once a calendar. */
interface Index {
  offset: number;
  hours: Span[];
  weekdays: ReadonlySet<number>;
  listed: ReadonlyMap<number, { working: boolean; name: string }>;
  lastYear: number;
}

// Calendars are immutable, so an index never goes stale; it lives as long as its calendar.
const indexes = new WeakMap<WorkingCalendar, Index>();

const indexOf = (calendar: WorkingCalendar): Index => {
  const known = indexes.get(calendar);
  if (known) return known;
  const listed = new Map<number, { working: boolean; name: string }>();
  for (const { off, work } of Object.values(calendar.years)) {
    for (const { date, name } of off) listed.set(dayNumberOf(date), { working: false, name });
    for (const { date, name } of work) listed.set(dayNumberOf(date), { working: true, name });
  }
  const index = {
    offset: calendar.utcOffsetMinutes * 60_000,
    hours: hoursOf(calendar),
    weekdays: new Set(calendar.weekdays),
    listed,
    lastYear: Math.max(...Object.keys(calendar.years).map(Number)),
  };
  indexes.set(calendar, index);
  return index;
};

const hoursOf = ({ name, hours }: WorkingCalendar): Span[] => {
  const spans = hours.map(({ from, to }) => ({ from: timeOfDay(from), to: timeOfDay(to) }));
  const ascending = spans.every(({ from, to }, i) => from < to && (spans[i - 1]?.to ?? 0) <= from);
  if (ascending) return spans;
  throw new CaseFailure(
    'InvalidInput',
    `日历「${name}」的工作时段须先后有序、互不重叠。The hours of the calendar "${name}" must ascend without overlapping.`,
  );
};

const timeOfDay = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;

const dayNumberOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

/** The ISO date of a day number. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The day number that an instant (epoch ms) lies in, in the calendar's zone. */
export const dayAt = (calendar: WorkingCalendar, instant: number): number =>
  Math.floor((instant + indexOf(calendar).offset) / DAY);

/** The instant (epoch ms) at which a day begins: 00:00 in the calendar's zone, which is 24:00 of the day before. */
export const startOfDay = (calendar: WorkingCalendar, day: number): number => day * DAY - indexOf(calendar).offset;

/** The instant (epoch ms) at which business closes on a day, were it worked. */
export const closingOf = (calendar: WorkingCalendar, day: number): number =>
  startOfDay(calendar, day) + (indexOf(calendar).hours.at(-1)?.to ?? DAY);

const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear();

/** True when the arrangement of the day's year is published. */
export const isPublished = (calendar: WorkingCalendar, day: number): boolean => yearOf(day) in calendar.years;

/**
 * Refuses a year about which the calendar can say nothing. Published years are covered, and the year right after the last one
 * as well: the State Council's list for it appears each November, until then deadlines in it are provisional.
 * @throws CaseFailure CalendarYearMissing
 */
export const assertCovers = (calendar: WorkingCalendar, year: number): void => {
  if (year in calendar.years || year === indexOf(calendar).lastYear + 1) return;
  throw new CaseFailure(
    'CalendarYearMissing',
    `日历「${calendar.name}」没有 ${year} 年的工作日安排，请管理员用 \`caseloop calendar import\` 发布。` +
      `The calendar "${calendar.name}" has no arrangement for ${year}; an administrator can publish it with \`caseloop calendar import\`.`,
  );
};

/**
 * Whether a day is worked.
 * @throws CaseFailure CalendarYearMissing when its year is not covered
 */
export const isWorked = (calendar: WorkingCalendar, day: number): boolean => {
  const { listed, weekdays } = indexOf(calendar);
  assertCovers(calendar, yearOf(day));
  return listed.get(day)?.working ?? weekdays.has(weekdayOf(day));
};

/** ISO weekday, Monday = 1; day 0 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The working spans of a worked day. */
export const spansOf = (calendar: WorkingCalendar, day: number): Span[] => {
  const start = startOfDay(calendar, day);
  return indexOf(calendar).hours.map(({ from, to }) => ({ from: start + from, to: start + to }));
};

/** What the calendar says about a day number; see {@link dayOf}. */
export const factsOf = (calendar: WorkingCalendar, day: number): DayFacts => {
  const { listed, weekdays } = indexOf(calendar);
  const published = isPublished(calendar, day);
  const special = listed.get(day);
  if (special) {
    const { working, name } = special;
    return { working, published, why: working ? `${name}调休上班` : `${name}（放假）` };
  }
  const weekday = weekdayOf(day);
  return { working: weekdays.has(weekday), published, why: `周${'一二三四五六日'[weekday - 1]}` };
};

/** What the calendar says about a date (`2026-10-01`). A year that is not published answers by the weekly pattern and says so. */
export const dayOf = (calendar: WorkingCalendar, date: string): DayFacts => factsOf(calendar, dayNumberOf(date));

/** The working spans of a date, epoch ms, ascending; none when it is not worked. */
export const workingSpans = (calendar: WorkingCalendar, date: string): Span[] => {
  const day = dayNumberOf(date);
  return factsOf(calendar, day).working ? spansOf(calendar, day) : [];
};

/**
 * The calendar that a county works by: the shared one with the county's override laid over it.
 * Its version grows with each edit of either. A year that the shared calendar has not published stays unpublished: a county's few
 * days do not stand for the State Council's list.
 */
export const resolveCalendar = (base: WorkingCalendar, override: CalendarOverride): WorkingCalendar => ({
  name: override.name,
  version: base.version + override.version - 1,
  utcOffsetMinutes: base.utcOffsetMinutes,
  weekdays: override.weekdays ?? base.weekdays,
  hours: override.hours ?? base.hours,
  years: Object.fromEntries(
    Object.entries(base.years).map(([year, shared]) => [year, mergeYear(shared, override.years?.[year])]),
  ),
});

const mergeYear = (shared: CalendarYear, own: CalendarYear | undefined): CalendarYear => {
  if (!own) return shared;
  const replaced = new Set([...own.off, ...own.work].map(({ date }) => date));
  const kept = ({ date }: { date: string }) => !replaced.has(date);
  return {
    notice: `${shared.notice}；${own.notice}`,
    off: [...shared.off.filter(kept), ...own.off],
    work: [...shared.work.filter(kept), ...own.work],
  };
};
