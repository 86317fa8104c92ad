// When somebody gets round to a deed, by the case's own clocks: before time does anything else to the case, and in working hours when
// it is no emergency. Whether a deed is in time is thus decided by the plan, at whatever hour the command is run.
import type { CaseAnswer } from '../../../api/schemas.ts';
import { measure, spend, workingTime } from '../../../workflows/case/walk.ts';
import type { WorkingCalendar } from '../../../workflows/contract/calendar.ts';
import type { Urgency } from '../../../workflows/contract/case-type.ts';

type Clocks = readonly Pick<CaseAnswer['clocks'][number], 'name' | 'next'>[];

/** How long a deed takes at most where no clock presses, in ms. */
const unpressed = 3 * 24 * 3_600_000;

/** The parts of the time left in which a deed is done; up to the last one when there are no working hours before. */
const share = { earliest: 0.08, latest: 0.6, last: 0.9 };

/** What is urgent is worked on day and night. */
const dayAndNight: ReadonlySet<Urgency> = new Set(['emergency', 'urgent']);

/**
 * An instant (epoch ms) for the next deed.
 * @param at where between the earliest and the latest, 0 to 1
 */
export const deedAt = (
  { now, clocks, urgency }: { now: string; clocks: Clocks; urgency: Urgency },
  calendar: WorkingCalendar,
  at: number,
): number => {
  const start = Date.parse(now);
  const ahead = clocks
    .flatMap(({ next }) => (next === null ? [] : [Date.parse(next.at)]))
    .filter((rung) => rung > start);
  const span = Math.min(...ahead, start + unpressed) - start;
  const earliest = start + span * share.earliest;
  const between = (from: number, to: number): number => Math.round(from + (to - from) * at);
  if (!dayAndNight.has(urgency)) {
    for (const until of [share.latest, share.last]) {
      const worked = workedBetween(calendar, earliest, start + span * until, at);
      if (worked !== null) return worked;
    }
  }
  return between(earliest, start + span * share.latest);
};

/** An instant in the working time between two, `at` from its beginning to its end; null when there is none. */
const workedBetween = (calendar: WorkingCalendar, from: number, to: number, at: number): number | null => {
  const time = () => workingTime({ calendar, pauses: [] }, from);
  const total = measure(time(), to);
  const found = total > 0 ? spend(time(), Math.max(1, total * at)) : null;
  return found === null ? null : Math.round(found);
};
