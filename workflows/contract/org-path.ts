// The org tree as a path: `xx.zone.wenchang.biguiyuan.g07` is 市.县.街道.村(社区).网格. A department or utility hangs under the
// unit that it serves with a label that begins with `d_` (`xx.zone.d_water`). Parent, scope and authority are prefix arithmetic,
// the same here, in SQL (`ltree`) and in the browser.
import { z } from 'zod';

export const OrgPath = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+){0,5}$/, 'a unit is a dotted path such as xx.zone.wenchang');
export type OrgPath = z.infer<typeof OrgPath>;

/** The five levels, outermost first: 市, 县, 街道, 村(社区), 网格. */
export const levels = ['city', 'county', 'street', 'community', 'grid'] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

const labels = (path: OrgPath): string[] => path.split('.');

/** True for a department or utility (`d_…`), which stands beside the five levels. */
export const isDepartment = (path: OrgPath): boolean => labels(path).at(-1)?.startsWith('d_') ?? false;

/** The level of a unit, or `department`. */
export const levelOf = (path: OrgPath): Level | 'department' =>
  isDepartment(path) ? 'department' : (levels[Math.min(labels(path).length, levels.length) - 1] as Level);

/** The unit directly above, or null at the city. */
export const parentOf = (path: OrgPath): OrgPath | null => labels(path).slice(0, -1).join('.') || null;

/** True when `path` is `scope` or lies below it. */
export const isWithin = (path: OrgPath, scope: OrgPath): boolean => path === scope || path.startsWith(`${scope}.`);

/** True when `unit` stands above `path` (never true of a unit and itself). */
export const isSuperior = (unit: OrgPath, path: OrgPath): boolean => path.startsWith(`${unit}.`);

/** The unit of `level` that `path` lies in; the path itself when it does not reach that deep. */
export const atLevel = (path: OrgPath, level: Level): OrgPath =>
  labels(path)
    .slice(0, levels.indexOf(level) + 1)
    .join('.');

/** `steps` levels above `path`, stopping at the city. */
export const above = (path: OrgPath, steps: number): OrgPath =>
  labels(path)
    .slice(0, Math.max(1, labels(path).length - steps))
    .join('.');

/** The nearest unit that stands above both, or is one of them and stands above the other; null when the two share no city. */
export const commonSuperior = (a: OrgPath, b: OrgPath): OrgPath | null => {
  const [x, y] = [labels(a), labels(b)];
  const fork = x.findIndex((label, i) => label !== y[i]);
  return x.slice(0, fork === -1 ? x.length : fork).join('.') || null;
};

/** True when both lie in the same county, the border that only a handoff may cross. */
export const sameCounty = (a: OrgPath, b: OrgPath): boolean => atLevel(a, 'county') === atLevel(b, 'county');
