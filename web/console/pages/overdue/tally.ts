// The figures of units, added up along the tree: what a branch has is what its units have.
import { isWithin, levelOf, type OrgPath } from '../../../../workflows/contract/org-path.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { type OverdueSearch, rungCount, type Slip, slips } from './search.ts';

export type UnitSlips = Schemas['UnitSlips'];

/** How many cases are watched for one reason, for any of them, and are open at all. */
type Reason = Slip | 'any' | 'open';

export type Tally = Record<Reason, number> & {
  /** Open ones by the rung that they reached. */
  byRung: number[];
};

/** What narrows the list besides the units that are looked at. */
type Narrowing = { [K in 'slip' | 'level' | 'rung']?: OverdueSearch[K] | undefined };

/** One line of the table of branches. */
export interface Branch extends Tally {
  path: OrgPath;
  /** `own`: the unit itself, without what is below it. `outside`: beyond the watcher's own branch. */
  kind: 'branch' | 'own' | 'outside';
}

export const nothing = (): Tally => ({
  open: 0,
  any: 0,
  ...(Object.fromEntries(slips.map((slip) => [slip, 0])) as Record<Slip, number>),
  byRung: Array<number>(rungCount).fill(0),
});

export const sum = (units: readonly UnitSlips[]): Tally =>
  units.reduce((total, unit) => {
    for (const name of ['open', 'any', ...slips] as const) total[name] += unit[name];
    total.byRung[unit.rung] = (total.byRung[unit.rung] ?? 0) + unit.open;
    return total;
  }, nothing());

/** The unit directly below `root` that `path` lies in. */
const childOf = (root: OrgPath, path: OrgPath): OrgPath =>
  path
    .split('.')
    .slice(0, root.split('.').length + 1)
    .join('.');

/**
 * What stands directly below a unit, and the unit itself, each with its sum; only where cases are open.
 * @param outside also what lies beyond the unit: for whoever looks at their whole own branch
 */
export const branchesOf = (units: readonly UnitSlips[], root: OrgPath, outside: boolean): Branch[] => {
  const groups = new Map<string, UnitSlips[]>();
  for (const unit of units) {
    const within = isWithin(unit.unit, root);
    if (!within && !outside) continue;
    const key = !within ? 'outside' : unit.unit === root ? 'own' : childOf(root, unit.unit);
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  return [...groups].map(([key, members]) => ({
    ...sum(members),
    path: key === 'own' || key === 'outside' ? root : key,
    kind: key === 'own' || key === 'outside' ? key : 'branch',
  }));
};

/** What hurts most comes first: overdue, owed replies, red cards, raised, then what will be late next. */
const hurts: readonly (Slip | 'open')[] = [
  'overdue',
  'replyOverdue',
  'red',
  'raised',
  'today',
  'soon',
  'yellow',
  'open',
];

/** @param by what is looked at just now; it counts before all else */
export const byPain =
  (by?: Slip | 'open') =>
  (a: Tally & { path: string }, b: Tally & { path: string }): number => {
    for (const name of by ? [by, ...hurts] : hurts) if (a[name] !== b[name]) return b[name] - a[name];
    return a.path < b.path ? -1 : 1;
  };

/** How many cases the list brings: of these units, narrowed as the list is. */
export const countOf = (units: readonly UnitSlips[], { slip, level, rung }: Narrowing): number =>
  units
    .filter((each) => (level === undefined || levelOf(each.unit) === level) && (rung ?? each.rung) === each.rung)
    .reduce((total, each) => total + each[slip ?? 'any'], 0);

/** The units that a view looks at. */
export const inView = (
  units: readonly UnitSlips[],
  { unit, own, outside }: { unit: OrgPath; own: boolean; outside: boolean },
): UnitSlips[] =>
  units.filter((each) => (outside ? !isWithin(each.unit, unit) : own ? each.unit === unit : isWithin(each.unit, unit)));

/** The way down from one unit to another that lies within it, both included. */
export const wayTo = (from: OrgPath, to: OrgPath): OrgPath[] => {
  const labels = to.split('.');
  return labels.map((_, i) => labels.slice(0, i + 1).join('.')).filter((path) => isWithin(path, from));
};
