// What figures over the narrow rows of `case_open` have in common, so that they agree: who sees an open case, and when it is late.
import { levelOf, type OrgPath } from '../workflows/contract/org-path.ts';

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
