// What happened in a season, counted from the ledgers of its cases, not from what the driver believes it did.
import type { EventAnswer } from '../../../api/schemas.ts';
import type { EventType } from '../../../workflows/contract/event.ts';
import type { Life } from './life.ts';

export interface Tally {
  received: number;
  closed: number;
  /** Of the closed: never overdue. */
  onTime: number;
  /** Cases that were ever overdue. */
  overdue: number;
  /** Cases in which it happened, by what happened. */
  returned: number;
  arbitrated: number;
  escalated: number;
  raised: number;
  supervised: number;
  extended: number;
  suspended: number;
  dissatisfied: number;
  redone: number;
  reopened: number;
  /** Disputes that ended with an agreement. */
  settled: number;
  /** Of the closed with a call-back that reached the resident: satisfied in any degree. */
  satisfied: number;
  calledBack: number;
  events: number;
}

export const emptyTally = (): Tally => ({
  received: 0,
  closed: 0,
  onTime: 0,
  overdue: 0,
  returned: 0,
  arbitrated: 0,
  escalated: 0,
  raised: 0,
  supervised: 0,
  extended: 0,
  suspended: 0,
  dissatisfied: 0,
  redone: 0,
  reopened: 0,
  settled: 0,
  satisfied: 0,
  calledBack: 0,
  events: 0,
});

/** Adds one life to the sums. */
export const count = (tally: Tally, { state, events, request }: Life): void => {
  const happened = new Set(events.map(({ type }) => type));
  const closed = state.status !== 'open';
  const wasOverdue = happened.has('markedOverdue') || happened.has('raised');
  const add = (name: keyof Tally, what: boolean): void => {
    if (what) tally[name] += 1;
  };
  add('received', true);
  add('closed', closed);
  add('onTime', closed && !wasOverdue);
  add('overdue', wasOverdue);
  for (const [name, type] of inLedger) add(name, happened.has(type));
  add('dissatisfied', events.some(isDissatisfied));
  add('settled', closed && request.intake.type === 'neighbour-dispute' && events.some(isAgreement));
  add('calledBack', closed && state.satisfaction !== null);
  add('satisfied', closed && state.satisfaction !== null && state.satisfaction !== 'dissatisfied');
  tally.events += events.length;
};

const inLedger: readonly (readonly [keyof Tally, EventType])[] = [
  ['returned', 'returned'],
  ['arbitrated', 'arbitrated'],
  ['escalated', 'escalated'],
  ['raised', 'raised'],
  ['supervised', 'supervised'],
  ['extended', 'extensionApproved'],
  ['suspended', 'suspended'],
  ['redone', 'redone'],
  ['reopened', 'reopened'],
];

const isDissatisfied = ({ type, data }: EventAnswer): boolean =>
  type === 'calledBack' && (data.input as { satisfaction?: string } | undefined)?.satisfaction === 'dissatisfied';

/** A settlement by the community (调处成功) or an agreement at the end of a mediation. */
const isAgreement = ({ type, data }: EventAnswer): boolean =>
  type === 'completed' && (data.action === 'settle' || data.action === 'agree');
