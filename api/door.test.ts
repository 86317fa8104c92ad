// The door: who may come in, what is refused on the threshold, and that every refusal is a problem that says what to do.
import { type AddressInfo, connect } from 'node:net';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ordinary, startApi, type TestApi } from '../tests/support/api.ts';
import { administrators, useAccess } from './auth.ts';
import { encodeCursor } from './cursor.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const key = { 'idempotency-key': 'door-test-0001' };

describe('access', () => {
  test('a route that does not say who may call it does not start', () => {
    const bare = fastify();
    useAccess(bare);
    expect(() => bare.get('/v1/unguarded', () => ({}))).toThrow('does not say who may call it');
    expect(() => bare.get('/v1/guarded', { config: { access: administrators } }, () => ({}))).not.toThrow();
  });

  test('every documented route but the open ones asks for a token', async () => {
    const { paths } = api.app.swagger() as { paths: Record<string, object> };
    const open: string[] = [];
    let walked = 0;
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of Object.keys(operations)) {
        walked++;
        const url = path
          .replaceAll('{caseNo}', 'SF-20261123-00001')
          .replaceAll('{path}', 'xx')
          .replaceAll(/\{\w+\}/g, '1');
        const answer = await api.call(method.toUpperCase() as 'GET', url);
        if (answer.status !== 401) open.push(`${method} ${path}`);
      }
    }
    expect(walked).toBeGreaterThan(20);
    expect(open.sort()).toEqual(['get /livez', 'get /readyz', 'post /v1/sign-in']);
  });

  test('a token that is unknown, malformed or of another scheme lets nobody in', async () => {
    for (const authorization of ['Bearer nonsense-nonsense-nonsense', 'Bearer', 'Basic YTpi', 'Bearer ü']) {
      const answer = await api.call('GET', '/v1/me', { headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, body: { code: 'Unauthenticated' } });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  test('what is written for one person is not done while another is signed in', async () => {
    const { person } = (await api.call('GET', '/v1/me', { as: 'zone' })).body;
    const written = { 'x-caseloop-person': person };
    expect(await api.call('GET', '/v1/me', { as: 'zone', headers: written })).toMatchObject({ status: 200 });

    const refused = { status: 401, body: { code: 'Unauthenticated' } };
    const report = {
      body: ordinary,
      headers: { 'idempotency-key': 'door-test-0002', prefer: 'respond-async', ...written },
    };
    expect(await api.call('POST', '/v1/cases', { as: 'yongfu', ...report })).toMatchObject(refused);
    const photo = {
      body: Buffer.from('89504e470d0a1a0a00', 'hex'),
      headers: { 'content-type': 'image/png', ...written },
    };
    expect(await api.call('POST', '/v1/attachments', { as: 'yongfu', ...photo })).toMatchObject(refused);
    expect((await api.call('GET', '/v1/reports', { as: 'yongfu' })).body.items).toEqual([]);

    const { username, password } = api.database.signIns.find((each) => each.username === 'yongfu') ?? never();
    const { body } = await api.call('POST', '/v1/sign-in', { body: { username, password } });
    expect(await api.call('POST', '/v1/sign-out', { as: body.token, headers: written })).toMatchObject(refused);
    expect(await api.call('GET', '/v1/me', { as: body.token })).toMatchObject({ status: 200 });

    expect(await api.call('POST', '/v1/cases', { as: 'zone', ...report })).toMatchObject({ status: 202 });
  });

  test('an auditor writes nothing, an administrator works on no case, an officer administers nothing', async () => {
    const forbidden = { status: 403, body: { code: 'NotAuthorised' } };
    expect(await api.receive({}, 'auditor')).toMatchObject(forbidden);
    expect(await api.receive({}, 'admin')).toMatchObject(forbidden);
    expect(await api.call('PUT', '/v1/org/xx.zone.new', { as: 'zone', body: { name: '新单位' } })).toMatchObject(
      forbidden,
    );
    expect(await api.call('POST', '/v1/case-types', { as: 'city', body: {} })).toMatchObject(forbidden);
  });
});

describe('sessions', () => {
  test('signing in tells who one is, and signing out ends the token', async () => {
    const { username, password, unit, role, name } =
      api.database.signIns.find((each) => each.username === 'water') ?? never();
    const { body } = await api.call('POST', '/v1/sign-in', { body: { username, password } });
    expect(body.me).toMatchObject({ kind: 'person', unit, role, name });
    expect(await api.call('GET', '/v1/me', { as: body.token })).toMatchObject({ status: 200, body: body.me });
    expect((await api.call('POST', '/v1/sign-out', { as: body.token, body: {} })).status).toBe(204);
    expect((await api.call('GET', '/v1/me', { as: body.token })).status).toBe(401);
  });

  test('a wrong password and an unknown user get the same answer, and many wrong ones a lock', async () => {
    const attempt = (username: string) => api.call('POST', '/v1/sign-in', { body: { username, password: 'wrong' } });
    const [unknown, wrong] = [await attempt('nobody'), await attempt('yanjin')];
    expect(unknown.status).toBe(401);
    expect({ ...unknown.body, traceId: '' }).toEqual({ ...wrong.body, traceId: '' });
    for (let i = 0; i < 4; i++) await attempt('yanjin');
    const locked = await attempt('yanjin');
    expect(locked).toMatchObject({ status: 429, body: { code: 'LockedOut' } });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('a receipt of another case opens nothing', async () => {
    const body = { caseNo: 'SF-20261123-00001', secret: '0000-0000-0000-0000' };
    expect(await api.call('POST', '/v1/sign-in', { body })).toMatchObject({
      status: 401,
      body: { code: 'SignInFailed' },
    });
  });
});

describe('what cannot be read', () => {
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    api.call('POST', '/v1/cases', { as: 'zone', body, headers: { ...key, ...headers } });

  test.each([
    ['no JSON', '{', 400, 'Malformed'],
    ['an empty body', '', 400, 'Malformed'],
    ['a prototype in disguise', '{"__proto__": {"admin": true}}', 400, 'Malformed'],
    ['a constructor in disguise', '{"constructor": {"prototype": {"admin": true}}}', 400, 'Malformed'],
    ['JSON a thousand levels deep', `{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`, 400, 'Malformed'],
    ['broken UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400, 'Malformed'],
    ['two megabytes', JSON.stringify({ description: 'x'.repeat(2 * 1024 * 1024) }), 413, 'TooLarge'],
    ['an array', '[]', 422, 'InvalidInput'],
  ])('%s is refused', async (_what, body, status, code) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.detail.length).toBeGreaterThan(10);
  });

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'the content type %s is refused',
    async (type) => {
      expect(await post('{}', { 'content-type': type })).toMatchObject({
        status: 415,
        body: { code: 'UnsupportedMediaType' },
      });
    },
  );

  test.each([
    '/v1/cases?phse=review',
    '/v1/cases?phase=nowhere',
    '/v1/cases?limit=0',
    '/v1/cases?limit=many',
    '/v1/cases?cursor=bad',
    '/v1/cases?dueBefore=tomorrow',
    '/v1/cases?unit=XX;drop',
    '/v1/cases?sort=slack&sort=slack',
    '/v1/me?x=1',
    '/v1/cases?q=%00',
    '/v1/cases?step=%00',
    '/v1/cases?type=%00',
    '/v1/cases/%zz',
    '/v1/stats/overview?rehearsals=maybe',
    '/v1/cases?dueBefore=0000-01-01T00:00:00Z',
    '/v1/cases?dueBefore=9999-12-31T23:59:59-23:59',
    '/v1/stats/overview?from=0000-12-31T00:00:00Z',
    '/v1/stats/overview?to=1970-01-01T00:00:00%2B23:59',
    '/v1/cases/SF-20261123-00001/as-of?at=0000-01-01T00:00:00Z',
    '/v1/calendars/zone/derive?start=0000-01-01T00:00:00Z&amount=1&unit=workday',
    '/v1/org/xx.zone/duty?from=0000-01-01T00:00:00Z&to=0000-01-02T00:00:00Z',
    '/v1/stats/hall?from=0000-01-01',
    `/v1/cases?status=open&cursor=${encodeCursor({ key: '0000-01-01T00:00:00.000Z', caseNo: 'SF-20261123-00001' })}`,
    `/v1/overdue?cursor=${encodeCursor({ key: '0000-01-01T00:00:00.000Z', caseNo: 'SF-20261123-00001' })}`,
    `/v1/reports?cursor=${encodeCursor({ key: '0000-01-01T00:00:00.000Z', caseNo: 'SF-20261123-00001' })}`,
  ])('the query %s is refused', async (url) => {
    expect(await api.call('GET', url, { as: 'zone' })).toMatchObject({ status: 400, body: { code: 'Malformed' } });
  });

  test('an address that does not exist is not found, whoever asks', async () => {
    const long = `/v1/cases/${'a'.repeat(300)}`;
    for (const url of ['/v1/nothing', '/', '/v1/cases/not-a-number', '/v1/cases/SF-20261123-99999', long]) {
      expect(await api.call('GET', url, { as: 'zone' }), url).toMatchObject({
        status: 404,
        body: { code: 'NotFound' },
      });
    }
  });

  test('who signs in is read a few kilobytes of', async () => {
    const body = { username: 'a', password: 'b', more: 'x'.repeat(4_096) };
    const answer = await api.call('POST', '/v1/sign-in', { body });
    expect(answer).toMatchObject({ status: 413, body: { code: 'TooLarge' } });
  });

  test('of thousands of problems some are told, and how many there are', async () => {
    const many = Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`no${i}`, 1]));
    const surplus = (body: object) =>
      api.call('POST', '/v1/cases/SF-20261123-00001/actions/note', { as: 'zone', body, headers: key });
    const unknown = await surplus(many);
    expect(unknown).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
    expect(unknown.body.errors).toHaveLength(21);
    expect(unknown.body.errors[0]).toMatchObject({ pointer: '/no0' });
    expect(unknown.body.errors.at(-1).message).toContain('69980');
    const long = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`${'x'.repeat(100)}${i}`, 1]));
    for (const body of [many, { input: long }, { ['x'.repeat(900_000)]: 1 }]) {
      const { status, body: problem } = await surplus(body);
      expect(status).toBe(422);
      expect(JSON.stringify(problem).length).toBeLessThan(10_000);
    }
  });

  test('a pointer is escaped, so that it leads to what it means', async () => {
    const body = { username: 'zone', password: 'x', 'a/b~c': 1 };
    const { body: refused } = await api.call('POST', '/v1/cases', { as: 'zone', body, headers: key });
    expect(refused.errors).toContainEqual(expect.objectContaining({ pointer: '/a~1b~0c' }));
    const input = { [`a/b${'~'.repeat(40)}`]: 1 };
    const deep = await api.call('POST', '/v1/cases/SF-20261123-00001/actions/note', {
      as: 'zone',
      body: { input },
      headers: key,
    });
    expect(deep.body.errors).toContainEqual(expect.objectContaining({ pointer: `/input/a~1b${'~0'.repeat(40)}` }));
  });

  test('instants with the widest offset are read in UTC, and numbers are those that a column holds', async () => {
    const ask = (url: string, as = 'zone') => api.call('GET', url, { as });
    expect(await ask('/v1/cases?dueBefore=2026-11-23T00:00:00%2B23:59')).toMatchObject({ status: 200 });
    expect(await ask('/v1/stats/overview?from=2026-11-23T00:00:00-23:59')).toMatchObject({ status: 200 });
    const end = (id: string, at: string) =>
      api.call('POST', `/v1/org/xx.zone/duty/${id}/end`, { as: 'zone', body: { at } });
    expect(await end('1', '9999-12-31T23:59:59-23:59')).toMatchObject({ status: 422 });
    expect(await end('4294967296', '2027-01-01T00:00:00Z')).toMatchObject({ status: 404 });
    const { body } = await ask('/v1/calendars/zone');
    const { name: _, ...calendar } = body;
    for (const version of [2 ** 31, 1e15]) {
      const url = '/v1/calendars/zone?dryRun=true';
      const answer = await api.call('PUT', url, { as: 'admin', body: { ...calendar, version } });
      expect(answer).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
    }
  });

  test('NUL characters reach nothing', async () => {
    const signIn = await api.call('POST', '/v1/sign-in', { body: { username: 'zone\u0000', password: 'x' } });
    expect(signIn).toMatchObject({ status: 422, body: { code: 'InvalidInput' } });
    const attached = await api.call('POST', '/v1/cases', {
      as: 'zone',
      body: { ...ordinary, attachments: ['\u0000'] },
      headers: key,
    });
    expect(attached).toMatchObject({ status: 400, body: { code: 'Malformed' } });
  });

  test('what is no HTTP at all is answered with a problem, too', async () => {
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = api.app.server.address() as AddressInfo;
    const say = (text: string): Promise<string> =>
      new Promise((resolve, reject) => {
        let answer = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => {
          answer += chunk;
        });
        socket.on('end', () => resolve(answer));
        socket.on('error', reject);
      });
    expect(await say('GARBAGE\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"code":"Malformed"/s);
    expect(await say(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(70_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
  });

  test('each problem carries the id of its request, the caller’s own when it is harmless', async () => {
    const named = await api.call('GET', '/v1/me', { headers: { 'x-request-id': 'trace-0001-abcd' } });
    expect(named.headers['x-request-id']).toBe('trace-0001-abcd');
    expect(named.body).toMatchObject({
      traceId: 'trace-0001-abcd',
      instance: '/v1/me',
      type: 'urn:caseloop:problem:Unauthenticated',
    });
    const forged = await api.call('GET', '/v1/me', { headers: { 'x-request-id': 'a\u00e9"} {' } });
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what it shows of itself', () => {
  test('the document describes problems and is the one that is committed', async () => {
    const { openApiDocument } = await import('./generate-openapi.ts');
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8')).toBe(await openApiDocument());
    const served = await api.call('GET', '/openapi.json');
    expect(served.body.openapi).toBe('3.1.0');
    expect(JSON.stringify(served.body)).not.toContain('"{}"');
  });

  test('the reader comes with all of its parts', async () => {
    const page = (await api.call<Buffer>('GET', '/docs/')).body.toString();
    expect(page).not.toMatch(/https?:\/\//);
    for (const [, asset] of page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
      expect((await api.call('GET', `/docs/${asset}`)).status, asset).toBe(200);
    }
  });

  test('metrics count by route, not by case', async () => {
    await api.call('GET', '/v1/cases/SF-20261123-99998', { as: 'zone' });
    const metrics = (await api.call<Buffer>('GET', '/metrics')).body.toString();
    expect(metrics).toContain('route="/v1/cases/:caseNo",status="404"');
    expect(metrics).not.toContain('SF-20261123-99998');
    expect(metrics).toMatch(/^caseloop_cases_open \d+$/m);
    expect(metrics).toMatch(/^caseloop_receipts_waiting \d+$/m);
  });

  test.each(['/metrics', '/readyz'])('%s asks the parts once, however often it is asked', async (url) => {
    const asked = vi.spyOn(api.database.db.pool, 'query');
    await api.call('GET', url);
    const once = asked.mock.calls.length;
    const bodies = await Promise.all(
      Array.from({ length: 50 }, async () => (await api.call('GET', url)).body.toString()),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(asked.mock.calls.length).toBe(once);
    asked.mockRestore();
  });

  test('answers are not to be sniffed, framed or kept', async () => {
    const answer = await api.call('GET', '/v1/me', { as: 'zone' });
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });
});

const never = (): never => {
  throw new Error('not seeded');
};
