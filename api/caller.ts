// Who is asking: a person with a duty, or a resident with a receipt; what they may see, and in whose name they act.
import type { Scope } from '../db/cases.ts';
import type { Actor, Authority, Role } from '../workflows/contract/actor.ts';
import { atLevel, isDepartment, isWithin, type OrgPath, parentOf } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';

export interface Person {
  kind: 'person';
  person: string;
  name: string;
  unit: OrgPath;
  role: Role;
  /** Signed in on a wall: nobody stands there to sign in again, so it goes on for long, shows the command hall and may do nothing else. */
  wall: boolean;
}

export interface Resident {
  kind: 'resident';
  caseNo: string;
}

export type Caller = Person | Resident;

/** The part of the world that the caller sees: the same rule as `maySee`, as the queries take it. */
export const scopeOf = (caller: Caller): Scope =>
  caller.kind === 'person' ? { units: [caller.unit] } : { caseNo: caller.caseNo };

/** The role, `resident` for a receipt. */
export const roleOf = (caller: Caller): Role => (caller.kind === 'person' ? caller.role : 'resident');

/** In whose name the caller acts on a case that they may see; a resident's unit is the area that they live in. */
export const actingOn = (caller: Caller, state: Pick<CaseState, 'intake'>): { actor: Actor; authority: Authority } => {
  if (caller.kind === 'person') {
    const { person, unit, role } = caller;
    return { actor: { person, unit }, authority: { role, unit, basis: 'duty' } };
  }
  const unit = state.intake.area;
  return { actor: { person: 'resident', unit }, authority: { role: 'resident', unit, basis: 'receipt' } };
};

/** The county that a unit belongs to; a unit above the counties keeps its own reach. */
export const countyOf = (unit: OrgPath): OrgPath => {
  const place = isDepartment(unit) ? (parentOf(unit) ?? unit) : unit;
  return atLevel(place, 'county');
};

/** Whether something at `path` belongs to the caller's county (or city). */
export const isInCounty = (caller: Person, path: OrgPath): boolean => isWithin(path, countyOf(caller.unit));

/** One name for each caller: whose uploads, keys, streams and requests are whose. */
export const identityOf = (caller: Caller): string =>
  caller.kind === 'person' ? `person/${caller.person}` : `case/${caller.caseNo}`;
