// A case's records, examined whole: the ledger's chain and seals, the read model against the fold of the ledger, the vault against what the
// ledger refers to, and what is published against what the case goes by.
import { type Database, inTransaction } from '../../db/client.ts';
import { type Finding, recordIncident, settleFindings } from '../../db/incidents.ts';
import { readLedgers } from '../../db/reconcile-ledger.ts';
import { proveVault, vaultAltered, vaultKind } from '../../db/vault-proof.ts';
import { differingColumns, readViewRows, wrongOpenRows } from '../../db/view-row.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import { findDepartures, presentRules } from '../published.ts';
import { ledgerBroken, readModelDiffers, recordKinds, rulesAltered } from './findings.ts';

/** Examines and settles. @param sealKey `keys.seal` */
export const examineRecords = async (db: Database, sealKey: string, caseNos: readonly string[]): Promise<void> => {
  if (caseNos.length === 0) return;
  const { findings, sound } = await findInRecords(db, sealKey, caseNos);
  await settleFindings(db, { kinds: recordKinds, caseNos }, findings);
  await examinePublished(db, sound);
};

/** One incident a version, which thousands of cases may go by. It tells of none that is only missing: nothing can be done by it. */
const examinePublished = async (db: Database, states: readonly CaseState[]): Promise<void> => {
  const departures = await findDepartures(db.pool, states.map(presentRules));
  const altered = departures.filter(({ what }) => what === 'altered').map(rulesAltered);
  const eachOnce = new Map(altered.map((incident) => [incident.what, incident]));
  for (const incident of eachOnce.values()) await recordIncident(db, incident);
};

/** `sound`: the states of those whose ledger holds. */
const findInRecords = (
  db: Database,
  sealKey: string,
  caseNos: readonly string[],
): Promise<{ findings: Finding[]; sound: CaseState[] }> =>
  inTransaction(db, async (client) => {
    // One snapshot, in which a commit is seen in the ledger and in the read model, or in neither.
    await client.query('set transaction isolation level repeatable read read only');
    const ledgers = await readLedgers(client, caseNos, sealKey);
    const views = await readViewRows(client, caseNos);
    const findings = caseNos.flatMap((caseNo) => {
      const ledger = ledgers.get(caseNo);
      if (ledger?.broken) return [ledgerBroken(caseNo, ledger.broken)];
      const view = views.get(caseNo);
      // Known to neither: a receipt whose case does not run yet.
      if (!ledger && !view) return [];
      return ledger?.state && view && differingColumns(ledger.state, view).length === 0
        ? []
        : [readModelDiffers(caseNo)];
    });
    const found = new Set(findings.map(({ caseNo }) => caseNo));
    const wrong = await wrongOpenRows(
      client,
      caseNos.filter((caseNo) => !found.has(caseNo)),
    );
    const sound = [...ledgers.values()].flatMap(({ state, broken }) => (state && !broken ? [state] : []));
    return { findings: [...findings, ...wrong.map(readModelDiffers)], sound };
  });

/**
 * Examines and settles what the vault holds of these cases: texts and files that their ledgers refer to, as far as these hold. A case that
 * cannot be proven now, whose storage is damaged or slow, stays as it was found last: the others are not to wait for it.
 * @param vaultKey `keys.vault`
 */
export const examineVault = async (
  { db, logger }: { db: Database; logger: Logger },
  vaultKey: string,
  caseNos: readonly string[],
): Promise<void> => {
  if (caseNos.length === 0) return;
  const findings: Finding[] = [];
  const unproven = new Set<string>();
  for (const { caseNo, events } of (await readLedgers(db.pool, caseNos, null)).values()) {
    try {
      const { faults } = await proveVault(db.pool, vaultKey, events);
      if (faults.length > 0) findings.push(vaultAltered(caseNo, faults));
    } catch (error) {
      unproven.add(caseNo);
      logger.warn({ caseNo, why: (error as Error).message }, 'what the vault holds of a case could not be proven');
    }
  }
  const proven = caseNos.filter((caseNo) => !unproven.has(caseNo));
  await settleFindings(db, { kinds: [vaultKind], caseNos: proven }, findings);
};
