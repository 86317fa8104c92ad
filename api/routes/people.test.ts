// People and their sign-ins, given by administrators within their own unit.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

interface Listed {
  person: string;
  unit: string;
  role: string;
  username: string | null;
}

const people = async (as: string, under = ''): Promise<Listed[]> =>
  (await api.call('GET', `/v1/people${under && `?under=${under}`}`, { as })).body.items;

const give = (as: string, person: string, username: string) =>
  api.call('PUT', `/v1/people/${person}/sign-in`, { as, body: { username } });

const signIn = (username: string, password: string) =>
  api.call('POST', '/v1/sign-in', { body: { username, password } });

test('an administrator sees the people of their unit and below, with who may sign in and no passwords', async () => {
  const own = await people('admin');
  expect(own.every(({ unit }) => unit.startsWith('xx.zone'))).toBe(true);
  expect(own).toContainEqual(expect.objectContaining({ role: 'auditor', unit: 'xx.zone', username: 'auditor' }));
  expect(JSON.stringify(own)).not.toMatch(/password|hash|\$/i);
  expect((await people('admin', 'xx.zone.longyuan')).every(({ unit }) => unit.startsWith('xx.zone.longyuan'))).toBe(
    true,
  );
});

test('a person gets a sign-in, with which they are who they are', async () => {
  const [officer] = (await people('admin', 'xx.zone.d_power')) as [Listed];
  const given = await give('admin', officer.person, 'power');
  expect(given).toMatchObject({ status: 200, body: { person: officer.person, username: 'power' } });
  expect(given.headers['cache-control']).toBe('private, no-store');
  const { body } = await signIn('power', given.body.password);
  expect(body.me).toMatchObject({ person: officer.person, unit: 'xx.zone.d_power', role: 'department' });
});

test('a new password ends the old one and the sessions that were opened with it', async () => {
  const [officer] = (await people('admin', 'xx.zone.d_gas')) as [Listed];
  const first = (await give('admin', officer.person, 'gas')).body.password;
  const { token } = (await signIn('gas', first)).body;
  const second = (await give('admin', officer.person, 'gas')).body.password;
  expect((await api.call('GET', '/v1/me', { as: token })).status).toBe(401);
  expect((await signIn('gas', first)).status).toBe(401);
  expect((await signIn('gas', second)).status).toBe(200);
});

test('a user name belongs to one person', async () => {
  const [officer] = (await people('admin', 'xx.zone.d_heat')) as [Listed];
  const answer = await give('admin', officer.person, 'water');
  expect(answer).toMatchObject({ status: 422, body: { code: 'InvalidInput', errors: [{ pointer: '/username' }] } });
  expect((await people('admin', 'xx.zone.d_heat'))[0]?.username).toBeNull();
});

test('nobody administers people outside their unit, and who is no administrator nobody at all', async () => {
  const [above] = (await people('city-admin', 'xx')) as [Listed];
  expect(await give('admin', above.person, 'somebody')).toMatchObject({ status: 403, body: { code: 'NotAuthorised' } });
  expect((await api.call('GET', '/v1/people?under=xx.yanjin', { as: 'admin' })).status).toBe(403);
  expect((await api.call('GET', '/v1/people', { as: 'zone' })).status).toBe(403);
  expect((await give('zone', above.person, 'somebody')).status).toBe(403);
  expect((await give('admin', 'p-nobody', 'somebody')).status).toBe(404);
});

test.each(['', 'A', 'has space', '-x', '张三'])('%j is no user name', async (username) => {
  const [officer] = (await people('admin', 'xx.zone.d_heat')) as [Listed];
  expect((await give('admin', officer.person, username)).status).toBe(422);
});

const enterPerson = (as: string, body: object) => api.call('POST', '/v1/people', { as, body });
const change = (as: string, person: string, body: object) => api.call('PUT', `/v1/people/${person}`, { as, body });
const newcomer = {
  name: '网格员 永福-崔庄-05乙',
  unit: 'xx.zone.yongfu.cuizhuang.g01',
  role: 'gridWorker',
  post: 'partTime',
};

