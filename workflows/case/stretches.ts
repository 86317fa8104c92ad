// A clock as stretches of time: its limit, then each extension, walked one after the other. Both the deadline and its derivation
// come from this one walk.
import type { Clock, TimeLimit, WorkingCalendar } from '../contract/calendar.ts';
import type { OrgPath } from '../contract/org-path.ts';
import { isPublished } from './calendar.ts';
import { type Anchor, dayOfDeadline, type Ground, type Piece, walk } from './walk.ts';

/** What a deadline derives from. */
export type ClockFacts = Pick<Clock, 'startedAt' | 'limit' | 'pauses' | 'extensions'>;

/** One stretch of a clock: its limit, or an extension that runs on from the deadline before. */
export interface Stretch {
  limit: TimeLimit;
  anchor: Anchor;
  /** Null: the limit itself. */
  approvedBy: OrgPath | null;
}

/** The stretches in their order: the limit, then each extension. */
export const stretchesOf = ({ limit, extensions }: ClockFacts): Stretch[] => [
  { limit, anchor: 'start', approvedBy: null },
  ...extensions.map((extension) => ({ ...extension, anchor: 'deadline' as const })),
];

/** What the walk of a clock goes by. */
export const groundOf = ({ pauses }: ClockFacts, calendar: WorkingCalendar): Ground => ({
  calendar,
  pauses: pauses.map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? Infinity : Date.parse(to) })),
});

export const isPaused = ({ pauses }: ClockFacts): boolean => pauses.at(-1)?.to === null;

/** A stretch as walked: where it ended (epoch ms; null: an open pause came before) and whether its end may yet move. */
export interface Walked {
  stretch: Stretch;
  from: number;
  deadline: number | null;
  /** Its deadline lies in the year after the last published one. */
  provisional: boolean;
}

/** Walks the stretches one after the other, up to the first that an open pause stops; `keep` receives the pieces of each. */
export const walkStretches = (
  facts: ClockFacts,
  calendar: WorkingCalendar,
  keep?: (index: number, piece: Piece) => void,
): Walked[] => {
  const ground = groundOf(facts, calendar);
  const walked: Walked[] = [];
  let from: number | null = Date.parse(facts.startedAt);
  for (const [index, stretch] of stretchesOf(facts).entries()) {
    if (from === null) break;
    const deadline = walk(ground, from, stretch.limit, stretch.anchor, keep && ((piece) => keep(index, piece)));
    const provisional =
      deadline !== null && stretch.limit.unit !== 'hour' && !isPublished(calendar, dayOfDeadline(calendar, deadline));
    walked.push({ stretch, from, deadline, provisional });
    from = deadline;
  }
  return walked;
};
