// The session of a browser: a cookie that no script reads, and nothing that another site could do with it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const ours = { 'sec-fetch-site': 'same-origin' };

const signIn = (headers: Record<string, string>) => {
  const { username, password } = api.database.signIns.find((each) => each.username === 'zone') ?? never();
  return api.call('POST', '/v1/sign-in', { body: { username, password, session: 'cookie' }, headers });
};
const never = (): never => {
  throw new Error('The seed has no such sign-in.');
};
const cookieOf = (headers: Record<string, unknown>) => String(headers['set-cookie']);

describe('a session in a cookie', () => {
  test('no script reads it, no other site sends it, and the answer does not hold the token', async () => {
    const { status, headers, body } = await signIn(ours);
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('token');
    expect(body.me).toMatchObject({ kind: 'person', unit: 'xx.zone' });
    const attributes = cookieOf(headers).split('; ');
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
    expect(attributes).toContain(`Expires=${new Date(body.expiresAt).toUTCString()}`);
    expect(attributes).not.toContain('Secure');
  });

  test('lets its holder in until they sign out', async () => {
    const cookie = cookieOf((await signIn(ours)).headers).split(';')[0] ?? '';
    const headers = { cookie: `other=1; ${cookie}` };
    expect(await api.call('GET', '/v1/me', { headers })).toMatchObject({ status: 200, body: { unit: 'xx.zone' } });
    const out = await api.call('POST', '/v1/sign-out', { body: {}, headers: { ...headers, ...ours } });
    expect(out.status).toBe(204);
    expect(cookieOf(out.headers)).toMatch(/^caseloop_session=; Max-Age=0/);
    expect((await api.call('GET', '/v1/me', { headers })).status).toBe(401);
  });

  test('changes nothing for another site', async () => {
    const cookie = cookieOf((await signIn(ours)).headers).split(';')[0] ?? '';
    const act = (headers: Record<string, string>) =>
      api.call('POST', '/v1/sign-out', { body: {}, headers: { cookie, ...headers } });
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
    ]) {
      expect(await act(headers)).toMatchObject({ status: 403, body: { code: 'CrossSite' } });
    }
    expect((await api.call('GET', '/v1/me', { headers: { cookie } })).status).toBe(200);
    expect((await act({ origin: 'http://localhost', host: 'localhost' })).status).toBe(204);
  });

  test('is not given to another site, which could sign somebody in as somebody else', async () => {
    const answer = await signIn({ 'sec-fetch-site': 'cross-site' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'CrossSite' } });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  test('a program with a bearer token needs no page', async () => {
    expect((await api.call('POST', '/v1/sign-out', { as: 'auditor', body: {} })).status).toBe(204);
  });
});

test('behind a proxy that speaks TLS the cookie is for TLS only', async () => {
  const proxied = await startApi({ trustedProxies: ['loopback'] });
  const { username, password } = proxied.database.signIns[0] ?? never();
  const { headers } = await proxied.call('POST', '/v1/sign-in', {
    body: { username, password, session: 'cookie' },
    headers: { ...ours, 'x-forwarded-proto': 'https' },
  });
  expect(cookieOf(headers)).toMatch(/; Secure$/);
  await proxied.close();
});
