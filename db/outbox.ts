// Which events somebody is told of, and who: one table. Notices hold no words; the receiver looks the case up with its own rights.
import type { CaseEvent, EventType } from '../workflows/contract/event.ts';
import { parentOf } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';

/** An org path, or the resident whose request it is. */
type Audience = string;
type AudienceRule = (state: CaseState, event: CaseEvent) => (Audience | null)[];

const responsible: AudienceRule = (state) => [state.responsible, state.handler];
/** Who had it before is told as well. */
const bothParties: AudienceRule = (state, event) => [
  state.responsible,
  state.handler,
  'from' in event.data ? event.data.from : null,
];
const superior: AudienceRule = (state) => [parentOf(state.responsible)];
const resident: AudienceRule = () => ['resident'];

const audiences: Partial<Record<EventType, AudienceRule>> = {
  received: responsible,
  dispatched: responsible,
  returned: bothParties,
  arbitrated: responsible,
  reassigned: bothParties,
  escalated: bothParties,
  takenOver: bothParties,
  urged: responsible,
  supervised: responsible,
  cardRaised: responsible,
  reminded: responsible,
  markedOverdue: (state) => [state.responsible, state.handler, parentOf(state.responsible)],
  raised: bothParties,
  redone: responsible,
  reopened: responsible,
  resumed: responsible,
  supervisionReplied: superior,
  extensionRequested: superior,
  suspensionRequested: superior,
  extensionApproved: responsible,
  extensionRefused: responsible,
  suspended: responsible,
  suspensionRefused: responsible,
  replied: resident,
  closed: resident,
  withdrawn: responsible,
};

export interface Notice {
  seq: number;
  kind: EventType;
  audience: Audience;
}

/** The notices of one decision; `state` is the state after it. */
export const noticesOf = (events: readonly CaseEvent[], state: CaseState): Notice[] =>
  events.flatMap((event) => {
    const told = audiences[event.type]?.(state, event) ?? [];
    const distinct = [...new Set(told.filter((audience) => audience !== null))];
    return distinct.map((audience) => ({ seq: event.seq, kind: event.type, audience }));
  });
