// Open cases whose responsible unit is out of service: nobody answers for them until somebody above reassigns them.
import type { Database } from '../../db/client.ts';
import { settleFindings, troubledCases } from '../../db/incidents.ts';
import { orphanedCases } from '../../db/reconcile.ts';
import { unitGone, unitKind } from './findings.ts';

/** Cases told of in one round. */
const most = 1_000;

/** Examines and settles. */
export const examineUnits = async (db: Database): Promise<void> => {
  const orphaned = await orphanedCases(db, most);
  const told = await troubledCases(db, [unitKind], { after: 0, limit: most });
  const caseNos = [...new Set([...orphaned, ...told].map(({ caseNo }) => caseNo))];
  if (caseNos.length === 0) return;
  await settleFindings(db, { kinds: [unitKind], caseNos }, orphaned.map(unitGone));
};
