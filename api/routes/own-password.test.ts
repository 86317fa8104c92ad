// A person's own password: chosen with the one of now, known to nobody else, and the end of their other sessions.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const given = (username: string): string =>
  api.database.signIns.find((each) => each.username === username)?.password ?? '';

const signIn = async (username: string, password: string): Promise<{ status: number; token: string }> => {
  const { status, body } = await api.call('POST', '/v1/sign-in', { body: { username, password } });
  return { status, token: body.token };
};

const change = (as: string, current: string, next: string) =>
  api.call('POST', '/v1/me/password', { as, body: { current, next } });

const chosen = '正确的马 电池 订书钉';

test('takes the place of the one that was given, ends the other sessions, and stands in the trail without being told', async () => {
  const old = given('water');
  const [here, there] = [await signIn('water', old), await signIn('water', old)];
  expect((await change(here.token, old, chosen)).status).toBe(204);
  expect((await api.call('GET', '/v1/me', { as: here.token })).status).toBe(200);
  expect((await api.call('GET', '/v1/me', { as: there.token })).status).toBe(401);
  expect((await signIn('water', old)).status).toBe(401);
  expect((await signIn('water', chosen)).status).toBe(200);
  const { items } = (await api.call('GET', '/v1/org/xx.zone.d_water/changes', { as: 'admin' })).body;
  const { person } = (await api.call('GET', '/v1/me', { as: here.token })).body;
  expect(items[0]).toMatchObject({ kind: 'passwordChanged', by: { person }, detail: { person } });
  expect(JSON.stringify(items)).not.toContain(chosen);
});

test.each([
  ['a wrong one of now', () => 'not the one of now', chosen, '/current'],
  ['the same again', () => given('justice'), '', '/next'],
  ['a short one', () => given('justice'), 'too-short', '/next'],
])('%s changes nothing', async (_what, current, next, pointer) => {
  const { token } = await signIn('justice', given('justice'));
  const answer = await change(token, current(), next || current());
  expect(answer).toMatchObject({ status: 422, body: { code: 'InvalidInput', errors: [{ pointer }] } });
  expect((await signIn('justice', given('justice'))).status).toBe(200);
});

test('wrong ones in a row lock the change, and not the door', async () => {
  const { token } = await signIn('housing', given('housing'));
  for (let i = 0; i < 5; i += 1) expect((await change(token, 'a guess', chosen)).status).toBe(422);
  expect(await change(token, given('housing'), chosen)).toMatchObject({ status: 429, body: { code: 'LockedOut' } });
  expect((await signIn('housing', given('housing'))).status).toBe(200);
});

test('is not changed by who has not signed in', async () => {
  expect((await api.call('POST', '/v1/me/password', { body: { current: 'x', next: chosen } })).status).toBe(401);
});
