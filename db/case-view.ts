// The read model's row of a case, from its state alone.
import type { CaseState } from '../workflows/contract/state.ts';

/** The earliest deadline that runs, or null. */
export const dueOf = ({ clocks }: Pick<CaseState, 'clocks'>): string | null =>
  clocks.reduce<string | null>((due, clock) => (clock.due && (!due || clock.due < due) ? clock.due : due), null);

/** Marked overdue in one of its running clocks. */
export const isOverdue = ({ clocks }: Pick<CaseState, 'clocks'>): boolean =>
  clocks.some(({ rungs, fired }) => rungs.slice(0, fired).some((rung) => rung.kind === 'overdue'));

/** A row of `case_view`, by column name. */
export const viewOf = (state: CaseState) => ({
  case_no: state.caseNo,
  seq: state.seq,
  head: state.head,
  status: state.status,
  phase: state.phase,
  step: state.step,
  type: state.type.name,
  source: state.intake.source,
  category: state.intake.category,
  urgency: state.intake.urgency,
  area: state.intake.area,
  responsible: state.responsible,
  involved: state.involved,
  due_at: dueOf(state),
  overdue: isOverdue(state),
  card: state.supervision && !state.supervision.replied ? state.supervision.card : null,
  rehearsal: state.rehearsal,
  received_at: state.intake.receivedAt,
  closed_at: state.closedAt,
  on_time: state.status === 'open' ? null : !state.wasOverdue,
  calendar: state.clocks[0]?.calendar.name ?? '',
  state,
});
