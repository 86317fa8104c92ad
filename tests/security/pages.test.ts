// What every page and file of the console tells the browser, and what a page of another site cannot do. Over the built console.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readyConsole } from '../../cli/web-console.ts';
import { startApi, type TestApi } from '../support/api.ts';

const consoleFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

let api: TestApi;
let proxied: TestApi;
beforeAll(async () => {
  const said: string[] = [];
  if (!(await readyConsole((line) => said.push(line)))) throw new Error(said.join('\n'));
  [api, proxied] = await Promise.all([
    startApi({ consoleFolder }),
    startApi({ consoleFolder, trustedProxies: ['loopback'] }),
  ]);
});
afterAll(() => Promise.all([api?.close(), proxied?.close()]));

const pages = ['/', '/sign-in', '/work', '/cases/SF-20261124-00001', '/hall', '/report', '/resident', '/no/such/page'];

/** Directives of a policy by name. */
const policyOf = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    String(headers['content-security-policy'])
      .split(';')
      .map((each) => each.trim().split(/\s+/))
      .map(([name, ...values]) => [name, values.join(' ')]),
  );

const expectOrdinary = (headers: Record<string, unknown>): void => {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  const devices = String(headers['permissions-policy']).split(', ');
  expect(devices).toEqual(expect.arrayContaining(['camera=(self)', 'geolocation=(self)', 'microphone=()']));
  expect(devices.filter((each) => !/=\((self)?\)$/.test(each))).toEqual([]);
  expect(headers).not.toHaveProperty('strict-transport-security');
};

describe('a page', () => {
  test.each(pages)('%s lets nothing in that does not come with the build', async (path) => {
    const { status, headers, body } = await api.call<Buffer>('GET', path);
    expect(status).toBe(200);
    expectOrdinary(headers);
    const policy = policyOf(headers);
    const nonce = /^'self' 'nonce-([\w+/]{22}==)'$/.exec(policy['style-src'] ?? '')?.[1] ?? 'none';
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    });
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['cache-control']).toBe('no-cache');

    const html = body.toString();
    expect(html).toContain(nonce);
    expect(html).not.toContain('CASELOOP_NONCE');
    for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/g)) {
      expect(attributes).toMatch(/src="\/assets\/[\w.-]+\.js"/);
      expect(text.trim()).toBe('');
    }
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\/(?!\/)/);
  });

  test('has another nonce each time that it is sent', async () => {
    const nonces = await Promise.all(
      [1, 2, 3].map(async () => policyOf((await api.call('GET', '/')).headers)['style-src']),
    );
    expect(new Set(nonces).size).toBe(3);
  });
});

test('every file of the build tells the same, and stays as it is under its name', async () => {
  const names = readdirSync(join(consoleFolder, 'assets')).filter((name) => !/\.(br|gz)$/.test(name));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const { status, headers } = await api.call('GET', `/assets/${name}`);
    expect(status, name).toBe(200);
    expectOrdinary(headers);
    expect(policyOf(headers)['default-src'], name).toBe("'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['cache-control'], name).toBe('public, max-age=31536000, immutable');
  }
});

test('files with fixed names are asked for again, and outside the folder there is nothing', async () => {
  const icon = await api.call('GET', '/icon.svg');
  expect(icon).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('image/svg+xml') } });
  expectOrdinary(icon.headers);
  expect(icon.headers['cache-control']).toBe('public, max-age=0');
  for (const path of [
    '/assets/../index.html',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/built-from.txt',
    '/built-from.txt',
  ]) {
    expect((await api.call('GET', path)).status, path).toBeGreaterThanOrEqual(400);
  }
});

test('no stylesheet or script of the build names another origin to load from', () => {
  for (const name of readdirSync(join(consoleFolder, 'assets')).filter((each) => each.endsWith('.css'))) {
    expect(readFileSync(join(consoleFolder, 'assets', name), 'utf8'), name).not.toMatch(
      /url\(["']?(https?:)?\/\/|@import/,
    );
  }
});

test('answers of the API can neither run nor be framed', async () => {
  for (const answer of [await api.call('GET', '/v1/me'), await api.call('GET', '/v1/nothing/here')]) {
    expectOrdinary(answer.headers);
    expect(policyOf(answer.headers)).toMatchObject({ 'default-src': "'none'", 'frame-ancestors': "'none'" });
  }
});

test('only over TLS is a browser told to keep to TLS', async () => {
  const { headers } = await proxied.call('GET', '/', { headers: { 'x-forwarded-proto': 'https' } });
  expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  expect((await proxied.call('GET', '/')).headers).not.toHaveProperty('strict-transport-security');
});

describe('a page of another site', () => {
  const cookieOfZone = async (): Promise<string> => {
    const { username, password } = api.database.signIns.find((each) => each.username === 'zone') ?? {
      username: '',
      password: '',
    };
    const { headers } = await api.call('POST', '/v1/sign-in', {
      body: { username, password, session: 'cookie' },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    return String(headers['set-cookie']).split(';')[0] ?? '';
  };

  test('opens no case and files nothing with the cookie of somebody who is signed in', async () => {
    const cookie = await cookieOfZone();
    for (const [url, body, type] of [
      ['/v1/cases', '{}', 'application/json'],
      ['/v1/cases', 'a=b', 'text/plain'],
      ['/v1/attachments', 'bytes', 'image/png'],
      ['/v1/people', '{}', 'application/json'],
    ] as const) {
      const { status, body: problem } = await api.call('POST', url, {
        body: Buffer.from(body),
        headers: { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example', 'content-type': type },
      });
      expect({ url, status, code: problem.code }).toEqual({ url, status: 403, code: 'CrossSite' });
    }
  });

  test('is not allowed to read any answer', async () => {
    const { headers } = await api.call('GET', '/v1/me', {
      headers: { cookie: await cookieOfZone(), origin: 'https://elsewhere.example' },
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});
