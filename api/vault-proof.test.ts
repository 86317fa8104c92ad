// Texts, files and the read model's columns that were written by hand: the three-way check says which, and a forged file is shown to nobody.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIncidents } from '../db/incidents.ts';
import { readEvents } from '../db/ledger.ts';
import { faultsInWords, proveVault } from '../db/vault-proof.ts';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { checkCase } from '../worker/three-way.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';

let api: TestApi;
let owner: pg.Client;
beforeAll(async () => {
  api = await startApi({ worker: true, proofs: true });
  owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await api?.close();
});

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 7)]);

const aCase = async (): Promise<{ caseNo: string; file: string }> => {
  const upload = { as: 'zone', body: png, headers: { 'content-type': 'image/png' } };
  const { ref } = (await api.call('POST', '/v1/attachments', upload)).body;
  const { caseNo } = (await api.receive({ attachments: [ref] })).body;
  await api.act('zone', caseNo, 'verify', { finding: '属实' });
  await api.act('zone', caseNo, 'note', { text: '已告知承办单位' }, '电话核实');
  return { caseNo, file: ref };
};

let asked = 0;
/** In turn by several people, each of whom may ask ten times a minute. */
const prove = async (caseNo: string): Promise<Verdict> => {
  const as = ['auditor', 'zone', 'city'][asked++ % 3];
  return (await api.call<Verdict>('POST', `/v1/cases/${caseNo}/replay`, { as })).body;
};

const found = ({ comparisons }: Verdict, name: Comparison['name']) => comparisons.find((each) => each.name === name);

/** Which of the comparisons do not hold. */
const failing = ({ comparisons }: Verdict) => comparisons.filter(({ ok }) => ok !== true).map(({ name }) => name);

/** As an operator has it, who need not see the case. */
const proveAsOperator = (caseNo: string): Promise<Verdict> => {
  const { db } = api.database;
  return checkCase({ db, client: api.client, sealKey: api.keys.seal, vault: { db, key: api.keys.vault } }, caseNo);
};

const asApp = (sql: string, values: unknown[]) => api.database.db.pool.query(sql, values);
const asOwner = (sql: string, values: unknown[]) => owner.query(sql, values);

describe('what a case refers to', () => {
  test('is found as the ledger has it', async () => {
    const { caseNo } = await aCase();
    const verdict = await prove(caseNo);
    expect(verdict.agrees).toBe(true);
    expect(found(verdict, 'texts')?.detail).toMatch(/与台账一致 texts .*texts: 6, of these erased: 0; files: 1$/);
  });

  test.each([
    ['the application', 'intake/description', 1, asApp],
    ['the owner of the database', 'finding', 2, asOwner],
    ['the application', '_reason', 3, asApp],
  ])('is told with its event when %s wrote another %s', async (_who, field, seq, run) => {
    const { caseNo } = await aCase();
    // The digest beside the text proves nothing: whoever forges one forges the other.
    const { rowCount } = await run(
      `update vault_text set text = 'FORGED', digest = repeat('0', 64) where case_no = $1 and ref like '%/' || $2`,
      [caseNo, field],
    );
    expect(rowCount).toBe(1);
    const verdict = await prove(caseNo);
    expect(verdict.agrees).toBe(false);
    expect(failing(verdict)).toEqual(['texts']);
    expect(found(verdict, 'texts')).toMatchObject({ ok: false, seq });
    expect(found(verdict, 'texts')?.detail).toMatch(new RegExp(`/${field} altered$`));
  });

  test('is told apart when it was erased, and told when it vanished', async () => {
    const { caseNo } = await aCase();
    const reporter = `${caseNo}/intake/reporter`;
    await asApp('update vault_text set text = null, erased_at = now() where ref = $1', [reporter]);
    const erased = await prove(caseNo);
    expect(erased.agrees).toBe(true);
    expect(found(erased, 'texts')?.detail).toContain('of these erased: 1');
    await asApp('update vault_text set erased_at = null where ref = $1', [reporter]);
    expect(found(await prove(caseNo), 'texts')?.detail).toMatch(/reporter missing$/);
    await asOwner('delete from vault_text where ref = $1', [reporter]);
    expect(found(await prove(caseNo), 'texts')).toMatchObject({ ok: false, seq: 1 });
  });
});

