// The supervisor's board: figures and lists in the caller's scope, with what they may do about each case.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../tests/support/api.ts';

let api: TestApi;
let caseNo: string;
beforeAll(async () => {
  api = await startApi({ worker: true });
  caseNo = (await api.receive()).body.caseNo;
  await api.act('zone', caseNo, 'verify', { finding: '属实' });
  await api.act('zone', caseNo, 'dispatch', { unit: 'xx.zone.yongfu' });
  const owner = new pg.Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await owner.query(`update case_view set due_at = now() - interval '2 hours'`);
  await owner.end();
});
afterAll(() => api.close());

const list = async (as: string, query = '') => (await api.call('GET', `/v1/overdue?${query}`, { as })).body.items;

test('each line says who answers, who is on duty there, and what the caller may do', async () => {
  const [line] = await list('zone', 'slip=overdue');
  expect(line).toMatchObject({
    caseNo,
    overdue: true,
    rung: 2,
    responsible: { unit: 'xx.zone.yongfu', name: '永福街道', onDuty: expect.any(String) },
  });
  expect(line.allowed.sort()).toEqual(['reassign', 'supervise', 'takeOver', 'urge']);
  expect((await list('yongfu', 'slip=overdue'))[0].allowed.sort()).toEqual(['escalate', 'reassign']);
  expect((await list('auditor', 'slip=overdue'))[0].allowed).toEqual([]);
});

test('a card that was given is shown with who gave it and until when it is to be answered', async () => {
  await api.act('zone', caseNo, 'supervise', { card: 'yellow' }, '超期未动');
  const [line] = await list('zone', 'slip=yellow');
  expect(line.supervision).toMatchObject({
    card: 'yellow',
    by: { name: '示范区' },
    replied: false,
    due: expect.any(String),
  });
  await api.act('yongfu', caseNo, 'replySupervision', {}, '已安排');
  expect(await list('zone', 'slip=yellow')).toEqual([]);
});

test('nobody sees what lies outside their scope', async () => {
  expect(await list('yanjin')).toEqual([]);
  expect((await api.call('GET', '/v1/stats/overdue', { as: 'yanjin' })).body.items).toEqual([]);
  expect((await api.call('GET', '/v1/overdue')).status).toBe(401);
});

test('figures tell where one working day from now ends', async () => {
  const { at, soonBefore, items } = (await api.call('GET', '/v1/stats/overdue', { as: 'zone' })).body;
  expect(soonBefore > at).toBe(true);
  expect(items).toContainEqual(expect.objectContaining({ unit: 'xx.zone.yongfu', open: 1 }));
});

test.each(['slip=late', 'rung=9', 'level=planet', 'within=XX', 'limit=0', 'cursor=abc'])(
  '%s is refused',
  async (query) => {
    expect([400, 422]).toContain((await api.call('GET', `/v1/overdue?${query}`, { as: 'zone' })).status);
  },
);
