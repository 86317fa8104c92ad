// A week of a roster: days in China's time, and the spans of it in which nobody stands for the unit.

const hour = 3_600_000;
export const day = 24 * hour;
const china = 8 * hour;

export interface Span {
  from: number;
  to: number;
}

/** China's date of an instant, `2026-11-25`. */
export const dateOf = (at: number): string => new Date(at + china).toISOString().slice(0, 10);

/** Where China's day of a date begins, epoch ms. */
export const startOf = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

/** Monday of the week of an instant, China's date. */
export const mondayOf = (at: number): string => {
  const weekday = new Date(at + china).getUTCDay();
  return dateOf(at - ((weekday + 6) % 7) * day);
};

/** Seven days later or earlier. */
export const weekAfter = (monday: string, weeks: number): string => dateOf(startOf(monday) + weeks * 7 * day);

export const weekOf = (monday: string): Span => ({ from: startOf(monday), to: startOf(monday) + 7 * day });

/** An entry of the roster, within a span; null when it lies outside. */
export const within = (span: Span, { from, to }: { from: string; to: string | null }): Span | null => {
  const cut = {
    from: Math.max(span.from, Date.parse(from)),
    to: Math.min(span.to, to === null ? span.to : Date.parse(to)),
  };
  return cut.from < cut.to ? cut : null;
};

/** The spans that no entry covers, in their order. Less than a minute is none: one hands over to the next. */
export const gapsIn = (span: Span, entries: readonly { from: string; to: string | null }[]): Span[] => {
  const covered = entries.flatMap((entry) => within(span, entry) ?? []).sort((a, b) => a.from - b.from);
  const gaps: Span[] = [];
  let at = span.from;
  for (const { from, to } of covered) {
    if (from - at >= 60_000) gaps.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (span.to - at >= 60_000) gaps.push({ from: at, to: span.to });
  return gaps;
};
