// The seal of a ledger row: proof that this system wrote it. Its key is outside the database, so that who can write to the database
// alone cannot append an event that a case would adopt.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** @param key `keys.seal`; @param hash the event's. @returns HMAC-SHA256, lower-case hex. */
export const sealOf = (key: string, hash: string): string =>
  createHmac('sha256', `${key}:ledger`).update(hash).digest('hex');

export const isSealed = (key: string, hash: string, seal: string): boolean => {
  const [expected, given] = [Buffer.from(sealOf(key, hash)), Buffer.from(seal)];
  return expected.length === given.length && timingSafeEqual(expected, given);
};
