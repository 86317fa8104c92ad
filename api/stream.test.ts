// GET /v1/stream over real parts: who hears what, and that a listener who was away hears the rest.
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { openStream, type TestStream } from '../tests/support/stream.ts';

let api: TestApi;
let url: string;
beforeAll(async () => {
  // No look but when a bell rings: what is heard was heard through it.
  api = await startApi({
    worker: true,
    newsTiming: { lookMs: 3_600_000, beatMs: 3_600_000 },
    limits: { streamsOfOne: 2, streamsOfResident: 1 },
  });
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
});
afterAll(() => api.close());

/** A stream that has begun: what happens from now on is heard. */
const listen = async (username: string, lastId?: string): Promise<TestStream> => {
  const stream = await openStream(url, await api.token(username), lastId);
  await stream.nextId();
  return stream;
};

const received = async (area?: string): Promise<string> =>
  (await api.receive(area === undefined ? {} : { area })).body.caseNo;

test('tells a case to those whose units have a part in it, and to nobody else', async () => {
  const [community, street, other] = await Promise.all(['cuizhuang', 'yongfu', 'wenchang'].map((who) => listen(who)));
  const mine = await received();
  const theirs = await received('xx.zone.wenchang.biguiyuan');

  const first = await community?.next();
  expect(first).toMatchObject({
    event: 'case',
    data: { caseNo: mine, seq: 1, type: 'received', phase: expect.any(String), rehearsal: false },
  });
  expect(first?.data).not.toHaveProperty('scopes');
  expect((await street?.next())?.data.caseNo).toBe(mine);
  // The earlier case is not among what this one hears.
  expect((await other?.next())?.data.caseNo).toBe(theirs);
  for (const stream of [community, street, other]) stream?.close();
});

test('a listener who was away is told the rest, each event once', async () => {
  const before = await listen('yongfu');
  const one = await received();
  const seen = [await before.next()];
  const id = before.lastId() as string;
  before.close();

  const [two, three] = [await received(), await received()];
  const again = await openStream(url, await api.token('yongfu'), id);
  const four = await received();
  const heard = await again.take(1);
  while (heard.at(-1)?.data.caseNo !== four) heard.push(...(await again.take(1)));
  again.close();

  const keys = [...seen, ...heard].map((message) => `${message?.data.caseNo} ${message?.data.seq}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual([one, two, three, four].map((caseNo) => `${caseNo} 1`));
});

test('a position that nobody gave leads to a fresh look, not to an error', async () => {
  for (const id of ['nonsense', '900000000000:900000000000:']) {
    const stream = await openStream(url, await api.token('yongfu'), id);
    expect(await stream.next()).toMatchObject({ event: 'missed' });
    stream.close();
  }
});

test('goes on when the database ends its connections', async () => {
  const stream = await listen('yongfu');
  const { rows } = await api.database.db.pool.query(
    `select pg_terminate_backend(pid) as ended from pg_stat_activity
     where datname = current_database() and query like 'listen %' and pid <> pg_backend_pid()`,
  );
  expect(rows).toEqual([{ ended: true }]);
  const caseNo = await received();
  expect((await stream.next())?.data.caseNo).toBe(caseNo);
  stream.close();
});

describe('a stream ends', () => {
  test('when its session is signed out', async () => {
    const { body } = await api.call('POST', '/v1/sign-in', {
      body: {
        username: 'water',
        password: api.database.signIns.find(({ username }) => username === 'water')?.password,
      },
    });
    const stream = await openStream(url, body.token);
    await stream.nextId();
    await api.call('POST', '/v1/sign-out', { as: body.token });
    expect(await stream.next()).toBeNull();
  });

  test.each([
    ['gives its person a new password', '/sign-in', { username: 'justice' }],
    ['takes its person out of service', '', { active: false }],
  ])('when an administrator %s', async (_what, path, body) => {
    const { items } = (await api.call('GET', '/v1/people?under=xx.zone.d_sifa', { as: 'admin' })).body;
    const change = (of: string, change: object) =>
      api.call('PUT', `/v1/people/${items[0].person}${of}`, { as: 'admin', body: change });
    const { password } = (await change('/sign-in', { username: 'justice' })).body;
    const { token } = (await api.call('POST', '/v1/sign-in', { body: { username: 'justice', password } })).body;
    const stream = await openStream(url, token);
    await stream.nextId();
    expect((await change(path, body)).status).toBe(200);
    expect(await stream.next()).toBeNull();
  });

  test('when the API stops, which waits for nobody', async () => {
    const other = await startApi();
    await other.app.listen({ port: 0, host: '127.0.0.1' });
    const its = `http://127.0.0.1:${(other.app.server.address() as AddressInfo).port}`;
    const stream = await openStream(its, await other.token('yongfu'));
    await stream.nextId();
    const closing = other.close();
    expect(await stream.next()).toBeNull();
    await closing;
  });
});

test('one person has so many at once and no more', async () => {
  const streams = [await listen('housing'), await listen('housing')];
  const third = await openStream(url, await api.token('housing'));
  expect(third.status).toBe(429);
  for (const stream of streams) stream.close();
});

test('the resident of a case has so many at once and no more, so that nobody takes the streams of all', async () => {
  const { caseNo, receipt } = (await api.receive()).body;
  const { body } = await api.call('POST', '/v1/sign-in', { body: { caseNo, secret: receipt.secret } });
  const stream = await openStream(url, body.token);
  await stream.nextId();
  expect((await openStream(url, body.token)).status).toBe(429);
  stream.close();
});
