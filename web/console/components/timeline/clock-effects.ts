// What an event did to the clocks: started, moved, stopped, let run on, ended. Found by comparing the clocks before and after it.
import type { Clock, ClockName } from '../../../../workflows/contract/calendar.ts';
import type { Change } from './story.ts';

export type ClockEffect =
  | { kind: 'started'; clock: Clock }
  | { kind: 'moved'; clock: Clock; from: string; to: string }
  | { kind: 'paused'; clock: Clock; from: string | null }
  /** `credited`: the time that did not count, in ms; `from`: the deadline before the pause. */
  | { kind: 'resumed'; clock: Clock; from: string | null; to: string; credited: number }
  | { kind: 'ended'; clock: Clock };

const pausedMs = ({ pauses }: Clock): number => {
  const last = pauses.at(-1);
  return last?.to ? Date.parse(last.to) - Date.parse(last.from) : 0;
};

/** The clocks that an event starts; a step may begin in the very instant in which the one before began. */
const startedBy = ({ typed: { data } }: Change): ClockName[] => [
  ...('caseClock' in data ? (['case'] as const) : []),
  ...('transition' in data && data.transition !== null ? (['step'] as const) : []),
  ...('clock' in data && typeof data.clock === 'object' ? (['reply'] as const) : []),
];

/** @param lastDue the deadline that the clock had when it last had one */
const effectOf = (before: Clock | undefined, after: Clock, lastDue: string | null): ClockEffect | null => {
  if (!before) return { kind: 'started', clock: after };
  if (before.due === after.due) return null;
  if (after.due === null) return { kind: 'paused', clock: after, from: before.due };
  if (before.due === null) {
    return { kind: 'resumed', clock: after, from: lastDue, to: after.due, credited: pausedMs(after) };
  }
  return { kind: 'moved', clock: after, from: before.due, to: after.due };
};

/** The effects of each event, by its number. */
export const clockEffects = (story: readonly Change[]): ReadonlyMap<number, ClockEffect[]> => {
  const lastDue = new Map<ClockName, string>();
  return new Map(
    story.map((chapter) => {
      const { typed, before, after } = chapter;
      const started = startedBy(chapter);
      const known = before?.clocks ?? [];
      const changed = after.clocks.flatMap((clock) => {
        const earlier = started.includes(clock.name) ? undefined : known.find(({ name }) => name === clock.name);
        return effectOf(earlier, clock, lastDue.get(clock.name) ?? null) ?? [];
      });
      const ended = known
        .filter((clock) => !after.clocks.some(({ name }) => name === clock.name))
        .map((clock): ClockEffect => ({ kind: 'ended', clock }));
      for (const { name, due } of after.clocks) if (due !== null) lastDue.set(name, due);
      return [typed.seq, [...changed, ...ended]];
    }),
  );
};
