// evolve(state, event) → state: the fold that everybody uses (workflow, read model, time machine, verifier). It never refuses and
// never looks anything up: an event says all that it changed.
import { type Clock, mostRungs } from '../contract/calendar.ts';
import type { CaseEvent, EventBody, Transition } from '../contract/event.ts';
import type { OrgPath } from '../contract/org-path.ts';
import { type CaseState, Satisfaction } from '../contract/state.ts';

/** The state after `event`. @throws Error when the first event is not `received`, or a later one is. */
export const evolve = (before: CaseState | null, event: CaseEvent): CaseState => {
  if (before === null) {
    if (event.type !== 'received') throw new Error(`A case begins with "received", not with "${event.type}".`);
    return receive(event, event.data);
  }
  return { ...before, ...changes(before, event), seq: event.seq, head: event.hash, at: event.at };
};

/** Folds a case's events, from the first. @throws Error when there is none. */
export const fold = (events: readonly CaseEvent[], from: CaseState | null = null): CaseState => {
  const state = events.reduce<CaseState | null>(evolve, from);
  if (state === null) throw new Error('A case has at least one event.');
  return state;
};

const receive = (event: CaseEvent, data: EventBody<'received'>): CaseState => ({
  v: 1,
  caseNo: event.caseNo,
  seq: event.seq,
  head: event.hash,
  at: event.at,
  type: data.type,
  rehearsal: data.rehearsal,
  intake: data.intake,
  status: 'open',
  outcome: null,
  phase: data.transition.phase,
  step: data.transition.step,
  enteredStepAt: event.at,
  responsible: data.transition.responsible,
  responsibleSince: event.at,
  handler: null,
  involved: [...new Set([data.intake.area, data.transition.responsible])],
  handovers: [],
  hops: 0,
  returns: 0,
  contested: false,
  settled: false,
  clocks: [data.caseClock, data.transition.clock],
  supervision: null,
  request: null,
  suspension: null,
  urges: 0,
  raises: 0,
  redos: 0,
  reopens: 0,
  wasOverdue: false,
  satisfaction: null,
  attachments: data.intake.attachments,
  closedAt: null,
  archiveAt: null,
});

const changes = (state: CaseState, event: CaseEvent): Partial<CaseState> => {
  switch (event.type) {
    case 'received':
      throw new Error('A case is received once.');
    case 'verified':
    case 'resolvedOnSpot':
    case 'advanced':
    case 'completed':
    case 'replied':
    case 'reviewed':
      return act(state, event, event.data);
    case 'dispatched': {
      const after = act(state, event, event.data);
      const handover = { from: event.authority.unit, step: state.step, to: after.responsible ?? state.responsible };
      return { ...after, handovers: [...state.handovers, handover], hops: state.hops + 1, settled: false };
    }
    case 'calledBack': {
      const grade = Satisfaction.safeParse(event.data.input.satisfaction);
      return { ...act(state, event, event.data), ...(grade.success && { satisfaction: grade.data }) };
    }
    case 'redone':
      return { ...act(state, event, event.data), redos: state.redos + 1, satisfaction: null };
    case 'closed':
      return { ...end(state, 'resolved', event.at, event.data.archiveAt), ...collect(state, event.data.input) };
    case 'withdrawn':
      return end(state, 'withdrawn', event.at, event.data.archiveAt);
    case 'takenOver':
      return answerFor(state, event.authority.unit, event.at, null);
    case 'returned':
      return {
        ...enter(state, event, event.data.transition),
        handovers: event.data.contested ? state.handovers : state.handovers.slice(0, -1),
        hops: state.hops + 1,
        returns: state.returns + 1,
        contested: event.data.contested,
      };
    case 'arbitrated':
      return {
        ...enter(state, event, event.data.transition),
        handovers: handedTo(state, event.data.unit),
        hops: state.hops + 1,
        contested: false,
        settled: true,
      };
    case 'reassigned':
      return {
        ...answerFor(state, event.data.to, event.at, null),
        handovers: handedTo(state, event.data.to),
        hops: state.hops + 1,
      };
    case 'escalated':
      return answerFor(state, event.data.to, event.at, event.data.from);
    case 'urged':
      return { urges: state.urges + 1 };
    case 'supervised':
      return {
        supervision: { card: event.data.card, by: event.authority.unit, at: event.at, replied: false },
        clocks: withClocks(state, [event.data.clock]),
        involved: involve(state, event.authority.unit),
      };
    case 'supervisionReplied':
      return {
        supervision: state.supervision && { ...state.supervision, replied: true },
        clocks: state.clocks.filter((clock) => clock.name !== 'reply'),
      };
    case 'cardRaised':
      return {
        supervision: state.supervision && { ...state.supervision, card: 'red' },
        clocks: state.clocks.map((clock) => (clock.name === 'reply' ? allFired(clock) : clock)),
      };
    case 'extensionRequested':
      return { request: { kind: 'extension', by: event.authority.unit, at: event.at, ...event.data } };
    case 'extensionApproved':
      return { request: null, clocks: withClocks(state, event.data.clocks) };
    case 'suspensionRequested':
      return { request: { kind: 'suspension', by: event.authority.unit, at: event.at, until: event.data.until } };
    case 'suspended':
      return {
        request: null,
        suspension: { since: event.at, until: event.data.until, approvedBy: event.authority.unit },
        clocks: withClocks(state, event.data.clocks),
      };
    case 'extensionRefused':
    case 'suspensionRefused':
      return { request: null };
    case 'resumed':
      return { suspension: null, clocks: withClocks(state, event.data.clocks) };
    case 'reopened':
      return {
        ...enter({ ...state, clocks: [event.data.caseClock] }, event, event.data.transition),
        status: 'open',
        outcome: null,
        closedAt: null,
        archiveAt: null,
        satisfaction: null,
        reopens: state.reopens + 1,
      };
    case 'noted':
      return {};
    case 'attached':
      return { attachments: [...state.attachments, ...event.data.attachments] };
    case 'reminded':
      return { clocks: fire(state, event.data) };
    case 'markedOverdue':
      return { clocks: fire(state, event.data), wasOverdue: true };
    case 'raised':
      return {
        ...answerFor(state, event.data.to, event.at, event.data.from),
        clocks: fire(state, event.data),
        raises: state.raises + event.data.skipped.filter((kind) => kind === 'raise').length + 1,
        wasOverdue: true,
      };
    case 'calendarAdopted':
      return { clocks: withClocks(state, event.data.clocks) };
    case 'archived':
      return { status: 'archived', archiveAt: null };
  }
};

