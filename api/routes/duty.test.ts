// The roster: who may arrange it, what it refuses, and what stays known of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** One with a single worker. */
const grid = 'xx.zone.shizhai.shizhai.g01';
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();

interface Entry {
  id: number;
  person: string;
  name: string;
  from: string;
  to: string | null;
}
const roster = (unit: string, as: string, from = hours(-1), to = hours(48)) =>
  api.call<{ items: Entry[]; mayArrange: boolean; standIns: { person: string; unit: string }[] }>(
    'GET',
    `/v1/org/${unit}/duty?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`,
    { as },
  );
const enter = (unit: string, as: string, body: { person: string; from: string; to: string | null }) =>
  api.call('POST', `/v1/org/${unit}/duty`, { as, body });
const end = (unit: string, as: string, id: number, at?: string) =>
  api.call('POST', `/v1/org/${unit}/duty/${id}/end`, { as, body: at === undefined ? {} : { at } });
const staffing = async (unit: string) =>
  (await api.call('GET', `/v1/org/staffing?under=${unit}`, { as: 'zone' })).body.items[0];
/** The grid worker of a unit. */
const workerOf = async (unit: string): Promise<string> =>
  (await api.call('GET', `/v1/people?under=${unit}`, { as: 'admin' })).body.items[0].person;

test('a unit without anybody on duty is a vacancy until somebody is entered', async () => {
  const [entry] = (await roster(grid, 'zone')).body.items as [Entry];
  expect(await staffing(grid)).toMatchObject({ path: grid, people: 1, onDuty: entry.name });
  expect((await end(grid, 'admin', entry.id)).status).toBe(200);
  expect(await staffing(grid)).toMatchObject({ people: 1, onDuty: null });
  const entered = await enter(grid, 'admin', { person: entry.person, from: hours(0), to: hours(8) });
  expect(entered).toMatchObject({ status: 201, body: { person: entry.person, unit: grid } });
  expect(await staffing(grid)).toMatchObject({ onDuty: entry.name });
});

test('an ended entry stays in the roster of its time, one called off before it began does not', async () => {
  const unit = 'xx.zone.shizhai.shizhai.g02';
  const person = await workerOf(unit);
  const [first] = (await roster(unit, 'admin')).body.items as [Entry];
  await end(unit, 'admin', first.id);
  const later = (await enter(unit, 'admin', { person, from: hours(20), to: hours(28) })).body as Entry;
  expect((await end(unit, 'admin', later.id)).body.to).toBe(later.from);
  expect((await roster(unit, 'admin')).body.items.map(({ id }) => id)).toEqual([first.id]);
  expect((await end(unit, 'admin', first.id)).status).toBe(404);
  const changes = (await api.call('GET', `/v1/org/${unit}/changes`, { as: 'zone' })).body.items;
  expect(changes.map(({ kind }: { kind: string }) => kind)).toEqual(['dutyEnded', 'dutyEntered', 'dutyEnded']);
  expect(changes[0]).toMatchObject({ by: { name: expect.stringContaining('系统管理员') }, detail: { person } });
});

describe('is arranged by', () => {
  test.each([
    ['the county’s administrator', 'admin', 201],
    ['the city’s administrator', 'city-admin', 201],
    ['the community above', 'cuizhuang', 201],
    ['the street above', 'yongfu', 201],
    ['another community', 'biguiyuan', 403],
    ['another county', 'yanjin', 403],
    ['a grid worker', 'grid-cuizhuang', 403],
    ['a department', 'water', 403],
    ['an auditor', 'auditor', 403],
  ])('%s: %s → %i', async (_who, as, status) => {
    const unit = 'xx.zone.yongfu.cuizhuang';
    const person = (await api.call('GET', `/v1/people?under=${unit}`, { as: 'admin' })).body.items[0].person;
    for (const { id } of (await roster(unit, 'admin')).body.items) await end(unit, 'admin', id);
    const answer = await enter(unit, as, { person, from: hours(0), to: null });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe('NotAuthorised');
  });

  test('whoever may not is told so beforehand, and sees no list of people', async () => {
    const unit = 'xx.zone.yongfu.cuizhuang.g02';
    expect((await roster(unit, 'grid-cuizhuang')).body).toMatchObject({ mayArrange: false, standIns: [] });
    const own = (await roster(unit, 'cuizhuang')).body;
    expect(own.mayArrange).toBe(true);
    expect(own.standIns[0]?.unit).toBe(unit);
    expect(own.standIns.every((each) => unit.startsWith(each.unit))).toBe(true);
    expect((await roster(unit, 'yanjin')).status).toBe(403);
  });
});

describe('refuses', () => {
  const unit = 'xx.zone.wenchang.biguiyuan.g01';
  test.each([
    ['an end before the beginning', { from: hours(2), to: hours(1) }, '/to'],
    ['the past', { from: hours(-2), to: hours(1) }, '/from'],
    ['what lies years ahead', { from: hours(24 * 400), to: null }, '/from'],
    ['the same person twice at a time', { from: hours(1), to: hours(2) }, '/person'],
  ])('%s', async (_what, span, pointer) => {
    const answer = await enter(unit, 'admin', { person: await workerOf(unit), ...span });
    expect(answer).toMatchObject({ status: 422, body: { code: 'InvalidInput', errors: [{ pointer }] } });
  });

  test('people of another branch, of no unit, and out of service', async () => {
    for (const person of [await workerOf('xx.zone.yongfu.cuizhuang.g01'), 'p-nobody']) {
      const answer = await enter(unit, 'admin', { person, from: hours(1), to: hours(2) });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/person' }] } });
    }
  });

  test('a unit that is not there', async () => {
    const answer = await enter('xx.zone.nowhere', 'admin', { person: 'p-1', from: hours(1), to: null });
    expect(answer).toMatchObject({ status: 422, body: { code: 'UnknownUnit' } });
  });
});

test('the same person entered twice at the same moment stands there once', async () => {
  const unit = 'xx.zone.wenchang.biguiyuan.g02';
  const person = await workerOf(unit);
  for (const { id } of (await roster(unit, 'admin')).body.items) await end(unit, 'admin', id);
  const body = { person, from: hours(1), to: hours(9) };
  const answers = await Promise.all([1, 2, 3].map(() => enter(unit, 'admin', body)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
});
