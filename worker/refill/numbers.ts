// Case numbers that were given out, as far as anything knows: the next ones must come after them.
import type { Database } from '../../db/client.ts';
import { numbersOfDay, type TakenNumber } from '../../db/refill.ts';
import type { EngineCase } from './engine-cases.ts';

/** Numbers left out on the day of a restore, in each county: receipts that were given and whose cases never began are known to nobody. */
export const leftOut = 1_000;

/** China's date: UTC+8, no daylight saving. */
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

/** @param restored the database is an old one: numbers may have been given that neither it nor the engine knows */
export const takenNumbers = async (
  db: Database,
  known: readonly EngineCase[],
  restored: boolean,
): Promise<TakenNumber[]> => {
  const highest = new Map<string, TakenNumber>();
  const take = ({ code, day, last }: TakenNumber): void => {
    const before = highest.get(`${code} ${day}`)?.last ?? 0;
    highest.set(`${code} ${day}`, { code, day, last: Math.max(last, before) });
  };
  for (const { caseNo } of known) {
    const [code = '', day = '', last = ''] = caseNo.split('-');
    take({ code, day, last: Number(last) });
  }
  if (!restored) return [...highest.values()];
  const day = today();
  for (const county of await numbersOfDay(db, day)) take(county);
  return [...highest.values()].map((taken) => (taken.day === day ? { ...taken, last: taken.last + leftOut } : taken));
};
