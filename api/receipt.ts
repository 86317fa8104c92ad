// The secret on a resident's receipt. It is derived from the case number with a key of this installation, so the same request gives
// the same receipt again and nothing that opens a case is stored anywhere.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Keys } from '../platform/keys.ts';

/** Crockford's base 32: no letter that is read as a digit over the telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters of a secret, five bits each: 80 bits. */
const length = 16;

type TokenKey = Pick<Keys, 'token'>;

/** Four groups of four, such as `7K2M-Q8ZD-…`. */
export const receiptSecret = ({ token }: TokenKey, caseNo: string): string => {
  const bytes = createHmac('sha256', token).update(`receipt\n${caseNo}`).digest();
  const characters = [...bytes.subarray(0, length)].map((byte) => alphabet[byte % 32]);
  return [0, 4, 8, 12].map((start) => characters.slice(start, start + 4).join('')).join('-');
};

/** Forgives lower case, missing hyphens and the letters that the alphabet leaves out. */
const normal = (secret: string): string =>
  secret.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

export const isReceiptSecret = (keys: TokenKey, caseNo: string, secret: string): boolean => {
  const [expected, given] = [Buffer.from(normal(receiptSecret(keys, caseNo))), Buffer.from(normal(secret))];
  return expected.length === given.length && timingSafeEqual(expected, given);
};
