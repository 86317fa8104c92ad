// A year of a working calendar, day by day, and what two versions of a calendar differ in: pure, so that edits are seen before they are published.
import type { CalendarYear, WorkingCalendar } from '../../../../workflows/contract/calendar.ts';

/** `off`, `work`: listed by the year's notice (放假, 调休上班); else what the weekly pattern says. */
export type DayKind = 'off' | 'work' | 'weekday' | 'weekend';

export interface Day {
  /** `2026-10-01` */
  date: string;
  day: number;
  /** Monday = 1. */
  weekday: number;
  kind: DayKind;
  /** What the notice calls it. */
  name: string | null;
}

export const isWorked = ({ kind }: Pick<Day, 'kind'>): boolean => kind === 'work' || kind === 'weekday';

/** What a calendar lists, by date; a notice may list days of the December before its year. */
const listedIn = ({ years }: Pick<WorkingCalendar, 'years'>): Map<string, Listed> => {
  const listed = new Map<string, Listed>();
  for (const { off, work } of Object.values(years)) {
    for (const { date, name } of off) listed.set(date, { kind: 'off', name });
    for (const { date, name } of work) listed.set(date, { kind: 'work', name });
  }
  return listed;
};

interface Listed {
  kind: 'off' | 'work';
  name: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** The twelve months of a year, each with its days. */
export const monthsOf = (calendar: Pick<WorkingCalendar, 'years' | 'weekdays'>, year: number): Day[][] => {
  const listed = listedIn(calendar);
  return Array.from({ length: 12 }, (_, month) => {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    return Array.from({ length }, (_day, i): Day => {
      const date = `${year}-${two(month + 1)}-${two(i + 1)}`;
      const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
      const special = listed.get(date);
      const plain = calendar.weekdays.includes(weekday) ? 'weekday' : 'weekend';
      return { date, day: i + 1, weekday, kind: special?.kind ?? plain, name: special?.name ?? null };
    });
  });
};

/** A calendar in which one day is off, worked, or left to the weekly pattern (`null`), under the arrangement of its own year. */
export const withDay = (
  calendar: WorkingCalendar,
  date: string,
  kind: 'off' | 'work' | null,
  name: string,
): WorkingCalendar => {
  const year = date.slice(0, 4);
  const others = (list: CalendarYear['off']) => list.filter((each) => each.date !== date);
  const years = Object.fromEntries(
    Object.entries(calendar.years).map(([key, each]) => [
      key,
      { ...each, off: others(each.off), work: others(each.work) },
    ]),
  );
  const own = years[year] ?? { notice: '', off: [], work: [] };
  const added =
    kind === null ? own : { ...own, [kind]: [...own[kind], { date, name }].sort((a, b) => (a.date < b.date ? -1 : 1)) };
  return { ...calendar, years: { ...years, [year]: added } };
};

export interface CalendarChange {
  what: 'off' | 'work' | 'plain' | 'notice' | 'hours' | 'weekdays' | 'year' | 'noYear' | 'offset';
  /** A date or a year, where it is about one. */
  at?: string;
  from?: string;
  to?: string;
}

export const hoursInWords = ({ hours }: Pick<WorkingCalendar, 'hours'>): string =>
  hours.map(({ from, to }) => `${from}–${to}`).join(' · ');

/** What changed from one version to the next: days first, by date. */
export const diffCalendars = (before: WorkingCalendar, after: WorkingCalendar): CalendarChange[] => {
  const [was, is] = [listedIn(before), listedIn(after)];
  const dates = [...new Set([...was.keys(), ...is.keys()])].sort();
  const days = dates.flatMap((at): CalendarChange[] => {
    const [old, now] = [was.get(at), is.get(at)];
    if (old?.kind === now?.kind && old?.name === now?.name) return [];
    const from = old?.name;
    return [{ what: now?.kind ?? 'plain', at, ...(from !== undefined && { from }), ...(now && { to: now.name }) }];
  });
  const years = [...new Set([...Object.keys(before.years), ...Object.keys(after.years)])].sort();
  const notices = years.flatMap((at): CalendarChange[] => {
    const [old, now] = [before.years[at], after.years[at]];
    if (!now) return [{ what: 'noYear', at, from: old?.notice ?? '' }];
    if (!old) return [{ what: 'year', at, to: now.notice }];
    return old.notice === now.notice ? [] : [{ what: 'notice', at, from: old.notice, to: now.notice }];
  });
  const plain = (what: 'hours' | 'weekdays' | 'offset', from: string, to: string): CalendarChange[] =>
    from === to ? [] : [{ what, from, to }];
  return [
    ...notices,
    ...plain('hours', hoursInWords(before), hoursInWords(after)),
    ...plain('weekdays', before.weekdays.join(' '), after.weekdays.join(' ')),
    ...plain('offset', String(before.utcOffsetMinutes), String(after.utcOffsetMinutes)),
    ...days,
  ];
};
