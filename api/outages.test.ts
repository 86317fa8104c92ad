// What happens when a part is away: receipts are still given, nothing is half-done, and the same key finds its way later.
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../db/client.ts';
import { createLogger } from '../platform/logger.ts';
import { ordinary, startApi, type TestApi, type TestApiOptions } from '../tests/support/api.ts';
import { buildApp } from './app.ts';
import type { Engine } from './engine.ts';

/** A port that nobody listens on. */
const nowhere = '127.0.0.1:1';

let api: TestApi;
const start = async (options: TestApiOptions): Promise<void> => {
  api = await startApi(options);
};
afterEach(() => api?.close());

const post = (url: string, body: object, key: string) =>
  api.call('POST', url, { as: 'zone', body, headers: { 'idempotency-key': key } });

describe('the engine is away', () => {
  test('a request is receipted, and the same key gives the same receipt', async () => {
    await start({ temporalAddress: nowhere, deadlineMs: 1_000 });
    const key = randomUUID();
    const first = await post('/v1/cases', ordinary, key);
    expect(first).toMatchObject({ status: 202, body: { caseNo: expect.any(String), notice: expect.any(String) } });
    expect(Number(first.headers['retry-after'])).toBeGreaterThan(0);
    const again = await post('/v1/cases', ordinary, key);
    expect(again).toMatchObject({ status: 202, body: { receipt: first.body.receipt } });
    const { rows } = await api.database.db.pool.query('select started_at from intake');
    expect(rows).toEqual([{ started_at: null }]);
  });

  test('readiness names it, and liveness does not mind', async () => {
    await start({ temporalAddress: nowhere, deadlineMs: 1_000 });
    const { status, body } = await api.call('GET', '/readyz');
    expect(status).toBe(503);
    expect(body.checks.map(({ name, status: found }: { name: string; status: string }) => [name, found])).toEqual([
      ['database', 'ok'],
      ['engine', 'failed'],
      ['calendar', expect.stringMatching(/ok|warning/)],
    ]);
    expect((await api.call('GET', '/livez')).status).toBe(200);
  });
});

describe('no worker is there', () => {
  test('a receipt becomes a case once there is one', async () => {
    await start({ deadlineMs: 1_000 });
    const key = randomUUID();
    const waiting = await post('/v1/cases', ordinary, key);
    expect(waiting.status).toBe(202);
    expect((await api.call('GET', '/readyz')).body.checks).toContainEqual(
      expect.objectContaining({ name: 'engine', status: 'failed' }),
    );
    await api.work();
    const opened = await post('/v1/cases', ordinary, key);
    expect(opened).toMatchObject({ status: 201, body: { receipt: waiting.body.receipt, state: { seq: 1 } } });
  });
});

describe('the outcome of an action is not known', () => {
  test('the same key finds out, another body under it is refused, and it was done once', async () => {
    await start({ worker: true });
    const { caseNo } = (await api.receive()).body;
    const url = `/v1/cases/${caseNo}/actions/note`;
    const key = randomUUID();
    const silent = await silentApi(api);
    const ask = (text: string) =>
      silent.inject({
        method: 'POST',
        url,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
        payload: { input: { text } },
      });
    const token = await api.token('zone');
    const lost = await ask('甲');
    expect([lost.statusCode, lost.json().code, Number(lost.headers['retry-after'])]).toEqual([
      503,
      'OutcomeUnknown',
      2,
    ]);
    expect(await post(url, { input: { text: '乙' } }, key)).toMatchObject({ status: 422, body: { code: 'KeyReused' } });
    expect(await post(url, { input: { text: '甲' } }, key)).toMatchObject({ status: 200, body: { seq: 2 } });
    expect(await post(url, { input: { text: '甲' } }, key)).toMatchObject({ status: 200, body: { seq: 2 } });
    expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: 'zone' })).body.seq).toBe(2);
    await silent.close();
  });
});

