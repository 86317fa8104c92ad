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

  test('ends when its browser signs in again, and not when that fails', async () => {
    const cookie = cookieOf((await signIn(ours)).headers).split(';')[0] ?? '';
    const me = async () => (await api.call('GET', '/v1/me', { headers: { cookie } })).status;
    const wrong = { username: 'zone', password: 'wrong', session: 'cookie' };
    await api.call('POST', '/v1/sign-in', { body: wrong, headers: { ...ours, cookie } });
    await signIn({ 'sec-fetch-site': 'cross-site', cookie });
    expect(await me()).toBe(200);
    expect((await signIn({ ...ours, cookie })).status).toBe(200);
    expect(await me()).toBe(401);
  });

  test('that has ended is forgotten by its browser, too', async () => {
    const cookie = cookieOf((await signIn(ours)).headers).split(';')[0] ?? '';
    const out = () =>
      api.call('POST', '/v1/sign-out', {
        body: {},
        headers: { cookie, ...ours, 'x-caseloop-person': 'whoever-it-was' },
      });
    await api.call('POST', '/v1/sign-out', { body: {}, headers: { cookie, ...ours } });
    const again = await out();
    expect(again.status).toBe(204);
    expect(cookieOf(again.headers)).toContain('Max-Age=0');
    const elsewhere = { cookie, 'sec-fetch-site': 'cross-site' };
    expect((await api.call('POST', '/v1/sign-out', { body: {}, headers: elsewhere })).status).toBe(403);
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
      { origin: 'https://localhost', host: 'localhost' },
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

describe('behind a proxy that speaks TLS', () => {
  let proxied: TestApi;
  let cookie: string;
  const tls = { 'x-forwarded-proto': 'https' };
  beforeAll(async () => {
    proxied = await startApi({ trustedProxies: ['loopback'] });
    const { username, password } = proxied.database.signIns[0] ?? never();
    const { headers } = await proxied.call('POST', '/v1/sign-in', {
      body: { username, password, session: 'cookie' },
      headers: { ...ours, ...tls },
    });
    cookie = cookieOf(headers);
  });
  afterAll(() => proxied.close());

  test('the cookie is for TLS and this host only', () => {
    expect(cookie).toMatch(
      /^__Host-caseloop_session=[\w-]+; Expires=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  test('a cookie without the prefix, which a neighbour in the domain could plant, lets nobody in', async () => {
    const [own = ''] = cookie.split(';');
    const me = (value: string) => proxied.call('GET', '/v1/me', { headers: { ...tls, cookie: value } });
    expect((await me(own)).status).toBe(200);
    expect((await me(own.replace('__Host-', ''))).status).toBe(401);
  });

  test('a page of the same host without TLS is not ours', async () => {
    const [own = ''] = cookie.split(';');
    const out = (origin: string) =>
      proxied.call('POST', '/v1/sign-out', { body: {}, headers: { ...tls, cookie: own, host: 'localhost', origin } });
    expect((await out('http://localhost')).status).toBe(403);
    expect((await out('https://localhost')).status).toBe(204);
  });
});
