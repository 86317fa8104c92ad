// A case's events as a story: each with the state before and after it, by the very fold that the engine and the auditors use.
import { evolve } from '../../../../workflows/case/evolve.ts';
import type { CaseEvent } from '../../../../workflows/contract/event.ts';
import type { CaseState } from '../../../../workflows/contract/state.ts';
import type { Schemas } from '../../../shared/api-types.ts';

export type EventAnswer = Schemas['Event'];

/** What the fold reads of an event is in `data`, `authority`, `seq`, `at` and `hash`; reasons stay words, the fold needs none. */
const toEvent = (caseNo: string, { person, unit, authority, reason: _, ...rest }: EventAnswer): CaseEvent =>
  ({
    ...rest,
    v: 1,
    caseNo,
    actor: { person: person.id, unit: unit.unit },
    authority: { role: authority.role, unit: authority.unit, basis: authority.basis },
    reason: null,
  }) as unknown as CaseEvent;

/** An event and what it changed. `typed`: the event with the body of its type. */
export interface Change {
  typed: CaseEvent;
  before: CaseState | null;
  after: CaseState;
}

/** {@link Change} with the words that the API tells beside it. */
export interface Chapter extends Change {
  event: EventAnswer;
}

/** @param events the whole ledger, from the first event on */
export const storyOf = (caseNo: string, events: readonly EventAnswer[]): Chapter[] => {
  let before: CaseState | null = null;
  return events.map((event) => {
    const typed = toEvent(caseNo, event);
    const chapter: Chapter = { event, typed, before, after: evolve(before, typed) };
    before = chapter.after;
    return chapter;
  });
};