/** The same API, whose engine does what it is told but whose answers are lost on the way. */
const silentApi = async ({ database, keys, client, taskQueue }: TestApi) => {
  const { createEngine } = await import('./engine.ts');
  const { CaseFailure } = await import('../workflows/contract/failures.ts');
  const real = createEngine({ client, taskQueue });
  const engine: Engine = {
    ...real,
    command: async (caseNo, command) => {
      await real.command(caseNo, command);
      throw new CaseFailure('OutcomeUnknown', 'The answer was lost.');
    },
  };
  return buildApp({ db: database.db, keys, engine, logger: createLogger('api', 'silent'), rehearsals: false });
};

describe('the database is away', () => {
  test('every request says so and when to come back', async () => {
    await start({});
    const db = openDatabase(`postgres://nobody@${nowhere}/none`, { applicationName: 'test' });
    const app = await buildApp({
      db,
      keys: api.keys,
      engine: {} as Engine,
      logger: createLogger('api', 'silent'),
      rehearsals: false,
    });
    for (const url of ['/v1/me', '/v1/cases']) {
      const answer = await app.inject({ url, headers: { authorization: 'Bearer some-token-of-old' } });
      expect([answer.statusCode, answer.json().code]).toEqual([503, 'DatabaseUnavailable']);
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.body).not.toContain('127.0.0.1');
    }
    await app.close();
    await db.close();
  });
});

describe('too many requests', () => {
  test('are slowed down for who sends them, not for others', async () => {
    await start({ limits: { requests: 5 } });
    const [zone, city] = [await api.token('zone'), await api.token('city')];
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await api.call('GET', '/v1/me', { as: zone })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const refused = await api.call('GET', '/v1/me', { as: zone });
    expect(refused).toMatchObject({ status: 429, body: { code: 'TooManyRequests' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await api.call('GET', '/v1/me', { as: city })).status).toBe(200);
  });

  test('attempts to sign in have a limit of their own', async () => {
    await start({ limits: { signIns: 2 } });
    const attempt = async () =>
      (await api.call('POST', '/v1/sign-in', { body: { username: 'nobody', password: 'x' } })).body.code;
    expect([await attempt(), await attempt(), await attempt()]).toEqual([
      'SignInFailed',
      'SignInFailed',
      'TooManyRequests',
    ]);
  });
});

describe('who asks', () => {
  const codesOf = async (): Promise<string[]> => {
    const codes: string[] = [];
    for (const from of ['10.9.0.1', '10.9.0.1', '10.9.0.2']) {
      const body = { username: 'nobody', password: 'x' };
      codes.push((await api.call('POST', '/v1/sign-in', { body, headers: { 'x-forwarded-for': from } })).body.code);
    }
    return codes;
  };

  test('is the address that a trusted proxy names', async () => {
    await start({ limits: { signIns: 1 }, trustedProxies: ['127.0.0.1'] });
    expect(await codesOf()).toEqual(['SignInFailed', 'TooManyRequests', 'SignInFailed']);
  });

  test('is whoever connects, whatever they claim, when no proxy is trusted', async () => {
    await start({ limits: { signIns: 1 } });
    expect(await codesOf()).toEqual(['SignInFailed', 'TooManyRequests', 'TooManyRequests']);
  });
});

describe('the log', () => {
  test('names each request and holds nothing that people wrote, are called or sign in with', async () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    await start({ worker: true, logger: createLogger('api', 'trace', destination) });
    const { caseNo, receipt } = (await api.receive()).body;
    await api.call('GET', `/v1/cases?q=${encodeURIComponent('王女士')}`, { as: 'zone' });
    await api.act('zone', caseNo, 'escalate', {}, '秘密理由');
    await api.call('POST', '/v1/cases', { as: 'zone', body: '{"description": "秘密"' });
    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.every((line) => JSON.parse(line).reqId)).toBe(true);
    for (const secret of [
      ordinary.description,
      '王女士',
      '13800000000',
      '秘密',
      receipt.secret,
      await api.token('zone'),
    ]) {
      expect(log).not.toContain(secret);
    }
    for (const { password } of api.database.signIns) expect(log).not.toContain(password);
  });
});
