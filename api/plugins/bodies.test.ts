import { expect, test } from 'vitest';
import { isTooDeep } from './bodies.ts';

test('nesting is counted over objects and arrays alike', () => {
  expect(isTooDeep('[{"a":[1]}]', 3)).toBe(false);
  expect(isTooDeep('[{"a":[1]}]', 2)).toBe(true);
});

test('brackets inside of strings do not count, escaped quotes included', () => {
  expect(isTooDeep('["[[[[\\"[[[["]', 1)).toBe(false);
});

test('width is not depth', () => {
  expect(isTooDeep('[[],[],[],[],{}]', 2)).toBe(false);
});
