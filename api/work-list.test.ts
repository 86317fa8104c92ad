// What the work list is made of: its lines, acting on several cases at once, and views that people keep.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
let caseNo: string;
beforeAll(async () => {
  api = await startApi({ worker: true });
  caseNo = (await api.receive({ source: 'grid', description: `水管\n爆裂${'，'.repeat(300)}` }, 'cuizhuang')).body
    .caseNo;
});
afterAll(() => api.close());

const lines = async (query: string, as = 'zone') => (await api.call('GET', `/v1/cases?${query}`, { as })).body.items;

test('a line tells what the case is about, where it stands and which clock runs out first', async () => {
  const [line] = await lines('');
  expect(line).toMatchObject({
    caseNo,
    typeLabel: { zh: '一般诉求' },
    stepLabel: { zh: '受理核实' },
    responsible: { unit: 'xx.zone.yongfu', onDuty: expect.any(String) },
    since: expect.any(String),
    calendar: 'zone',
    clock: { name: 'step', unit: 'workingHour', provisional: false },
    suspended: false,
    request: null,
  });
  expect(line.title).toHaveLength(120);
});

test('who may not read texts sees no titles', async () => {
  const [line] = await lines('', 'admin');
  expect(line).toMatchObject({ caseNo, title: null });
});

test('supervised cases are found by their card', async () => {
  expect(await lines('supervised=true')).toEqual([]);
  await api.act('zone', caseNo, 'supervise', { card: 'yellow' }, '群众多次反映');
  expect(await lines('supervised=true')).toMatchObject([{ caseNo, card: 'yellow' }]);
  expect(await lines('supervised=false')).toEqual([]);
});

test('a line tells how often its case was urged, and so does the case', async () => {
  expect(await lines('')).toMatchObject([{ caseNo, urges: 0 }]);
  const { body } = await api.act('zone', caseNo, 'urge');
  expect(body).toMatchObject({ urges: 1 });
  expect(await lines('', 'yongfu')).toMatchObject([{ caseNo, urges: 1 }]);
});

test('a preview tells which cases allow an action, and why others do not', async () => {
  const preview = (as: string, action: string, caseNos: string[]) =>
    api.call('POST', `/v1/actions/${action}/preview`, { as, body: { caseNos } });

  const { body } = await preview('zone', 'urge', [caseNo, 'SF-20260101-00001', caseNo]);
  expect(body.offered).toMatchObject({ action: 'urge', reason: 'optional' });
  const notSeen = { etag: null, why: expect.stringContaining('不在您的范围内') };
  expect(body.items).toEqual([
    { caseNo, etag: expect.stringMatching(/^"\d+"$/), why: null },
    { caseNo: 'SF-20260101-00001', ...notSeen },
  ]);
  expect((await preview('wenchang', 'urge', [caseNo])).body).toEqual({
    offered: null,
    items: [{ caseNo, ...notSeen }],
  });
  const refused = (await preview('yongfu', 'urge', [caseNo])).body;
  expect(refused).toMatchObject({ offered: null, items: [{ why: expect.stringContaining('不能由本单位自己作出') }] });
  expect((await preview('auditor', 'urge', [caseNo])).status).toBe(403);
});

test('a view is kept for its person alone, replaced by its name and removed', async () => {
  const put = (as: string, name: string, search: unknown) =>
    api.call('PUT', `/v1/views/${encodeURIComponent(name)}`, { as, body: { search } });
  const names = async (as: string) =>
    (await api.call('GET', '/v1/views', { as })).body.items.map((view: { name: string }) => view.name);

  expect((await put('zone', '夜间水务', 'type=utility-repair')).status).toBe(204);
  expect((await put('zone', '夜间水务', 'type=utility-repair&overdue=true')).status).toBe(204);
  expect((await api.call('GET', '/v1/views', { as: 'zone' })).body.items).toEqual([
    { name: '夜间水务', search: 'type=utility-repair&overdue=true' },
  ]);
  expect(await names('yongfu')).toEqual([]);
  expect((await put('zone', '坏', '不是地址')).status).toBe(422);
  for (let i = 1; i < 30; i++) await put('zone', `视图 ${i}`, 'mine=true');
  expect((await put('zone', '多一个', 'mine=true')).body.code).toBe('InvalidInput');
  expect((await api.call('DELETE', `/v1/views/${encodeURIComponent('夜间水务')}`, { as: 'zone' })).status).toBe(204);
  expect((await api.call('DELETE', `/v1/views/${encodeURIComponent('夜间水务')}`, { as: 'zone' })).status).toBe(404);
  expect(await names('zone')).toHaveLength(29);
});
