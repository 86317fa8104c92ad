// The hall over HTTP: whose it is, and that walls which ask at once get one and the same answer.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../tests/support/api.ts';

let api: TestApi;
let caseNo: string;

beforeAll(async () => {
  api = await startApi({ worker: true });
  caseNo = (await api.receive()).body.caseNo;
});
afterAll(() => api.close());

const hall = (as: string, query = '') => api.call('GET', `/v1/stats/hall${query}`, { as });

test('a case that was just received stands in the halls of all above its place, with who answers for it', async () => {
  for (const as of ['city', 'zone', 'yongfu', 'cuizhuang']) {
    const { status, body } = await hall(as);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      received: 1,
      closed: 0,
      now: { open: 1, withResponsible: 1 },
      today: { received: 1 },
    });
    expect(body.byArea).toMatchObject({ 'xx.zone.yongfu.cuizhuang': { open: 1 } });
    expect(body.today.moves).toContainEqual({ from: null, to: 'discovery', back: false, cases: 1 });
    expect(body.news).toContainEqual(expect.objectContaining({ caseNo, seq: 1, type: 'received' }));
  }
  for (const as of ['wenchang', 'yanjin', 'water'])
    expect((await hall(as)).body).toMatchObject({ received: 0, news: [] });
});

test('a unit below may be asked for, another one is refused', async () => {
  expect((await hall('zone', '?unit=xx.zone.wenchang')).body).toMatchObject({ received: 0 });
  expect((await hall('city', '?unit=xx.zone.yongfu')).body).toMatchObject({ received: 1 });
  for (const [as, unit] of [
    ['wenchang', 'xx.zone.yongfu'],
    ['wenchang', 'xx.zone'],
    ['zone', 'xx.yanjin'],
    ['water', 'xx.zone'],
  ] as const) {
    expect(await hall(as, `?unit=${unit}`)).toMatchObject({ status: 403, body: { code: 'NotAuthorised' } });
    expect((await api.call('GET', `/v1/stats/hours?unit=${unit}`, { as })).status).toBe(403);
  }
  expect((await api.call('GET', '/v1/stats/hall')).status).toBe(401);
});

test('rehearsals stand in a hall of their own', async () => {
  expect((await hall('zone', '?rehearsals=true')).body).toMatchObject({ received: 0, now: { open: 0 } });
});

test('walls that ask at the same time share one answer', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => hall('zone', '?unit=xx.zone.yongfu')));
  expect(new Set(answers.map(({ body }) => body.at)).size).toBe(1);
});

test('the last days are told by hour, without today', async () => {
  const { status, body } = await api.call('GET', '/v1/stats/hours?days=3', { as: 'zone' });
  expect(status).toBe(200);
  expect(body.items).toEqual([]);
});

test('soon means in the hall what it means on the overdue board', async () => {
  const { items } = (await api.call('GET', '/v1/stats/overdue', { as: 'zone' })).body;
  const soon = items.reduce((sum: number, each: { soon: number }) => sum + each.soon, 0);
  // A case that was just received is due within hours of work.
  expect(soon).toBe(1);
  expect((await hall('zone')).body.now.soon).toBe(soon);
});
