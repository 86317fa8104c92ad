// Open cases whose responsible unit is out of service: nobody answers for them until somebody above reassigns them.
import type { Database } from '../../db/client.ts';
import { settleKind } from '../../db/incidents.ts';
import { orphanedCases } from '../../db/reconcile.ts';
import { unitGone, unitKind } from './findings.ts';

/** Cases told of in one round. */
const most = 1_000;

/** Examines and settles. */
export const examineUnits = async (db: Database): Promise<void> =>
  settleKind(db, unitKind, (await orphanedCases(db, most)).map(unitGone));