test('what was written for another case is told, though it is genuine there', async () => {
  const [{ caseNo }, other] = [await aCase(), await aCase()];
  const { db } = api.database;
  // As the ledger has it of a case whose receipt was made up of another's.
  const forged = (await readEvents(db, other.caseNo)).map((event): CaseEvent => ({ ...event, caseNo }));
  const { faults } = await proveVault(db.pool, api.keys.vault, forged);
  expect(faults).toHaveLength(6);
  expect(faults[0]).toEqual({ seq: 1, ref: `${other.caseNo}/intake/description`, what: 'foreign' });
  expect(faultsInWords(faults)).toContain(`event 1, ${other.caseNo}/intake/description of another case`);
});

describe('a file whose bytes were changed', () => {
  test.each([
    ['the application', asApp],
    ['the owner of the database', asOwner],
  ])('by %s is not served, and is an incident at once', async (_who, run) => {
    const { caseNo, file } = await aCase();
    const url = `/v1/cases/${caseNo}/attachments/${file}`;
    expect((await api.call('GET', url, { as: 'zone' })).status).toBe(200);
    const forged = Buffer.concat([png.subarray(0, -1), Buffer.from([8])]);
    await run(`update attachment set bytes = $2, sha256 = encode(sha256($2), 'hex') where ref = $1`, [file, forged]);
    expect(await api.call('GET', url, { as: 'zone' })).toMatchObject({ status: 500, body: { code: 'VaultAltered' } });
    const mine = (await openIncidents(api.database.db)).filter((incident) => incident.caseNo === caseNo);
    expect(mine).toMatchObject([{ kind: 'VaultAltered', what: expect.stringContaining(file) }]);
    const verdict = await prove(caseNo);
    expect(failing(verdict)).toEqual(['texts']);
    expect(found(verdict, 'texts')?.detail).toContain(`event 1, ${file} altered`);
  });

  test('is not served when the read model bears its new digest, either', async () => {
    const { caseNo, file } = await aCase();
    const forged = Buffer.concat([png.subarray(0, -1), Buffer.from([9])]);
    await asApp(`update attachment set bytes = $2, sha256 = encode(sha256($2), 'hex') where ref = $1`, [file, forged]);
    await asApp(
      `update case_view set state = jsonb_set(state, '{attachments,0,sha256}', to_jsonb(encode(sha256($2), 'hex')))
       where case_no = $1`,
      [caseNo, forged],
    );
    const answer = await api.call('GET', `/v1/cases/${caseNo}/attachments/${file}`, { as: 'zone' });
    expect(answer).toMatchObject({ status: 500, body: { code: 'VaultAltered' } });
  });
});

describe('a column of the read model', () => {
  test.each([
    ['scopes', `'{xx,xx.yanjin}'`, asApp],
    ['status', `'closed'`, asOwner],
    ['due_at', `'2030-01-01T00:00:00Z'`, asApp],
    ['responsible', `'xx.zone.d_water'`, asOwner],
    ['overdue', 'true', asApp],
  ])('%s that was set by hand is named', async (column, value, run) => {
    const { caseNo } = await aCase();
    await run(`update case_view set ${column} = ${value} where case_no = $1`, [caseNo]);
    const verdict = await proveAsOperator(caseNo);
    expect(failing(verdict)).toContain('readModel');
    expect(found(verdict, 'readModel')?.detail).toMatch(new RegExp(`: ${column}$`));
  });
});

test('where neither texts nor key are to be had, the check says so instead of saying that they hold', async () => {
  const { caseNo } = await aCase();
  const verdict = await checkCase({ db: api.database.db, client: api.client, sealKey: null, vault: null }, caseNo);
  expect(found(verdict, 'texts')?.ok).toBeNull();
  expect(found(verdict, 'chain')).toMatchObject({ ok: null, detail: expect.stringContaining('seals') });
  expect(verdict.agrees).toBe(false);
});
