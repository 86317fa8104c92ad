// What figures over the narrow rows of `case_open` have in common, so that they agree: who sees an open case, and when it is late.
import { levelOf, type OrgPath } from '../workflows/contract/org-path.ts';

/** The columns of `case_open`, each with what makes it of a row of the read model: as the trigger `keep_open` writes them. */
const columns = [
  ...[
    'case_no',
    'rehearsal',
    'source',
    'type',
    'urgency',
    'phase',
    'step',
    'scopes',
    'due_at',
    'overdue',
    'card',
    'received_at',
  ].map((column) => ({ column, from: (view: string) => `${view}.${column}` })),
  ...['area', 'responsible'].map((column) => ({ column, from: (view: string) => `${view}.${column}::text` })),
  { column: 'rung', from: (view: string) => `rung_of(${view}.state)` },
  { column: 'reply_due_at', from: (view: string) => `reply_due_of(${view}.state)` },
];
const names = columns.map(({ column }) => column).join(', ');

/**
 * Whether the row of `case_open` is not the one that a row of the read model makes, or is there and should not be; either may be null.
 * @param view its state must be one
 */
export const isOpenRowWrong = (view: string, open: string): string => `(case when ${view}.status = 'open'
  then (${columns.map(({ column }) => `${open}.${column}`).join(', ')}) is distinct from (${columns.map(({ from }) => from(view)).join(', ')})
  else ${open}.case_no is not null end)`;

/** Makes the rows of `case_open` of the cases `$1` anew from the read model; in two statements, one after the other. */
export const remakeOpenRows = [
  'delete from case_open where case_no = any($1)',
  `insert into case_open (${names}) select ${columns.map(({ from }) => from('case_view')).join(', ')}
   from case_view where case_no = any($1) and status = 'open'`,
];

/** Late from the deadline on, marked or not; a rehearsal, whose own time is skipped, by its mark alone. */
export const isLate = '(overdue or (not rehearsal and coalesce(due_at < now(), false)))';

/** The case's own present: of a real one ours, of a rehearsal, whose time is skipped, its last event. */
export const presentOf = (rehearsals: boolean): string =>
  rehearsals
    ? `(select (state ->> 'at')::timestamptz from case_view where case_view.case_no = case_open.case_no)`
    : 'now()';

/** Whether it is due before an instant of our time, or late already; a rehearsal: once as much of its own time has gone by. */
export const isDueBefore = (instant: string, rehearsals: boolean): string =>
  rehearsals ? `due_at < ${presentOf(true)} + (${instant}::timestamptz - now())` : `due_at < ${instant}::timestamptz`;

/** Whether a path, given as text, is a unit or lies below it. */
export const isBelow = (path: string, unit: string): string =>
  `(${path} = ${unit} or starts_with(${path}, ${unit} || '.'))`;

/**
 * Whether the unit `$1` sees an open case. A case's place has a part in it: of a county nearly all cases lie within, which is cheaper to
 * tell than to look for it among its units; below a county the index on `scopes` finds the few.
 */
export const isSeen = (unit: OrgPath): string => {
  const part = 'scopes @> array[$1::text]';
  return ['city', 'county'].includes(levelOf(unit)) ? `(${isBelow('area', '$1::text')} or ${part})` : part;
};
