// What a case went by, held against what is published: its type by the hash of the definition, each deadline by the version of the calendar
// that it names. A version never changes, so whoever changed one in the database is told by every case that went by it before.
import { keyOf, type Published, readPublished, type Version } from '../db/published.ts';
import type { Queries } from '../db/reconcile-ledger.ts';
import { hashCaseType } from '../workflows/case/case-type-hash.ts';
import { dueOf } from '../workflows/case/clock.ts';
import { evolve } from '../workflows/case/evolve.ts';
import type { Clock } from '../workflows/contract/calendar.ts';
import type { CaseTypeRef } from '../workflows/contract/case-type.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';

export interface Rules {
  type: CaseTypeRef;
  /** Each with the event that it is known from. */
  clocks: readonly { seq: number; clock: Clock }[];
}

/** A version that a case went by, and that is another one now or is not there. */
export interface Departure extends Version {
  of: 'type' | 'calendar';
  what: 'altered' | 'missing';
  /** The event by which the case went by it. */
  seq: number;
}

/** What a case goes by now: only clocks that it still has. */
export const presentRules = ({ type, seq, clocks }: CaseState): Rules => ({
  type,
  clocks: clocks.map((clock) => ({ seq, clock })),
});

/** What a case went by in its whole life. @throws Error when the events do not make a case */
export const allRules = (events: readonly CaseEvent[]): Rules[] => {
  const clocks: { seq: number; clock: Clock }[] = [];
  let state: CaseState | null = null;
  for (const event of events) {
    const before: readonly Clock[] = state?.clocks ?? [];
    state = evolve(state, event);
    for (const clock of state.clocks) if (!before.includes(clock)) clocks.push({ seq: event.seq, clock });
  }
  return state === null ? [] : [{ type: state.type, clocks }];
};

/** Where what these cases went by is not what is published, in their order. */
export const findDepartures = async (db: Queries, rules: readonly Rules[]): Promise<Departure[]> => {
  const published = await readPublished(db, {
    types: rules.map(({ type }) => type),
    calendars: rules.flatMap(({ clocks }) => clocks.map(({ clock }) => clock.calendar)),
  });
  return rules.flatMap(({ type, clocks }) => [
    ...departure('type', 1, type, stateOfType(type, published)),
    ...clocks.flatMap(({ seq, clock }) =>
      departure('calendar', seq, clock.calendar, stateOfCalendar(clock, published)),
    ),
  ]);
};

type Found = Departure['what'] | 'same';

const departure = (of: Departure['of'], seq: number, { name, version }: Version, what: Found): Departure[] =>
  what === 'same' ? [] : [{ of, name, version, what, seq }];

const stateOfType = (type: CaseTypeRef, { types }: Published): Found => {
  const definition = types.get(keyOf(type));
  if (!definition) return 'missing';
  return hashCaseType(definition) === type.hash ? 'same' : 'altered';
};

/** A calendar has no hash; what it is for are deadlines. */
const stateOfCalendar = (clock: Clock, { calendars }: Published): Found => {
  const calendar = calendars.get(keyOf(clock.calendar));
  if (!calendar) return 'missing';
  try {
    return dueOf(clock, calendar).due === clock.due ? 'same' : 'altered';
  } catch {
    // It gave a deadline once, and gives none now.
    return 'altered';
  }
};

const names = { type: { zh: '事项类型', en: 'case type' }, calendar: { zh: '日历', en: 'calendar' } } as const;

/** Chinese first, then English. */
export const departureInWords = ({ of, name, version, what }: Departure): string => {
  const { zh, en } = names[of];
  if (what === 'missing')
    return `${zh} ${name} 第 ${version} 版不在库中 not in the database: version ${version} of the ${en} ${name}`;
  return of === 'type'
    ? `${zh} ${name} 第 ${version} 版与事项受理时的不同 version ${version} of the ${en} ${name} is not the one under which a case was received`
    : `${zh} ${name} 第 ${version} 版推算的时限与事项所记不同 version ${version} of the ${en} ${name} does not give the deadline that a case has by it`;
};
