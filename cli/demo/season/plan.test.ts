// A season's plan: the same from the same seed, in the zone's proportions, and made of nothing but what the zone has.
import { describe, expect, test } from 'vitest';
import { seedOrg } from '../../../seed/org.ts';
import { typeFor } from '../../../workflows/case-types/index.ts';
import { isWithin, levelOf } from '../../../workflows/contract/org-path.ts';
import { zone } from './figures.ts';
import { type PlannedRequest, planSeason, type SeasonPlan } from './plan.ts';

const county = 'xx.zone';
const units = seedOrg().filter(({ path }) => isWithin(path, county));
const plan = (seed: number, cases = zone.received): SeasonPlan => planSeason({ seed, cases, county, units });

const season = plan(1);
const share = (holds: (request: PlannedRequest) => boolean): number =>
  season.requests.filter(holds).length / season.requests.length;

test('the same seed gives the same plan, another seed another one', () => {
  expect(plan(1)).toEqual(season);
  expect(plan(2, 50)).not.toEqual(plan(3, 50));
});

test('a plan does not depend on the order in which the units are told', () => {
  expect(planSeason({ seed: 1, cases: 200, county, units: units.toReversed() })).toEqual(plan(1, 200));
});

describe('the season of the zone', () => {
  test('has its 5,104 requests on the days from January to 5 May, in order', () => {
    expect(season.requests).toHaveLength(5_104);
    const days = season.requests.map(({ day }) => day);
    expect(days).toEqual(days.toSorted((a, b) => a - b));
    expect([days[0], days.at(-1)]).toEqual([0, 124]);
    expect(season.requests.map(({ no }) => no)).toEqual(days.map((_, i) => i + 1));
  });

  test('settles 232 disputes and leaves 48 cases open, which makes 99.06 % closed', () => {
    const agreed = season.requests.filter(({ course }) => course.dispute?.agreement);
    const open = season.requests.filter(({ course }) => course.staysOpen !== null);
    expect([season.settled, agreed.length]).toEqual([232, 232]);
    expect([season.open, open.length]).toEqual([48, 48]);
    expect(agreed.some(({ course }) => course.staysOpen !== null)).toBe(false);
    expect((1 - open.length / 5_104).toFixed(4)).toBe('0.9906');
  });

  test('holds lateness, returns, dissatisfaction and more time asked for, none of them often', () => {
    const rare: [number, number][] = [
      [share(({ course }) => ['late', 'raised'].includes(course.pace.work)), 0.15],
      [share(({ course }) => course.returns > 0), 0.15],
      [share(({ course }) => course.dissatisfied > 0), 0.08],
      [share(({ course }) => course.asks !== null), 0.08],
      [share(({ course }) => course.reopened), 0.03],
    ];
    for (const [found, atMost] of rare) {
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(atMost);
    }
  });

  test('comes from every street and from most grids', () => {
    const areas = new Set(season.requests.map(({ intake }) => intake.area));
    for (const { path } of units.filter((unit) => levelOf(unit.path) === 'street')) {
      expect([...areas].some((area) => isWithin(area, path))).toBe(true);
    }
    expect([...areas].filter((area) => levelOf(area) === 'grid').length).toBeGreaterThan(420);
  });
});

test('every request is of a type that takes its category, in words without gaps, for units that there are', () => {
  const known = new Set(units.map(({ path }) => path));
  for (const { intake, receiver, course } of season.requests) {
    expect(typeFor(intake.category).name).toBe(intake.type);
    expect(intake.description).not.toMatch(/[{}]|undefined/);
    for (const unit of [intake.area, receiver, ...course.route, ...(course.further ? [course.further] : [])]) {
      expect(known).toContain(unit);
    }
  }
});

test('figures scale with the number of cases, and can be asked for', () => {
  expect(plan(1, 510)).toMatchObject({ settled: 23, open: 5 });
  expect(planSeason({ seed: 1, cases: 30, county, units, settled: 10, open: 4 })).toMatchObject({
    settled: 10,
    open: 4,
  });
  expect(() => planSeason({ seed: 1, cases: 3, county, units, settled: 2, open: 2 })).toThrow('cannot hold');
});

test('where nobody lives, there is no season', () => {
  expect(() => planSeason({ seed: 1, cases: 1, county: 'yy.empty', units: [] })).toThrow('no communities');
});
