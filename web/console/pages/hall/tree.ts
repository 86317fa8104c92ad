// The mosaic's order: streets, their communities, and the grids of these, with the load of each. Pure.
import { isDepartment, isWithin, levelOf, parentOf } from '../../../../workflows/contract/org-path.ts';
import type { Schemas } from '../../../shared/api-types.ts';

export type Loads = Schemas['Hall']['byArea'];
export type Load = Loads[string];
type Unit = Schemas['Unit'];

export const noLoad: Load = { open: 0, overdue: 0, soon: 0 };

export const addLoads = (loads: readonly Load[]): Load =>
  loads.reduce(
    (sum, { open, overdue, soon }) => ({
      open: sum.open + open,
      overdue: sum.overdue + overdue,
      soon: sum.soon + soon,
    }),
    noLoad,
  );

/** A unit of the mosaic. `own`: what happened in it without a place further down. `load`: with all that is below it. */
export interface Place {
  path: string;
  name: string;
  own: Load;
  load: Load;
  parts: readonly Place[];
}

/** The place whose parts the mosaic of a unit shows: a department has none of its own and is shown over its county. */
export const rootOf = (unit: string): string => (isDepartment(unit) ? (parentOf(unit) ?? unit) : unit);

/** A unit with all active places below it, in the order of their paths. @param units of the org tree */
export const placeOf = (units: readonly Unit[], root: string, loads: Loads): Place => {
  const below = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = parentOf(unit.path);
    if (!unit.active || unit.level === 'department' || parent === null || !isWithin(unit.path, root)) continue;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const build = (path: string, name: string): Place => {
    const parts = (below.get(path) ?? []).map((unit) => build(unit.path, unit.name));
    const own = loads[path] ?? noLoad;
    return { path, name, own, load: addLoads([own, ...parts.map(({ load }) => load)]), parts };
  };
  return build(root, units.find(({ path }) => path === root)?.name ?? root);
};

/** The streets of a county or of all counties of a city; anything smaller: its parts. */
export const blocksOf = (root: Place): readonly Place[] =>
  levelOf(root.path) === 'city' ? root.parts.flatMap(({ parts }) => parts) : root.parts;

/** How many grids a place has. */
export const gridCount = (place: Place): number =>
  levelOf(place.path) === 'grid' ? 1 : place.parts.reduce((sum, part) => sum + gridCount(part), 0);

/** What a name says beyond the name of the unit above: 「崔庄村网格03」 in 崔庄村 is 「网格03」. */
export const shortName = (name: string, above: string): string =>
  name.startsWith(above) && name.length > above.length ? name.slice(above.length) : name;

/** What tells a grid from those beside it, under a heading that says that they are grids: 「专属网格01」 is 「专属01」. */
export const numberOf = (name: string): string => name.replace('网格', '') || name;

/**
 * Splits blocks into columns one after the other, so that the highest column is as low as can be.
 * @param heightOf a block's height in rows
 */
export const columnsOf = <T>(blocks: readonly T[], count: number, heightOf: (block: T) => number): T[][] => {
  const heights = blocks.map(heightOf);
  const fits = (limit: number): number[] | null => {
    const ends: number[] = [];
    let sum = 0;
    for (const [i, height] of heights.entries()) {
      if (sum > 0 && sum + height > limit) {
        ends.push(i);
        sum = 0;
      }
      sum += height;
    }
    return ends.length < count ? ends : null;
  };
  const total = heights.reduce((sum, height) => sum + height, 0);
  let limit = Math.max(1, ...heights, total / Math.max(1, count));
  while (fits(limit) === null) limit += 0.5;
  const ends = [...(fits(limit) ?? []), blocks.length];
  return ends.map((end, i) => blocks.slice(ends[i - 1] ?? 0, end));
};

/** How a tile is coloured: by what is worst in it, then by how much there is. */
export type Tone = 'none' | 'low' | 'some' | 'many' | 'most' | 'soon' | 'late' | 'worst';

export const toneOf = ({ open, overdue, soon }: Load): Tone => {
  if (overdue > 0) return overdue > 2 ? 'worst' : 'late';
  if (soon > 0) return 'soon';
  if (open === 0) return 'none';
  if (open > 9) return 'most';
  if (open > 5) return 'many';
  return open > 2 ? 'some' : 'low';
};
