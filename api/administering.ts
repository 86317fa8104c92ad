// Who keeps the org tree: administrators their own unit and what is below it; whoever leads a unit arranges its duty and that below.
import type { Role } from '../workflows/contract/actor.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { isWithin, type OrgPath } from '../workflows/contract/org-path.ts';
import { isInCounty, type Person } from './caller.ts';

/** @throws CaseFailure NotAuthorised for a unit outside the administrator's own */
export const requireOwn = (caller: Person, unit: OrgPath): void => {
  if (isWithin(unit, caller.unit)) return;
  throw new CaseFailure(
    'NotAuthorised',
    `只能管理 ${caller.unit} 及其下级。You administer ${caller.unit} and what is below it.`,
  );
};

/** @throws CaseFailure NotAuthorised for a unit of another county */
export const requireInCounty = (caller: Person, unit: OrgPath): void => {
  if (isInCounty(caller, unit)) return;
  throw new CaseFailure('NotAuthorised', '只能查看本县（区）的单位。You see the units of your own county only.');
};

/** Roles that arrange who is on duty: officers of a unit that leads others or stands by itself, and administrators. */
const rosterKeepers: readonly Role[] = ['administrator', 'city', 'county', 'street', 'community', 'department'];

export const mayArrangeDuty = (caller: Person, unit: OrgPath): boolean =>
  rosterKeepers.includes(caller.role) && isWithin(unit, caller.unit);

/** @throws CaseFailure NotAuthorised */
export const requireRoster = (caller: Person, unit: OrgPath): void => {
  if (mayArrangeDuty(caller, unit)) return;
  throw new CaseFailure(
    'NotAuthorised',
    '值班由本单位负责人、上级或管理员安排。Duty is arranged by the head of the unit, by those above it, or by an administrator.',
  );
};
