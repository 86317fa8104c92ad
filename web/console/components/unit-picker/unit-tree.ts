// The org tree as the picker shows it: only branches with a unit that can be chosen.
import { parentOf } from '../../../../workflows/contract/org-path.ts';
import type { Schemas } from '../../../shared/api-types.ts';

type Unit = Schemas['Unit'];

export interface UnitNode {
  value: string;
  /** As it stands in the tree. */
  title: string;
  /** As it stands once it is chosen. */
  name: string;
  /** What a search looks at: the name and the path. */
  search: string;
  disabled: boolean;
  children?: UnitNode[];
}

/** Departments first, then by path. */
const inOrder = (a: Unit, b: Unit): number =>
  Number(b.level === 'department') - Number(a.level === 'department') || (a.path < b.path ? -1 : 1);

export const unitTree = (units: readonly Unit[], plausible: (unit: Unit) => boolean): UnitNode[] => {
  const active = units.filter((unit) => unit.active);
  const known = new Set(active.map(({ path }) => path));
  const below = new Map<string | null, Unit[]>();
  for (const unit of active) {
    const above = parentOf(unit.path);
    const branch = above !== null && known.has(above) ? above : null;
    below.set(branch, [...(below.get(branch) ?? []), unit]);
  }
  const nodesUnder = (path: string | null): UnitNode[] =>
    (below.get(path) ?? []).toSorted(inOrder).flatMap((unit) => {
      const children = nodesUnder(unit.path);
      const disabled = !plausible(unit);
      if (disabled && children.length === 0) return [];
      const { name } = unit;
      const node = { value: unit.path, title: name, name, search: `${unit.name} ${unit.path}`, disabled };
      return [children.length > 0 ? { ...node, children } : node];
    });
  return nodesUnder(null);
};

/** The units of a tree that can be chosen, one after the other; each with what it lies in, which tells namesakes apart. */
export const unitsFound = (tree: readonly UnitNode[], within?: string): UnitNode[] =>
  tree.flatMap(({ children = [], ...node }) => [
    ...(node.disabled ? [] : [{ ...node, title: within === undefined ? node.name : `${node.name} · ${within}` }]),
    ...unitsFound(children, node.name),
  ]);
