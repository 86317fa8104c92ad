// A case as it is answered: its state, in words, with its clocks against its own present and what the caller may do now.
import type { FoundCase } from '../db/cases.ts';
import type { ListSurroundings, Surroundings } from '../db/surroundings.ts';
import { allowedActions, type OfferedAction } from '../workflows/case/actions.ts';
import { nextHolder } from '../workflows/case/next-holder.ts';
import type { Clock } from '../workflows/contract/calendar.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { AttachmentRef } from '../workflows/contract/vault.ts';
import { actingOn, type Caller } from './caller.ts';
import type { CaseAnswer, CaseListItem, ClockAnswer, WorkListItem } from './schemas.ts';
import { etagOf } from './stale-version.ts';
import { intakeTexts, titleRef } from './texts.ts';

/** An action that is offered, and who answers for the case after it, as far as that is known. */
interface Offer extends OfferedAction {
  to: OrgPath | null;
}

/** What a caller may do to a case now. */
export const offersTo = (caller: Caller, state: CaseState, definition: CaseTypeDefinition): Offer[] => {
  const { authority } = actingOn(caller, state);
  return allowedActions(state, definition, authority).map((offered) => ({
    ...offered,
    to: nextHolder(state, definition, authority, offered.action),
  }));
};

/** What an answer needs beside the state. A unit without a name is called by its path. */
interface Beside extends Surroundings {
  /** null: it was altered in the database. */
  definition: CaseTypeDefinition | null;
  /** What the caller may do now. */
  offers: readonly Offer[];
  /** The case's own present. */
  now: Date;
}

/** The units that {@link caseAnswer} names. */
export const unitsIn = ({ intake, responsible, handler }: CaseState): string[] =>
  [intake.area, responsible, handler].filter((unit) => unit !== null);

export const clockAnswer = (clock: Clock, now: Date): ClockAnswer => {
  const { name, limit, calendar, startedAt, due, provisional, rungs, fired } = clock;
  const slackMs = due === null ? null : Date.parse(due) - now.getTime();
  return {
    name,
    limit,
    calendar: calendar.name,
    startedAt,
    due,
    provisional,
    overdue: slackMs !== null && slackMs < 0,
    slackMs,
    next: rungs[fired] ?? null,
  };
};

/** What its type calls a case and its step; bare names, when that is not known. */
export const labelsOf = ({ step, type }: CaseState, definition: CaseTypeDefinition | null) => ({
  stepLabel: definition?.steps[step]?.label ?? { zh: step, en: step },
  typeLabel: definition?.label ?? { zh: type.name, en: type.name },
});

/** Shown until the supervision is answered. */
const cardOf = ({ supervision }: CaseState) => (supervision && !supervision.replied ? supervision.card : null);

/** What the offices gathered may concern others: a resident gets back what the request came with; what came later stands by its event. */
const attachmentsFor = (state: CaseState, caller: Caller): AttachmentRef[] =>
  caller.kind === 'resident' ? state.intake.attachments : state.attachments;

export const caseAnswer = (
  state: CaseState,
  caller: Caller,
  { definition, offers, now, names, onDuty, texts, incidents }: Beside,
): CaseAnswer => {
  const named = (unit: string) => ({ unit, name: names.get(unit) ?? unit });
  const answering = (unit: string) => ({ ...named(unit), onDuty: onDuty.get(unit) ?? null });
  const { intake } = state;
  return {
    caseNo: state.caseNo,
    seq: state.seq,
    etag: etagOf(state.seq),
    status: state.status,
    outcome: state.outcome,
    phase: state.phase,
    step: state.step,
    type: state.type,
    ...labelsOf(state, definition),
    source: intake.source,
    category: intake.category,
    urgency: intake.urgency,
    area: intake.area,
    areaName: named(intake.area).name,
    responsible: answering(state.responsible),
    handler: state.handler === null ? null : named(state.handler),
    since: state.responsibleSince,
    now: now.toISOString(),
    clocks: state.clocks.map((clock) => clockAnswer(clock, now)),
    card: cardOf(state),
    supervision: state.supervision,
    request: state.request,
    suspension: state.suspension,
    contested: state.contested,
    urges: state.urges,
    hops: state.hops,
    returns: state.returns,
    satisfaction: state.satisfaction,
    rehearsal: state.rehearsal,
    receivedAt: intake.receivedAt,
    closedAt: state.closedAt,
    texts: intakeTexts(state, caller, texts),
    attachments: attachmentsFor(state, caller),
    incidents: incidents.map(({ kind, at, what }) => ({ kind, at: new Date(at).toISOString(), what })),
    allowed: offers.map((offer) => ({ ...offer, to: offer.to === null ? null : answering(offer.to) })),
  };
};

/** A case in few words. A rehearsal's slack is that of its last event: its own present costs a call to the engine. */
export const listItem = (
  { state, due, overdue }: FoundCase,
  names: ReadonlyMap<string, string>,
  now: Date,
): CaseListItem => {
  const { intake, responsible } = state;
  const present = state.rehearsal ? Date.parse(state.at) : now.getTime();
  return {
    caseNo: state.caseNo,
    seq: state.seq,
    status: state.status,
    outcome: state.outcome,
    phase: state.phase,
    step: state.step,
    type: state.type.name,
    source: intake.source,
    category: intake.category,
    urgency: intake.urgency,
    area: intake.area,
    areaName: names.get(intake.area) ?? intake.area,
    responsible: { unit: responsible, name: names.get(responsible) ?? responsible },
    card: cardOf(state),
    satisfaction: state.satisfaction,
    rehearsal: state.rehearsal,
    receivedAt: intake.receivedAt,
    closedAt: state.closedAt,
    due,
    overdue,
    slackMs: due === null ? null : Date.parse(due) - present,
  };
};

/** A line of the work list. @param definition of the case's type, in the case's version */
export const workListItem = (
  found: FoundCase,
  caller: Caller,
  definition: CaseTypeDefinition | null,
  { names, onDuty, titles }: ListSurroundings,
  now: Date,
): WorkListItem => {
  const { state, due } = found;
  const item = listItem(found, names, now);
  const clock = state.clocks.find((each) => each.due !== null && each.due === due);
  const title = titleRef(state, caller);
  return {
    ...item,
    ...labelsOf(state, definition),
    title: title === null ? null : (titles.get(title) ?? null),
    responsible: { ...item.responsible, onDuty: onDuty.get(state.responsible) ?? null },
    since: state.responsibleSince,
    calendar: state.clocks[0]?.calendar.name ?? '',
    clock: clock ? { name: clock.name, unit: clock.limit.unit, provisional: clock.provisional } : null,
    suspended: state.suspension !== null,
    contested: state.contested,
    request: state.request?.kind ?? null,
    urges: state.urges,
  };
};
