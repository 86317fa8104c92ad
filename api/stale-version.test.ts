import { expect, test } from 'vitest';
import { requireMatch } from './stale-version.ts';

test.each([
  [undefined, undefined],
  ['*', undefined],
  ['"7"', 7],
  ['"3", "7"', 7],
])('If-Match %j lets version 7 be changed, by a case that expects %j', (ifMatch, expected) => {
  expect(requireMatch(ifMatch, 7)).toBe(expected);
});

test('another version is refused and told the present one', () => {
  expect(() => requireMatch('"6"', 7)).toThrowError(expect.objectContaining({ code: 'StaleVersion', seq: 7 }));
});

test.each(['7', 'W/"7"', '"seven"', '""'])('If-Match %j is malformed', (ifMatch) => {
  expect(() => requireMatch(ifMatch, 7)).toThrowError(expect.objectContaining({ code: 'Malformed' }));
});
