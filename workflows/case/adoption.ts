// How a case is told of another version of its calendar, and what that would move.
import type { Actor } from '../contract/actor.ts';
import type { Clock, ClockName, WorkingCalendar } from '../contract/calendar.ts';
import type { AdoptCalendar } from '../contract/command.ts';
import { CaseFailure } from '../contract/failures.ts';
import { type Instant, systemId } from '../contract/ids.ts';
import { canonical, sha256 } from './chain.ts';
import { dueOf } from './clock.ts';

/** The id of the command by which cases are told of a version. */
export const adoptionId = ({ name, version }: Pick<WorkingCalendar, 'name' | 'version'>): string =>
  systemId(`calendar-${name}-${version}`);

/** The command: the same from whoever tells a case first. */
export const adoption = (calendar: WorkingCalendar, actor: Actor): AdoptCalendar => ({
  id: adoptionId(calendar),
  bodyHash: sha256(canonical(calendar)),
  action: 'adoptCalendar',
  calendar,
  reason: null,
  actor,
  authority: { role: 'system', unit: actor.unit, basis: 'system' },
});

/** A deadline that a calendar gives anew. */
export interface Move {
  clock: ClockName;
  from: Instant | null;
  to: Instant | null;
}

/** The deadlines that a calendar gives anew; null: it has none to give. */
export const movesOf = (clocks: readonly Clock[], calendar: WorkingCalendar): Move[] | null => {
  try {
    return clocks.flatMap((clock) => {
      const to = dueOf(clock, calendar).due;
      return to === clock.due ? [] : [{ clock: clock.name, from: clock.due, to }];
    });
  } catch (error) {
    if (error instanceof CaseFailure && error.code === 'CalendarYearMissing') return null;
    throw error;
  }
};
