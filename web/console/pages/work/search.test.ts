// The filters in the address, as they are kept and as the API is asked.
import { expect, test } from 'vitest';
import { askFor, readSearchKey, readWorkSearch, searchKey } from './search.ts';

test('a view comes back from the words it is kept in, and a search for "true" is one', () => {
  const search = { q: 'true', mine: true, overdue: false, phase: 'feedback' } as const;
  expect(readSearchKey(searchKey(search))).toEqual(search);
  expect(searchKey({ overdue: false, q: '水' })).toBe(searchKey({ q: '水', overdue: false }));
});

test.each([1376, true])('the search for %s is one for these letters', (q) => {
  expect(readWorkSearch({ q })).toEqual({ q: String(q) });
});

test('today ends at midnight in China', () => {
  expect(askFor({ due: 'today', mine: true }, 'xx.zone', Date.parse('2026-11-25T15:59:00Z'))).toEqual({
    acting: 'xx.zone',
    dueBefore: '2026-11-25T16:00:00.000Z',
    overdue: 'false',
  });
  expect(askFor({ due: 'today' }, 'xx', Date.parse('2026-11-25T16:00:00Z')).dueBefore).toBe('2026-11-26T16:00:00.000Z');
});
