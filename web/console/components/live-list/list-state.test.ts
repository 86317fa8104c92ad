// The list keeps its rows where they are, whatever is told meanwhile.
import { expect, test } from 'vitest';
import { appended, type Line, listed, missing, refreshed, told } from './list-state.ts';

const line = (caseNo: string, seq = 1): Line => ({ caseNo, seq });

test('what changes stays in its place, what is new waits, what is gone stays to be seen', () => {
  let list = listed([line('A'), line('B'), line('C')]);
  list = refreshed(list, [line('N'), line('C', 2), line('B'), line('A')], false);
  expect(list.order).toEqual(['A', 'B', 'C']);
  expect(list.lines.get('C')?.seq).toBe(2);
  expect([...list.fresh]).toEqual(['N']);
  list = told(list, 'B', null);
  expect(list.order).toEqual(['A', 'B', 'C']);
  expect([...list.gone]).toEqual(['B']);
  list = told(list, 'B', line('B', 3));
  expect([...list.gone]).toEqual([]);
});

test('what the whole list lacks is gone, what its beginning lacks may only be further down', () => {
  const before = listed([line('A'), line('B'), line('C')]);
  expect(missing(before, [line('A')])).toEqual(['B', 'C']);
  expect([...refreshed(before, [line('A')], false).gone]).toEqual([]);
  const after = refreshed(before, [line('A')], true);
  expect([...after.gone]).toEqual(['B', 'C']);
  expect(missing(after, [line('A')])).toEqual([]);
});

test('an answer that was overtaken changes nothing', () => {
  const list = listed([line('A', 5)]);
  expect(told(list, 'A', line('A', 4)).lines.get('A')?.seq).toBe(5);
});

test('the next page repeats no row, and takes new ones that it brings', () => {
  const before = told(listed([line('A'), line('B')]), 'N', line('N'));
  const after = appended(before, [line('B', 2), line('N')]);
  expect(after.order).toEqual(['A', 'B', 'N']);
  expect([...after.fresh]).toEqual([]);
});
