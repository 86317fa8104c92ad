// Figures add up along the tree, and nothing is counted twice or lost on the way down.
import { describe, expect, test } from 'vitest';
import { csvOf } from './csv.ts';
import { readOverdueSearch } from './search.ts';
import { branchesOf, byPain, countOf, inView, nothing, sum, type UnitSlips, wayTo } from './tally.ts';

const unit = (path: string, part: Partial<UnitSlips>): UnitSlips => {
  const { byRung: _, ...none } = nothing();
  return { ...none, rung: 0, ...part, unit: path };
};
const units = [
  unit('xx', { rung: 3, open: 1, any: 1, overdue: 1, raised: 1 }),
  unit('xx.zone', { open: 3 }),
  unit('xx.zone', { rung: 2, open: 1, any: 1, overdue: 1 }),
  unit('xx.zone.d_water', { rung: 2, open: 2, any: 2, overdue: 2, red: 1 }),
  unit('xx.zone.yongfu', { open: 1 }),
  unit('xx.zone.yongfu', { rung: 1, open: 2, any: 2, soon: 2 }),
  unit('xx.zone.yongfu.cuizhuang.g03', { open: 2, any: 1, today: 1 }),
  unit('xx.zone.yongfu.cuizhuang.g03', { rung: 2, open: 3, any: 3, overdue: 3 }),
];

describe('the branches of a unit', () => {
  test('are what lies directly below it, itself, and what lies beyond it', () => {
    const found = branchesOf(units, 'xx.zone', true).map(({ kind, path, open }) => [kind, path, open]);
    expect(found).toEqual([
      ['outside', 'xx.zone', 1],
      ['own', 'xx.zone', 4],
      ['branch', 'xx.zone.d_water', 2],
      ['branch', 'xx.zone.yongfu', 8],
    ]);
  });

  test('together have what all units have', () => {
    for (const root of ['xx', 'xx.zone', 'xx.zone.yongfu']) {
      const total = branchesOf(units, root, true).reduce((all, { open }) => all + open, 0);
      expect(total).toBe(sum(units).open);
      expect(branchesOf(units, root, false).some(({ kind }) => kind === 'outside')).toBe(false);
    }
  });

  test('come with what hurts most first, or by what is asked for', () => {
    const branches = branchesOf(units, 'xx.zone', false);
    expect(branches.sort(byPain()).map(({ path }) => path)).toEqual(['xx.zone.yongfu', 'xx.zone.d_water', 'xx.zone']);
    expect(branches.sort(byPain('red'))[0]?.path).toBe('xx.zone.d_water');
  });
});

test('a unit has its cases of all rungs', () => {
  expect(sum(units).byRung).toEqual([6, 2, 6, 1, 0, 0]);
});

test('what the list brings is counted under the same reason, level and rung', () => {
  expect(countOf(units, {})).toBe(10);
  expect(countOf(units, { level: 'grid' })).toBe(4);
  expect(countOf(units, { level: 'department', slip: 'overdue' })).toBe(2);
  expect(countOf(units, { rung: 0 })).toBe(1);
  expect(countOf(units, { rung: 2, slip: 'overdue', level: 'grid' })).toBe(3);
  expect(countOf(units, { rung: 1, slip: 'overdue' })).toBe(0);
});

test('a view holds a branch, a very unit, or what lies outside', () => {
  const paths = (view: Parameters<typeof inView>[1]) => [...new Set(inView(units, view).map((each) => each.unit))];
  expect(paths({ unit: 'xx.zone.yongfu', own: false, outside: false })).toHaveLength(2);
  expect(paths({ unit: 'xx.zone.yongfu', own: true, outside: false })).toEqual(['xx.zone.yongfu']);
  expect(paths({ unit: 'xx.zone', own: false, outside: true })).toEqual(['xx']);
});

test('the way down leads from the watcher’s own unit', () => {
  expect(wayTo('xx.zone', 'xx.zone.yongfu.cuizhuang')).toEqual([
    'xx.zone',
    'xx.zone.yongfu',
    'xx.zone.yongfu.cuizhuang',
  ]);
  expect(wayTo('xx.zone', 'xx.zone')).toEqual(['xx.zone']);
});

test('an address is read as far as it is understood', () => {
  expect(
    readOverdueSearch({ unit: 'xx.zone', slip: 'red', rung: 3, level: 'grid', rehearsals: true, own: true }),
  ).toEqual({
    unit: 'xx.zone',
    slip: 'red',
    rung: 3,
    level: 'grid',
    rehearsals: true,
    own: true,
  });
  expect(readOverdueSearch({ unit: '../x', slip: 'late', rung: 9, level: 'planet', rehearsals: 'yes' })).toEqual({});
});

test('a spreadsheet gets texts as texts: quoted, marked, and never a formula', () => {
  expect(
    csvOf(
      ['编号', '剩余'],
      [
        ['a"b,c', -1.5],
        ['=HYPERLINK("x")', null],
      ],
    ),
  ).toBe('\uFEFF编号,剩余\r\n"a""b,c",-1.5\r\n"\'=HYPERLINK(""x"")",\r\n');
});