test('a person is entered, may be given a sign-in, goes out of service and comes back', async () => {
  const entered = await enterPerson('admin', newcomer);
  expect(entered).toMatchObject({ status: 201, body: { ...newcomer, active: true, username: null } });
  const { person } = entered.body;
  const { password } = (await give('admin', person, 'newcomer')).body;
  const { token } = (await signIn('newcomer', password)).body;
  const from = new Date().toISOString();
  const duty = { person, from, to: null };
  expect((await api.call('POST', `/v1/org/${newcomer.unit}/duty`, { as: 'admin', body: duty })).status).toBe(201);

  expect((await change('admin', person, { active: false })).body.active).toBe(false);
  expect((await api.call('GET', '/v1/me', { as: token })).status).toBe(401);
  expect((await signIn('newcomer', password)).status).toBe(401);
  const staffing = (await api.call('GET', `/v1/org/staffing?under=${newcomer.unit}`, { as: 'zone' })).body.items[0];
  expect(staffing.onDuty).not.toBe(newcomer.name);

  expect((await change('admin', person, { active: true, name: '网格员 永福-崔庄-05' })).body).toMatchObject({
    active: true,
    name: '网格员 永福-崔庄-05',
    post: 'partTime',
  });
  expect((await signIn('newcomer', password)).status).toBe(200);
  const { items } = (await api.call('GET', `/v1/org/${newcomer.unit}/changes`, { as: 'auditor' })).body;
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual([
    'personRevived',
    'personChanged',
    'personDeactivated',
    'dutyEntered',
    'signInGiven',
    'personEntered',
  ]);
  expect(JSON.stringify(items)).not.toContain(password);
});

test('user names in the trail of changes are for administrators', async () => {
  const [officer] = (await people('admin', 'xx.zone.d_heat')) as [Listed];
  await give('admin', officer.person, 'heating');
  const trail = async (as: string) =>
    JSON.stringify((await api.call('GET', '/v1/org/xx.zone.d_heat/changes', { as })).body.items);
  expect(await trail('admin')).toContain('heating');
  for (const as of ['zone', 'water', 'auditor']) {
    expect(await trail(as)).toContain('signInGiven');
    expect(await trail(as)).not.toContain('heating');
  }
});

test.each([
  ['a role that the unit has not', { role: 'county' }, 422, 'InvalidInput'],
  ['a name of nothing but blanks', { name: '  ' }, 422, 'InvalidInput'],
  ['an unknown post', { post: 'king' }, 422, 'InvalidInput'],
  ['a unit that is not there', { unit: 'xx.zone.yongfu.nowhere.g01' }, 422, 'UnknownUnit'],
  ['a unit of another county', { unit: 'xx.yanjin.wenyan', role: 'street' }, 403, 'NotAuthorised'],
])('a person with %s is not entered', async (_what, part, status, code) => {
  expect(await enterPerson('admin', { ...newcomer, ...part })).toMatchObject({ status, body: { code } });
});

test('only administrators enter and change people, within their own unit, and never take themselves out of service', async () => {
  const [officer] = (await people('admin', 'xx.zone.d_heat')) as [Listed];
  for (const as of ['zone', 'auditor', 'yanjin', 'water']) {
    expect((await enterPerson(as, newcomer)).status).toBe(403);
    expect((await change(as, officer.person, { name: '别人' })).status).toBe(403);
  }
  const [above] = (await people('city-admin', 'xx')) as [Listed];
  expect((await change('admin', above.person, { active: false })).status).toBe(403);
  const own = (await api.call('GET', '/v1/me', { as: 'admin' })).body.person;
  expect(await change('admin', own, { active: false })).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
  expect((await change('admin', 'p-nobody', { active: false })).status).toBe(404);
});
