// A burst pipe from a grid worker's report to restored supply, and a report that was none.
import { expect, test } from 'vitest';
import { scenario } from '../scenario.ts';
import { utilityRepair } from './index.ts';

const street = 'xx.zone.yongfu';
const water = 'xx.zone.d_water';

test('the street dispatches to the company, which reports progress, restores supply and answers', () => {
  const it = scenario(utilityRepair, { source: 'grid', urgency: 'urgent' });
  expect(it.state).toMatchObject({ step: 'report', responsible: street });
  it.act(street, 'verify', { utility: 'water', danger: false });
  it.act(street, 'dispatch', { unit: water });
  it.act(water, 'arrive');
  it.act(water, 'progress', { expected: '2026-11-23T08:00:00.000Z' });
  expect(it.state).toMatchObject({ step: 'repair', responsible: water });
  it.act(water, 'restore');
  it.act(water, 'reply');
  expect(it.state).toMatchObject({ step: 'callBack', responsible: street });
  it.act(street, 'callBack', { result: 'reached', satisfaction: 'dissatisfied' });
  it.act(street, 'redo');
  expect(it.state).toMatchObject({ step: 'repair', responsible: water });
});

test('its limit of 24 hours runs through the night', () => {
  const it = scenario(utilityRepair, { urgency: 'urgent' });
  expect(it.state.clocks.map(({ name, due }) => [name, due])).toEqual([
    ['case', '2026-11-24T01:00:00.000Z'],
    ['step', '2026-11-23T02:00:00.000Z'],
  ]);
});

test('a company that does not come is raised to its county within hours', () => {
  const it = scenario(utilityRepair, { source: 'grid', urgency: 'urgent' });
  it.act(street, 'verify', { utility: 'water', danger: true });
  it.act(street, 'dispatch', { unit: water });
  it.until('2026-11-23T13:45:00.000Z');
  expect(it.state).toMatchObject({ responsible: 'xx.zone', handler: water, wasOverdue: true });
});

test('a false report is dismissed, and answered', () => {
  const it = scenario(utilityRepair);
  expect(it.act('xx.zone', 'dismiss').step).toBe('reply');
});
