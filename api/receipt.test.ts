import { expect, test } from 'vitest';
import { isReceiptSecret, receiptSecret } from './receipt.ts';

const keys = { token: 'a'.repeat(43) };
const caseNo = 'SF-20261123-00017';

test('a case has one secret, and another installation another', () => {
  expect(receiptSecret(keys, caseNo)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(receiptSecret(keys, caseNo)).toBe(receiptSecret(keys, caseNo));
  expect(receiptSecret({ token: 'b'.repeat(43) }, caseNo)).not.toBe(receiptSecret(keys, caseNo));
  expect(receiptSecret(keys, 'SF-20261123-00018')).not.toBe(receiptSecret(keys, caseNo));
});

test('the secret is taken as people type it, and no other', () => {
  const secret = receiptSecret(keys, caseNo);
  expect(isReceiptSecret(keys, caseNo, secret)).toBe(true);
  expect(isReceiptSecret(keys, caseNo, secret.toLowerCase().replaceAll('-', ' '))).toBe(true);
  expect(isReceiptSecret(keys, caseNo, secret.slice(0, -1))).toBe(false);
  expect(isReceiptSecret(keys, 'SF-20261123-00018', secret)).toBe(false);
});
