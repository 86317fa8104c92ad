// Events as they are answered: who did what, for which unit, in which capacity and why, in words that the caller may read.
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { Caller } from './caller.ts';
import type { EventAnswer } from './schemas.ts';
import { filesOf, type ReadTexts, readsEvent, textsOf } from './texts.ts';

export interface Names {
  units: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
}

/** The units and persons that {@link tellEvents} names. */
export const namedIn = (events: readonly CaseEvent[]): { units: string[]; people: string[] } => ({
  units: [...new Set(events.flatMap(({ actor, authority }) => [actor.unit, authority.unit]))],
  people: [...new Set(events.map(({ actor }) => actor.person))],
});

export const tellEvents = async (
  events: readonly CaseEvent[],
  caller: Caller,
  names: Names,
  readTexts: ReadTexts,
): Promise<EventAnswer[]> => {
  const readable = events.filter((event) => readsEvent(caller, event));
  const seen = new Set(readable);
  const refs = readable.flatMap((event) =>
    [...Object.values(textsOf(event)), event.reason].flatMap((text) => text?.ref ?? []),
  );
  const texts = await readTexts(refs);
  const textOf = (ref: string | undefined) => (ref === undefined ? null : (texts.get(ref) ?? null));
  const unitName = (unit: string) => ({ unit, name: names.units.get(unit) ?? unit });
  return events.map((event) => ({
    seq: event.seq,
    type: event.type,
    at: event.at,
    person: { id: event.actor.person, name: names.people.get(event.actor.person) ?? null },
    unit: unitName(event.actor.unit),
    authority: { ...event.authority, name: unitName(event.authority.unit).name },
    reason: textOf(event.reason?.ref),
    texts: Object.fromEntries(Object.entries(textsOf(event)).map(([field, { ref }]) => [field, textOf(ref)])),
    files: seen.has(event) ? filesOf(event) : [],
    commandId: event.commandId,
    data: event.data,
    prev: event.prev,
    hash: event.hash,
  }));
};
