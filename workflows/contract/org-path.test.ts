import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  above,
  atLevel,
  commonSuperior,
  isDepartment,
  isSuperior,
  isWithin,
  levelOf,
  OrgPath,
  parentOf,
  sameCounty,
} from './org-path.ts';

const grid = 'xx.zone.wenchang.biguiyuan.g07';

describe('a unit’s path', () => {
  test.each(['', 'XX', '1x', 'xx.', '.xx', 'xx..zone', 'xx zone', 'xx.zone\n', 'a.b.c.d.e.f.g', 'xx.区'])(
    'is not %j',
    (text) => {
      expect(OrgPath.safeParse(text).success).toBe(false);
    },
  );

  test.each([
    ['xx', 'city', null],
    ['xx.zone', 'county', 'xx'],
    ['xx.zone.wenchang', 'street', 'xx.zone'],
    ['xx.zone.wenchang.biguiyuan', 'community', 'xx.zone.wenchang'],
    [grid, 'grid', 'xx.zone.wenchang.biguiyuan'],
    ['xx.zone.d_water', 'department', 'xx.zone'],
    ['xx.zone.wenchang.d_police', 'department', 'xx.zone.wenchang'],
  ])('%s is of the level %s, below %s', (path, level, parent) => {
    expect(OrgPath.parse(path)).toBe(path);
    expect(levelOf(path)).toBe(level);
    expect(parentOf(path)).toBe(parent);
    expect(isDepartment(path)).toBe(level === 'department');
  });

  it('is cut to a level, as deep as it reaches', () => {
    expect(atLevel(grid, 'county')).toBe('xx.zone');
    expect(atLevel('xx.zone', 'grid')).toBe('xx.zone');
  });
});

describe('standing above', () => {
  it('goes by whole names, not by how they begin', () => {
    expect(isSuperior('xx.zone', grid)).toBe(true);
    expect(isSuperior('xx.zone', 'xx.zone')).toBe(false);
    expect(isWithin('xx.zone', 'xx.zone')).toBe(true);
    expect(isSuperior('xx.zone', 'xx.zone2.wenchang')).toBe(false);
    expect(isWithin('xx.zone2', 'xx.zone')).toBe(false);
    expect(sameCounty('xx.zone2', 'xx.zone')).toBe(false);
  });

  it('ends at the city', () => {
    expect([0, 1, 3, 4, 9].map((steps) => above(grid, steps))).toEqual([
      grid,
      'xx.zone.wenchang.biguiyuan',
      'xx.zone',
      'xx',
      'xx',
    ]);
  });

  test.each([
    ['xx.zone.wenchang', 'xx.zone.d_water', 'xx.zone'],
    ['xx.zone', 'xx.zone.wenchang', 'xx.zone'],
    ['xx.zone', 'xx.zone', 'xx.zone'],
    ['xx.zone', 'xx.zone2', 'xx'],
    ['xx.zone', 'yy.zone', null],
  ])('%s and %s: in common %s', (a, b, superior) => {
    expect(commonSuperior(a, b)).toBe(superior);
  });
});

describe('any two units', () => {
  const paths = fc
    .array(fc.constantFrom('a', 'b', 'd_a'), { minLength: 1, maxLength: 6 })
    .map((labels) => labels.join('.'))
    .filter((path) => OrgPath.safeParse(path).success);

  it('have one nearest superior in common, whichever is named first', () => {
    fc.assert(
      fc.property(paths, paths, (a, b) => {
        const common = commonSuperior(a, b);
        expect(commonSuperior(b, a)).toBe(common);
        if (common === null) {
          expect(atLevel(a, 'city')).not.toBe(atLevel(b, 'city'));
          return;
        }
        expect(isWithin(a, common) && isWithin(b, common)).toBe(true);
        // One level further down towards either, it is in common no more.
        const deeper = a.split('.').slice(0, common.split('.').length + 1);
        if (common !== a) expect(isWithin(b, deeper.join('.'))).toBe(false);
      }),
    );
  });

  it('stand above one another as their parents tell', () => {
    fc.assert(
      fc.property(paths, paths, (a, b) => {
        const parent = parentOf(b);
        expect(isSuperior(a, b)).toBe(parent !== null && isWithin(parent, a));
        if (parent !== null) expect(above(b, 1)).toBe(parent);
      }),
    );
  });
});
