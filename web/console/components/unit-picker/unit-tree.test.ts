// The picker's tree: only branches that lead to a unit that can be meant.
import { expect, test } from 'vitest';
import type { Schemas } from '../../../shared/api-types.ts';
import { type UnitNode, unitTree } from './unit-tree.ts';

const unit = (path: string, level: Schemas['Unit']['level'], active = true): Schemas['Unit'] => ({
  path,
  name: path.toUpperCase(),
  level,
  gridClass: null,
  active,
});

const units = [
  unit('xx', 'city'),
  unit('xx.zone', 'county'),
  unit('xx.zone.a', 'street'),
  unit('xx.zone.a.b', 'community'),
  unit('xx.zone.d_water', 'department'),
  unit('xx.zone.old', 'street', false),
  unit('xx.other', 'county'),
];

const lines = (nodes: readonly UnitNode[], depth = 0): string[] =>
  nodes.flatMap(({ value, disabled, children }) => [
    `${'-'.repeat(depth)}${value}${disabled ? ' (only the way)' : ''}`,
    ...lines(children ?? [], depth + 1),
  ]);

test('shows the way to what can be chosen, departments first, and nothing that is no longer active', () => {
  const tree = unitTree(units, ({ path }) => path.startsWith('xx.zone.'));
  expect(lines(tree)).toEqual([
    'xx (only the way)',
    '-xx.zone (only the way)',
    '--xx.zone.d_water',
    '--xx.zone.a',
    '---xx.zone.a.b',
  ]);
});

test('begins where the caller’s part of the tree begins', () => {
  expect(lines(unitTree(units.slice(2, 4), () => true))).toEqual(['xx.zone.a', '-xx.zone.a.b']);
});
