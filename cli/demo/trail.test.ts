// The verdict on a trail names the first place where it does not hold.
import { expect, test } from 'vitest';
import { genesis } from '../../workflows/contract/event.ts';
import { faultOf } from './trail.ts';

const trail = [
  { seq: 1, prev: genesis, hash: 'a', at: '2026-11-23T01:00:00.000Z' },
  { seq: 2, prev: 'a', hash: 'b', at: '2026-11-23T01:00:00.000Z' },
  { seq: 3, prev: 'b', hash: 'c', at: '2026-11-23T02:00:00.000Z' },
];
const withChange = (at: number, change: Partial<(typeof trail)[number]>) =>
  trail.map((event, i) => (i === at ? { ...event, ...change } : event));

test('a whole trail holds', () => {
  expect(faultOf(trail)).toBeNull();
});

test.each([
  ['nothing', [], '没有记录'],
  ['a missing event', trail.toSpliced(1, 1), '第 2 条缺失'],
  ['a missing beginning', trail.slice(1), '第 1 条缺失'],
  ['an exchanged event', withChange(1, { hash: 'x' }), '第 3 条没有接上前一条'],
  ['a foreign beginning', withChange(0, { prev: 'x' }), '第 1 条没有接上前一条'],
  ['time running back', withChange(2, { at: '2026-11-22T02:00:00.000Z' }), '第 3 条的时间早于前一条'],
])('%s is found', (_, events, fault) => {
  expect(faultOf(events)).toBe(fault);
});