/** An action of the type: its material is collected, and it may lead on. */
const act = (state: CaseState, event: CaseEvent, data: EventBody<'verified'>): Partial<CaseState> => ({
  ...collect(state, data.input),
  ...(data.transition && enter(state, event, data.transition)),
});

const collect = (state: CaseState, input: EventBody<'verified'>['input']): Partial<CaseState> => {
  const files = Object.values(input).flatMap((value) => (Array.isArray(value) ? value : []));
  return files.length > 0 ? { attachments: [...state.attachments, ...files] } : {};
};

const enter = (state: CaseState, event: CaseEvent, to: Transition): Partial<CaseState> => ({
  step: to.step,
  phase: to.phase,
  enteredStepAt: event.at,
  responsible: to.responsible,
  responsibleSince: to.responsible === state.responsible ? state.responsibleSince : event.at,
  handler: null,
  involved: involve(state, to.responsible),
  clocks: withClocks(state, [to.clock]),
  request: null,
});

/** Another unit answers from now on; `original` (the first to work on it) goes on handling. */
const answerFor = (state: CaseState, unit: OrgPath, at: string, original: OrgPath | null): Partial<CaseState> => {
  const handler = original === null ? null : (state.handler ?? original);
  return {
    responsible: unit,
    responsibleSince: unit === state.responsible ? state.responsibleSince : at,
    handler: handler === unit ? null : handler,
    involved: involve(state, unit),
  };
};

const end = (
  state: CaseState,
  outcome: 'resolved' | 'withdrawn',
  at: string,
  archiveAt: string,
): Partial<CaseState> => ({
  status: 'closed',
  outcome,
  closedAt: at,
  archiveAt,
  handler: null,
  clocks: [],
  request: null,
  suspension: null,
  contested: false,
  supervision: state.supervision && { ...state.supervision, replied: true },
});

/**
 * The last handover goes on with another receiver, who may return it to the same sender. A receiver who handed the case over
 * before has it back: that handover and those after it are done, or the unit could return the case to itself.
 */
const handedTo = ({ handovers }: CaseState, to: OrgPath): CaseState['handovers'] => {
  const back = handovers.findIndex(({ from }) => from === to);
  if (back !== -1) return handovers.slice(0, back);
  return handovers.map((handover, i) => (i === handovers.length - 1 ? { ...handover, to } : handover));
};

const involve = (state: CaseState, unit: OrgPath): OrgPath[] =>
  state.involved.includes(unit) ? state.involved : [...state.involved, unit];

/** Clocks by name: the new ones take the place of their namesakes; the order is case, step, reply. */
const withClocks = (state: CaseState, news: readonly Clock[]): Clock[] =>
  (['case', 'step', 'reply'] as const).flatMap(
    (name) => news.find((clock) => clock.name === name) ?? state.clocks.find((clock) => clock.name === name) ?? [],
  );

const fire = (state: CaseState, { clock: name, skipped, next }: EventBody<'reminded'>): Clock[] =>
  state.clocks.map((clock) => {
    if (clock.name !== name) return clock;
    if (!next) return { ...clock, fired: clock.fired + skipped.length + 1 };
    // The state is carried from run to run: of what has come again and again since, it keeps none but the next.
    const decided = clock.rungs.slice(0, mostRungs);
    return { ...clock, rungs: [...decided, next], fired: decided.length };
  });

const allFired = (clock: Clock): Clock => ({ ...clock, fired: clock.rungs.length });
