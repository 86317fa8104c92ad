// Whole cases that are gone from the database. A case that is nowhere in it is met by no walk through its rows: the numbers that were given
// tell of it, and the engine, which may still run it.
import type { Database } from '../../db/client.ts';
import { settleKind, troubledCases } from '../../db/incidents.ts';
import { type CountedDay, missingAmong, missingOfDays } from '../../db/missing-cases.ts';
import { leftOut } from '../refill/numbers.ts';
import { caseMissing, missingKind } from './findings.ts';

/** Cases told of in one round. */
const most = 1_000;

/** What is looked at in one round. */
export interface MissingSlice {
  days: readonly CountedDay[];
  /** Numbers of cases that run. */
  running: readonly string[];
  /** A case that was started later may be on its way into the ledger. */
  startedBefore: Date;
}

/** Examines and settles. */
export const examineMissing = async (db: Database, { days, running, startedBefore }: MissingSlice): Promise<void> => {
  const told = (await troubledCases(db, [missingKind], { after: 0, limit: most })).map(({ caseNo }) => caseNo);
  const missing = new Set([
    ...(await missingOfDays(db, days, startedBefore, { leftOut, limit: most })),
    ...(await missingAmong(db, [...running, ...told], startedBefore)),
  ]);
  await settleKind(db, missingKind, [...missing].map(caseMissing));
};
