// Open cases whose responsible unit is out of service, or has nobody: no one answers for them until somebody above reassigns them, or comes.
import type { Database } from '../../db/client.ts';
import { settleKind } from '../../db/incidents.ts';
import { orphanedCases } from '../../db/reconcile.ts';
import { unitGone, unitKinds, unitUnstaffed } from './findings.ts';

/** Cases told of in one round. */
const most = 1_000;

/** Examines and settles. */
export const examineUnits = async (db: Database): Promise<void> => {
  const orphaned = await orphanedCases(db, most);
  const unstaffed = orphaned.filter(({ inService }) => inService);
  const gone = orphaned.filter(({ inService }) => !inService);
  await settleKind(db, unitKinds.gone, gone.map(unitGone));
  await settleKind(db, unitKinds.unstaffed, unstaffed.map(unitUnstaffed));
};
