// Who stands where to a case: the one rule that the workflow's validator, the list queries (as SQL over the same paths) and the
// "allowed actions" share. An action names relations; a person may take it when one of theirs is among them.
import type { Authority, Relation } from '../contract/actor.ts';
import { isSuperior, isWithin, type OrgPath } from '../contract/org-path.ts';
import type { CaseState } from '../contract/state.ts';

/** Roles that look but never act on a case. */
const onlookers: readonly Authority['role'][] = ['auditor', 'administrator'];

/** The relations that an authority has to a case. */
export const relationsTo = (state: CaseState, authority: Authority): ReadonlySet<Relation> => {
  const found = new Set<Relation>();
  if (authority.basis === 'system') return found.add('system');
  if (authority.basis === 'receipt') return found.add('resident');
  if (onlookers.includes(authority.role)) return found;
  const { unit } = authority;
  if (unit === state.responsible) found.add('responsible');
  if (unit === state.handler) found.add('handler');
  if (unit === state.handovers.at(-1)?.from) found.add('dispatcher');
  if (isSuperior(unit, state.responsible)) found.add('superior');
  if (maySee(state, [unit])) found.add('involved');
  return found;
};

/**
 * Nobody lists, reads or acts outside their subtree and involvement: a case is seen by the units that have a part in it, and by
 * those above them. In SQL: `involved <@ any(units)`.
 */
export const maySee = (state: Pick<CaseState, 'involved'>, units: readonly OrgPath[]): boolean =>
  units.some((unit) => state.involved.some((part) => isWithin(part, unit)));
