// The seeded zone has the numbers that its newspaper prints, and no name of a person.
import { expect, test } from 'vitest';
import { isWithin, levelOf, OrgPath, parentOf } from '../workflows/contract/org-path.ts';
import { seedOrg } from './org.ts';
import { seedPeople } from './people.ts';

const units = seedOrg();
const people = seedPeople(units);
const paths = new Set(units.map(({ path }) => path));
const zoneUnits = units.filter(({ path }) => isWithin(path, 'xx.zone'));
const zonePeople = people.filter(({ unit }) => isWithin(unit, 'xx.zone'));
const count = <T>(items: readonly T[], holds: (item: T) => boolean): number => items.filter(holds).length;

test('the zone has 469 grids: 150 urban, 226 rural and 93 special ones', () => {
  expect(count(zoneUnits, ({ grid }) => grid !== null)).toBe(469);
  expect(count(zoneUnits, ({ grid }) => grid === 'urban')).toBe(150);
  expect(count(zoneUnits, ({ grid }) => grid === 'rural')).toBe(226);
  expect(count(zoneUnits, ({ grid }) => grid === 'special')).toBe(93);
});

test('the zone has 468 full-time and 93 part-time grid workers, 56 grid heads and 23 instructors', () => {
  expect(count(zonePeople, ({ post }) => post === 'fullTime')).toBe(468);
  expect(count(zonePeople, ({ post }) => post === 'partTime')).toBe(93);
  expect(count(zonePeople, ({ post }) => post === 'gridHead')).toBe(56);
  expect(count(zonePeople, ({ post }) => post === 'instructor')).toBe(23);
});

test('every unit is a well-formed path below one that stands before it', () => {
  const seen = new Set<string>();
  for (const { path } of units) {
    expect(OrgPath.safeParse(path).success, path).toBe(true);
    expect(seen.has(path), path).toBe(false);
    const parent = parentOf(path);
    if (parent) expect(seen.has(parent), path).toBe(true);
    seen.add(path);
  }
});

test('every unit has somebody', () => {
  const staffed = new Set(people.map(({ unit }) => unit));
  expect(units.filter(({ path }) => !staffed.has(path)).map(({ path }) => path)).toEqual([]);
});

test('people are posts in units that exist, each with an id of their own', () => {
  expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
  for (const { unit, name, id } of people) {
    expect(paths.has(unit), unit).toBe(true);
    expect(name).toMatch(/^(网格员|网格长|网格指导员|值班员|值班长|经办人|审计员|系统管理员) /);
    expect(id).toMatch(/^p-[0-9a-f]{16}$/);
  }
  expect(
    people.some(({ name, unit }) => name === '网格员 永福-崔庄-03' && unit === 'xx.zone.yongfu.cuizhuang.g03'),
  ).toBe(true);
});

test('grids lie five deep, departments beside the streets', () => {
  for (const { path, grid } of units) expect(levelOf(path) === 'grid', path).toBe(grid !== null);
  expect(paths.has('xx.zone.d_water')).toBe(true);
});

test('a county, and only a county, gives its letters to case numbers', () => {
  expect(units.filter(({ code }) => code !== null).map(({ path, code }) => [path, code])).toEqual([
    ['xx.zone', 'SF'],
    ['xx.yanjin', 'YJ'],
  ]);
});
