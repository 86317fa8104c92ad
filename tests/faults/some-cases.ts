// A few cases for scenarios that need no stream of them, and one act on a case.
import { loadKeys } from '../../platform/keys.ts';
import { checkCases } from '../../worker/three-way.ts';
import { liveCases } from './clients.ts';
import { openLedger } from './operations.ts';
import { seed } from './scenario.ts';
import type { Stage } from './stage.ts';

/** @param name makes their keys differ from those of other scenarios over the same stage */
export const someCases = async ({ system, officers }: Stage, cases: number, name: string): Promise<string[]> => {
  const ledger = openLedger();
  const clients = { apiUrl: system.running().apiUrl, seed: seed + name.length, officers, ledger };
  await liveCases({ ...clients, duplicated: 0, patienceMs: 60_000 }, { cases, atOnce: 4, longest: 0 });
  return ledger.operations.flatMap(({ kind, answer }) => (kind === 'receive' ? [String(answer)] : []));
};

/** Whether ledger, read model, replay and vault of these cases agree. */
export const agree = async ({ db, engine, system }: Stage, caseNos: readonly string[]): Promise<boolean> => {
  const { seal: sealKey, vault: key } = loadKeys(`${system.home}/keys.json`);
  const verdicts = await checkCases({ db, client: engine, sealKey, vault: { db, key } }, caseNos);
  return verdicts.every(({ agrees }) => agrees);
};

/** Writes a note on a case under this key. */
export const note = ({ system, officers }: Stage, caseNo: string, key: string): Promise<Response> =>
  fetch(`${system.running().apiUrl}/v1/cases/${caseNo}/actions/note`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${officers[0]?.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ input: { text: '现场备注。' } }),
  });
