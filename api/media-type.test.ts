import { expect, test } from 'vitest';
import { mediaTypeOf } from './media-type.ts';

test.each([
  ['ffd8ffe000104a46', 'image/jpeg'],
  ['89504e470d0a1a0a00', 'image/png'],
  ['52494646000000005745425056503820', 'image/webp'],
  ['255044462d312e37', 'application/pdf'],
  ['52494646000000005741564566', null],
  ['3c7376673e', null],
  ['', null],
  ['ffd8', null],
])('bytes %s are %s', (hex, type) => {
  expect(mediaTypeOf(Buffer.from(hex, 'hex'))).toBe(type);
});
