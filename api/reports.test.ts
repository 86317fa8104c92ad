// What I reported: mine and nobody else's, from the moment of the receipt on; and what a unit must act on.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ordinary, startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

const grid = 'xx.zone.yongfu.cuizhuang.g03';
const report = (as: string, body: object = {}, headers: Record<string, string> = {}) =>
  api.call('POST', '/v1/cases', {
    as,
    body: { ...ordinary, source: 'grid', area: grid, ...body },
    headers: { 'idempotency-key': randomUUID(), ...headers },
  });
const reportsOf = async (as: string, query = '') => (await api.call('GET', `/v1/reports${query}`, { as })).body;
const numbersOf = async (as: string): Promise<string[]> =>
  (await reportsOf(as)).items.map(({ caseNo }: { caseNo: string }) => caseNo);

test('a report is in the list of who made it, with what became of it, and in no other', async () => {
  const { body } = await report('grid-cuizhuang');
  const other = await report('cuizhuang');
  const { items } = await reportsOf('grid-cuizhuang');
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    caseNo: body.caseNo,
    area: grid,
    category: 'environment',
    case: { caseNo: body.caseNo, status: 'open', responsible: { unit: 'xx.zone.yongfu' } },
  });
  expect(await numbersOf('cuizhuang')).toEqual([other.body.caseNo]);
  expect(await numbersOf('yongfu')).toEqual([]);
});

test('a rehearsal is not among the reports', async () => {
  const before = await numbersOf('grid-cuizhuang');
  expect((await report('grid-cuizhuang', { rehearsal: true })).status).toBe(201);
  expect(await numbersOf('grid-cuizhuang')).toEqual(before);
});

test('pages join without a gap or a repetition, the latest first', async () => {
  const made: string[] = [];
  for (let i = 0; i < 5; i++) made.unshift((await report('grid-cuizhuang', { description: `第 ${i} 件` })).body.caseNo);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await reportsOf('grid-cuizhuang', `?limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ caseNo }: { caseNo: string }) => caseNo));
    cursor = page.next;
  }
  expect(seen.slice(0, 5)).toEqual(made);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(await numbersOf('grid-cuizhuang'));
});

test('an auditor and a resident have no reports', async () => {
  expect((await api.call('GET', '/v1/reports', { as: 'auditor' })).status).toBe(403);
  const { caseNo, receipt } = (await report('grid-cuizhuang')).body;
  const { token } = (await api.call('POST', '/v1/sign-in', { body: { caseNo, secret: receipt.secret } })).body;
  expect((await api.call('GET', '/v1/reports', { as: token })).status).toBe(403);
});

test('a unit must act on what it answers for, and on what it goes on working on after an escalation', async () => {
  const actingOf = async (unit: string, as = 'zone'): Promise<string[]> =>
    (await api.call('GET', `/v1/cases?acting=${unit}`, { as })).body.items.map(
      ({ caseNo }: { caseNo: string }) => caseNo,
    );
  const { caseNo } = (await report('grid-cuizhuang')).body;
  expect(await actingOf('xx.zone.yongfu')).toContain(caseNo);
  expect(await actingOf(grid, 'grid-cuizhuang')).not.toContain(caseNo);
  await api.act('yongfu', caseNo, 'verify', { finding: '属实' });
  await api.act('yongfu', caseNo, 'dispatch', { unit: grid });
  expect(await actingOf(grid, 'grid-cuizhuang')).toEqual([caseNo]);
  expect(await actingOf('xx.zone.yongfu')).not.toContain(caseNo);
  expect((await api.act('grid-cuizhuang', caseNo, 'escalate', {}, '超出网格能力')).status).toBe(200);
  expect(await actingOf(grid, 'grid-cuizhuang')).toEqual([caseNo]);
  expect(await actingOf('xx.zone.yongfu.cuizhuang')).toEqual([caseNo]);
});
