// The people that a new installation begins with. They are posts, never invented persons: 「网格员 永福-崔庄-03」. Pure and
// deterministic, as the org tree is; a person's id says nothing about them.
import { createHash } from 'node:crypto';
import type { Role } from '../workflows/contract/actor.ts';
import { atLevel, isDepartment, isWithin, levelOf, type OrgPath } from '../workflows/contract/org-path.ts';
import type { SeedUnit } from './org.ts';

export interface SeedPerson {
  id: string;
  name: string;
  role: Role;
  unit: OrgPath;
  /** 专职, 兼职 or another post; what rosters and counts go by. */
  post: Post;
}

type Post = 'fullTime' | 'partTime' | 'gridHead' | 'instructor' | 'officer';

/** Posts of the zone as its newspaper counts them. */
const zone = 'xx.zone';
const fullTimeWorkers = 468;
const instructors = 23;

const person = (unit: OrgPath, role: Role, post: Post, name: string): SeedPerson => ({
  id: `p-${createHash('sha256').update(`${unit} ${role} ${name}`).digest('hex').slice(0, 16)}`,
  name,
  role,
  unit,
  post,
});

/** All people of these units. */
export const seedPeople = (units: readonly SeedUnit[]): SeedPerson[] => [
  ...units.filter(({ grid }) => grid === null).flatMap(officersOf),
  ...gridHeads(units),
  ...streetInstructors(units),
  ...gridWorkers(units),
];

/** Whoever answers at a unit's desk: a centre (综治中心), a department, a company; one post each, the county's centre two. */
const officersOf = ({ path, name }: SeedUnit): SeedPerson[] => {
  if (isDepartment(path)) return [person(path, 'department', 'officer', `经办人 ${name}`)];
  switch (levelOf(path)) {
    case 'city':
      return [
        person(path, 'city', 'officer', `值班长 ${name}综治中心`),
        person(path, 'administrator', 'officer', `系统管理员 ${name}`),
      ];
    case 'county':
      return [
        person(path, 'county', 'officer', `值班员 ${name}综治中心-01`),
        person(path, 'county', 'officer', `值班员 ${name}综治中心-02`),
        person(path, 'auditor', 'officer', `审计员 ${name}`),
        person(path, 'administrator', 'officer', `系统管理员 ${name}`),
      ];
    case 'street':
      return [person(path, 'street', 'officer', `值班员 ${name}综治中心`)];
    default:
      return [];
  }
};

/** 网格长: one for each community and village. */
const gridHeads = (units: readonly SeedUnit[]): SeedPerson[] =>
  units
    .filter(({ path, grid }) => grid === null && levelOf(path) === 'community')
    .map(({ path, name }) => person(path, 'community', 'gridHead', `网格长 ${name}`));

/** 网格指导员: the zone's, spread over its streets and towns. */
const streetInstructors = (units: readonly SeedUnit[]): SeedPerson[] => {
  const streets = units.filter(({ path }) => isWithin(path, zone) && levelOf(path) === 'street');
  return Array.from({ length: instructors }, (_, i) => {
    const street = streets[i % streets.length] as SeedUnit;
    return person(
      street.path,
      'street',
      'instructor',
      `网格指导员 ${street.name}-${Math.floor(i / streets.length) + 1}`,
    );
  });
};

/**
 * 网格员: a full-time one for each ordinary grid and a part-time one for each special grid; the zone's remaining full-time workers
 * are second hands (乙) in its first grids.
 */
const gridWorkers = (units: readonly SeedUnit[]): SeedPerson[] => {
  const names = new Map(units.map(({ path, name }) => [path, name]));
  const short = (path: OrgPath): string => (names.get(path) ?? path).replace(/(街道|镇|乡|社区|村)$/, '');
  const called = ({ path, grid }: SeedUnit): string => {
    const number = path.slice(path.lastIndexOf('.') + 2);
    const place = `${short(atLevel(path, 'street'))}-${short(atLevel(path, 'community'))}`;
    return `网格员 ${place}-${grid === 'special' ? '专' : ''}${number}`;
  };
  const ordinary = units.filter(({ grid }) => grid === 'urban' || grid === 'rural');
  const special = units.filter(({ grid }) => grid === 'special');
  const inZone = ordinary.filter(({ path }) => isWithin(path, zone));
  const second = inZone.slice(0, fullTimeWorkers - inZone.length);
  return [
    ...ordinary.map((grid) => person(grid.path, 'gridWorker', 'fullTime', called(grid))),
    ...second.map((grid) => person(grid.path, 'gridWorker', 'fullTime', `${called(grid)}乙`)),
    ...special.map((grid) => person(grid.path, 'gridWorker', 'partTime', called(grid))),
  ];
};
