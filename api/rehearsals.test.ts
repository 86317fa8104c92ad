// Rehearsals: real cases on the real engine whose time is let pass, kept out of real lists.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

const advance = (caseNo: string, duration: unknown, as = 'zone') =>
  api.call('POST', `/v1/cases/${caseNo}/rehearsal/advance`, { as, body: { duration } });

const rehearse = async (): Promise<string> => (await api.receive({ rehearsal: true })).body.caseNo;

test('time passes by exactly as much as was asked, and the answer shows the case at its own present', async () => {
  const caseNo = await rehearse();
  const before = (await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body;
  const { status, body } = await advance(caseNo, 'P30D');
  expect(status).toBe(200);
  const passed = Date.parse(body.now) - Date.parse(before.now);
  expect(passed).toBeGreaterThanOrEqual(30 * 86_400_000);
  expect(passed).toBeLessThan(30 * 86_400_000 + 60_000);
  expect(body.clocks.every(({ overdue }: { overdue: boolean }) => overdue)).toBe(true);
  expect(body.responsible.unit).toBe('xx');
  const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events?limit=200`, { as: 'zone' })).body;
  expect(items).toHaveLength(body.seq);
  expect(items.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['received', 'reminded', 'markedOverdue', 'raised']),
  );
});

test('people act in between, at the time of the case', async () => {
  const caseNo = await rehearse();
  const { now } = (await advance(caseNo, 'PT3H')).body;
  const { body } = await api.act('zone', caseNo, 'verify', { finding: '属实' });
  const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events?limit=200`, { as: 'zone' })).body;
  expect(items.at(-1).at >= now).toBe(true);
  expect(body.now >= items.at(-1).at).toBe(true);
});

test('the time of a real case cannot be skipped', async () => {
  const { caseNo } = (await api.receive()).body;
  expect(await advance(caseNo, 'PT1H')).toMatchObject({ status: 409, body: { code: 'RehearsalOnly' } });
});

test.each(['', 'PT0S', 'P201D', 'P1M', '3 hours', 5])('the duration %j is refused', async (duration) => {
  const caseNo = await rehearse();
  expect(await advance(caseNo, duration)).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
});

test('who does not see a rehearsal cannot move it, and onlookers do not either', async () => {
  const caseNo = await rehearse();
  expect((await advance(caseNo, 'PT1H', 'yanjin')).status).toBe(404);
  expect((await advance(caseNo, 'PT1H', 'auditor')).status).toBe(403);
});

test('rehearsals are listed when asked for, and only then', async () => {
  const caseNo = await rehearse();
  const listed = async (query: string) =>
    (await api.call('GET', `/v1/cases?limit=200${query}`, { as: 'zone' })).body.items.some(
      (item: { caseNo: string }) => item.caseNo === caseNo,
    );
  expect([await listed(''), await listed('&rehearsals=true')]).toEqual([false, true]);
});

test('where rehearsals are off, none is opened', async () => {
  const closed = await startApi({ rehearsals: false });
  try {
    expect(await closed.receive({ rehearsal: true })).toMatchObject({ status: 409, body: { code: 'RehearsalOnly' } });
  } finally {
    await closed.close();
  }
});
