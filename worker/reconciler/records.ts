// A case's records, examined whole: the ledger's chain and seals, and the read model against the fold of the ledger.
import { viewOf } from '../../db/case-view.ts';
import { type Database, inTransaction } from '../../db/client.ts';
import { type Finding, settleFindings } from '../../db/incidents.ts';
import { readLedgers } from '../../db/reconcile-ledger.ts';
import { canonical } from '../../workflows/case/chain.ts';
import { ledgerBroken, readModelDiffers, recordKinds } from './findings.ts';

/** Examines and settles. @param sealKey `keys.seal` */
export const examineRecords = async (db: Database, sealKey: string, caseNos: readonly string[]): Promise<void> => {
  if (caseNos.length === 0) return;
  const findings = await findInRecords(db, sealKey, caseNos);
  await settleFindings(db, { kinds: recordKinds, caseNos }, findings);
};

const findInRecords = (db: Database, sealKey: string, caseNos: readonly string[]): Promise<Finding[]> =>
  inTransaction(db, async (client) => {
    // One snapshot, in which a commit is seen in the ledger and in the read model, or in neither.
    await client.query('set transaction isolation level repeatable read read only');
    const ledgers = await readLedgers(client, caseNos, sealKey);
    const { rows } = await client.query<{ case_no: string; row: Record<string, unknown> }>(
      `select case_no, to_jsonb(case_view) || jsonb_build_object('scopes_hold', scopes = scopes_of(involved)) as row
       from case_view where case_no = any($1)`,
      [caseNos],
    );
    const views = new Map(rows.map(({ case_no, row }) => [case_no, row]));
    return caseNos.flatMap((caseNo) => {
      const ledger = ledgers.get(caseNo);
      if (ledger?.broken) return [ledgerBroken(caseNo, ledger.broken)];
      const view = views.get(caseNo);
      // Known to neither: a receipt whose case does not run yet.
      if (!ledger && !view) return [];
      return ledger?.state && view && agrees(viewOf(ledger.state), view) ? [] : [readModelDiffers(caseNo)];
    });
  });

const instants = ['due_at', 'received_at', 'closed_at'];

const agrees = (expected: Record<string, unknown>, row: Record<string, unknown>): boolean =>
  row.scopes_hold === true &&
  Object.entries(expected).every(([column, value]) =>
    instants.includes(column) && value !== null && row[column] !== null
      ? Date.parse(String(value)) === Date.parse(String(row[column]))
      : canonical(value) === canonical(row[column] ?? null),
  );
