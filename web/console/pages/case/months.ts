// The months that a clock ran through, day by day: what the calendar says of each day, and what the clock did on it.
import { dayOf } from '../../../../workflows/case/calendar.ts';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';

export interface DayCell {
  /** ISO date. */
  date: string;
  day: number;
  kind: 'work' | 'rest' | 'holiday' | 'makeUp';
  /** False: the year's arrangement is not published. */
  published: boolean;
  /** What the calendar says, in Chinese: `周六`, `国庆节（放假）`. */
  why: string;
  /** The clock counted some of this day. */
  counted: boolean;
  paused: boolean;
  start: boolean;
  due: boolean;
}

export interface Month {
  /** `2026-11`. */
  name: string;
  /** Weeks from Monday; null outside the month. */
  weeks: (DayCell | null)[][];
}

interface Span {
  from: string;
  to: string;
}

/** What is drawn of a clock. Instants; a pause without an end reaches to `until`. */
export interface Drawn {
  startedAt: string;
  due: string | null;
  /** Spans that counted. */
  counted: readonly Span[];
  paused: readonly { from: string; to: string | null }[];
  /** To where the picture reaches at least: now. */
  until: string;
}

/** More than this is a wall of numbers. */
const monthsMost = 12;

const dayMs = 86_400_000;

const kindOf = ({ working, why }: { working: boolean; why: string }): DayCell['kind'] => {
  if (working) return why.endsWith('上班') ? 'makeUp' : 'work';
  return why.endsWith('（放假）') ? 'holiday' : 'rest';
};

/** @returns the months from the clock's start to its end (the deadline, or now when that is later or there is none), at most twelve */
export const monthsOf = (calendar: WorkingCalendar, drawn: Drawn): Month[] => {
  const local = (at: string, shift = 0): string =>
    new Date(Date.parse(at) + shift + calendar.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
  // A span that ends at midnight belongs to the day before.
  const touches = (date: string, { from, to }: Span): boolean => local(from) <= date && date <= local(to, -1);
  const paused = drawn.paused.map(({ from, to }) => ({ from, to: to ?? drawn.until }));
  const [start, due] = [local(drawn.startedAt), drawn.due === null ? null : local(drawn.due, -1)];
  const end = [due ?? local(drawn.until), start].sort().at(-1) ?? start;

  const cell = (date: string): DayCell => {
    const facts = dayOf(calendar, date);
    return {
      date,
      day: Number(date.slice(8)),
      kind: kindOf(facts),
      published: facts.published,
      why: facts.why,
      counted: drawn.counted.some((span) => touches(date, span)),
      paused: paused.some((span) => touches(date, span)),
      start: date === start,
      due: date === due,
    };
  };

  const months: Month[] = [];
  for (let first = Date.parse(`${start.slice(0, 7)}-01T00:00:00Z`); months.length < monthsMost; ) {
    const name = new Date(first).toISOString().slice(0, 7);
    if (name > end.slice(0, 7)) break;
    const days: (DayCell | null)[] = Array.from({ length: (new Date(first).getUTCDay() + 6) % 7 }, () => null);
    let at = first;
    for (; new Date(at).toISOString().startsWith(name); at += dayMs)
      days.push(cell(new Date(at).toISOString().slice(0, 10)));
    while (days.length % 7 !== 0) days.push(null);
    months.push({ name, weeks: Array.from({ length: days.length / 7 }, (_, i) => days.slice(i * 7, i * 7 + 7)) });
    first = at;
  }
  return months;
};
