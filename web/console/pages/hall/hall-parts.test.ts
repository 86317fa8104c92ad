// What the hall works out by itself: the mosaic's order, what is usual at an hour, where the flow's lines run.
import { describe, expect, test } from 'vitest';
import { seedOrg } from '../../../../seed/org.ts';
import { levelOf } from '../../../../workflows/contract/org-path.ts';
import { usualOf } from './bands.ts';
import { boxesOf, height, linesOf } from './flow-layout.ts';
import { readHallSearch, startOf } from './search.ts';
import { blocksOf, columnsOf, gridCount, numberOf, placeOf, rootOf, shortName, toneOf } from './tree.ts';

const units = seedOrg().map(({ path, name }) => ({ path, name, level: levelOf(path), gridClass: null, active: true }));

describe('the mosaic', () => {
  test('holds every grid of the county once, and what happened anywhere in it', () => {
    const loads = {
      'xx.zone.wenchang.biguiyuan.g03': { open: 2, overdue: 1, soon: 0 },
      'xx.zone.wenchang.biguiyuan': { open: 3, overdue: 0, soon: 1 },
      'xx.zone.wenchang': { open: 1, overdue: 0, soon: 0 },
      'xx.yanjin.wenyan': { open: 9, overdue: 9, soon: 9 },
    };
    const zone = placeOf(units, 'xx.zone', loads);
    expect(gridCount(zone)).toBe(469);
    expect(zone.load).toEqual({ open: 6, overdue: 1, soon: 1 });
    expect(blocksOf(zone)).toHaveLength(9);
    expect(blocksOf(placeOf(units, 'xx', loads))).toHaveLength(11);
    const street = zone.parts.find(({ path }) => path === 'xx.zone.wenchang');
    expect(street?.load).toEqual({ open: 6, overdue: 1, soon: 1 });
  });

  test('leaves out what is not active, and shows a department over its county', () => {
    const without = units.map((unit) => ({ ...unit, active: unit.path !== 'xx.zone.zhulou.dazhai.g01' }));
    expect(gridCount(placeOf(without, 'xx.zone', {}))).toBe(468);
    expect(rootOf('xx.zone.d_water')).toBe('xx.zone');
    expect(rootOf('xx.zone.wenchang')).toBe('xx.zone.wenchang');
  });

  test('stands in columns that keep the order and are about as high as each other', () => {
    const heights = [9, 11, 7, 6, 8, 8, 7, 5, 4];
    const columns = columnsOf(heights, 3, (height) => height);
    expect(columns.flat()).toEqual(heights);
    expect(columns).toHaveLength(3);
    expect(Math.max(...columns.map((column) => column.reduce((a, b) => a + b, 0)))).toBeLessThanOrEqual(24);
    expect(columnsOf([], 3, () => 1).flat()).toEqual([]);
    expect(columnsOf([5], 3, (height) => height)).toEqual([[5]]);
  });

  test('colours a tile by what is worst in it', () => {
    expect(toneOf({ open: 20, overdue: 1, soon: 3 })).toBe('late');
    expect(toneOf({ open: 3, overdue: 3, soon: 0 })).toBe('worst');
    expect(toneOf({ open: 20, overdue: 0, soon: 1 })).toBe('soon');
    expect([0, 1, 3, 6, 10].map((open) => toneOf({ open, overdue: 0, soon: 0 }))).toEqual([
      'none',
      'low',
      'some',
      'many',
      'most',
    ]);
  });

  test('calls a grid by what its name adds', () => {
    expect(shortName('崔庄村网格03', '崔庄村')).toBe('网格03');
    expect(shortName('崔庄村', '崔庄村')).toBe('崔庄村');
    expect(shortName('第三网格', '崔庄村')).toBe('第三网格');
    expect(['网格03', '专属网格01', '第三网格', '网格', '三片'].map(numberOf)).toEqual([
      '03',
      '专属01',
      '第三',
      '网格',
      '三片',
    ]);
  });
});

describe('what is usual', () => {
  const day = (date: string, received: number) => ({ day: date, hour: 9, received, closed: 0 });

  test('needs three days, and counts a quiet hour as none', () => {
    expect(usualOf([day('2026-11-01', 4), day('2026-11-02', 6)])).toBeNull();
    const usual = usualOf([day('2026-11-01', 3), day('2026-11-02', 6), { ...day('2026-11-03', 2), hour: 10 }]);
    expect(usual?.days).toBe(3);
    expect(usual?.mean[9]).toBe(3);
    expect(usual?.low[9]).toBeCloseTo(0.6);
    expect(usual?.high[9]).toBeCloseTo(5.4);
    expect(usual?.mean[3]).toBe(0);
  });
});

describe('the flow', () => {
  const boxes = boxesOf(1_000);
  const all = linesOf(boxes, [
    { from: null, to: 'discovery', back: false, cases: 90 },
    { from: 'discovery', to: 'transfer', back: false, cases: 40 },
    { from: 'discovery', to: 'closed', back: false, cases: 2 },
    { from: 'disposal', to: 'transfer', back: true, cases: 3 },
    { from: 'transfer', to: 'transfer', back: true, cases: 1 },
    { from: 'closed', to: 'disposal', back: true, cases: 1 },
  ]);
  const kinds = Object.fromEntries(all.map((line) => [`${line.from}>${line.to}`, line.kind]));

  test('goes forward along the line, leaps above it and returns below it', () => {
    expect(kinds).toEqual({
      'received>discovery': 'step',
      'discovery>transfer': 'step',
      'discovery>closed': 'leap',
      'disposal>transfer': 'back',
      'transfer>transfer': 'back',
      'closed>disposal': 'back',
    });
    const [top, bottom] = [boxes[0]?.y ?? 0, (boxes[0]?.y ?? 0) + (boxes[0]?.height ?? 0)];
    for (const { kind, label } of all) {
      if (kind === 'leap') expect(label.y).toBeLessThan(top);
      if (kind === 'back') expect(label.y).toBeGreaterThan(bottom);
      expect(label.y).toBeGreaterThan(8);
      expect(label.y).toBeLessThan(height);
    }
  });

  test('is the wider the more cases went', () => {
    const widths = Object.fromEntries(all.map((line) => [`${line.from}>${line.to}`, line.width]));
    expect(widths['received>discovery']).toBeGreaterThan(widths['discovery>transfer'] as number);
    expect(all[0]?.from).toBe('received');
  });

  test('is one line when a move is told in parts', () => {
    const move = { from: 'discovery', to: 'transfer', back: false } as const;
    expect(
      linesOf(boxes, [
        { ...move, cases: 1 },
        { ...move, cases: 2 },
      ]),
    ).toMatchObject([{ cases: 3 }]);
  });
});

describe('the address', () => {
  test('is read without believing it', () => {
    expect(readHallSearch({ unit: 'xx.zone', span: 'month', rehearsals: true, rotate: false })).toEqual({
      unit: 'xx.zone',
      span: 'month',
      rehearsals: true,
      rotate: false,
    });
    expect(readHallSearch({ unit: '<b>', span: 'ever', rehearsals: 'yes', rotate: 1 })).toEqual({});
  });

  test('counts from the beginning of a month or year of China', () => {
    const newYear = Date.parse('2026-12-31T16:30:00.000Z');
    expect(startOf('year', newYear)).toBe('2027-01-01');
    expect(startOf('month', newYear - 3_600_000)).toBe('2026-12-01');
    expect(startOf('all', newYear)).toBeNull();
  });
});
