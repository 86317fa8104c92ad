// Photos and scans: what is taken, who may name them, who may see them.
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetLooseFiles } from '../db/forget-files.ts';
import { startApi, type TestApi } from '../tests/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: true });
});
afterAll(() => api.close());

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64, 7)]);
const upload = (as: string, body: Buffer, type = 'image/png') =>
  api.call('POST', '/v1/attachments', { as, body, headers: { 'content-type': type } });

test('an uploaded photo goes into a case and comes back byte for byte', async () => {
  const { status, body } = await upload('grid-cuizhuang', png);
  expect(status).toBe(201);
  expect(body).toEqual({
    ref: expect.any(String),
    sha256: expect.any(String),
    mediaType: 'image/png',
    bytes: png.length,
  });
  const received = await api.receive(
    { source: 'grid', area: 'xx.zone.yongfu.cuizhuang.g03', attachments: [body.ref] },
    'grid-cuizhuang',
  );
  expect(received.body.state.attachments).toEqual([body]);
  const { caseNo } = received.body;
  const url = `/v1/cases/${caseNo}/attachments/${body.ref}`;
  const file = await api.call<Buffer>('GET', url, { as: 'yongfu' });
  expect(file.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, no-store' });
  expect(Buffer.compare(file.body, png)).toBe(0);
  expect((await api.call('GET', url, { as: 'wenchang' })).status).toBe(404);
  expect((await api.call('GET', url, { as: 'admin' })).status).toBe(403);
  expect((await api.call('GET', `/v1/cases/${caseNo}/attachments/other`, { as: 'yongfu' })).status).toBe(404);
});

test('a photo belongs to who uploaded it until it is in a case', async () => {
  const { ref } = (await upload('water', png)).body;
  expect(await api.receive({ attachments: [ref] }, 'zone')).toMatchObject({
    status: 422,
    body: { code: 'InvalidInput' },
  });
});

test('a photo may be attached by an action, and a resident does not see what offices gathered', async () => {
  const { ref } = (await upload('zone', png)).body;
  const { caseNo, receipt } = (await api.receive()).body;
  expect(await api.act('zone', caseNo, 'attach', { files: [ref] })).toMatchObject({
    status: 200,
    body: { attachments: [{ ref }] },
  });
  const { token } = (await api.call('POST', '/v1/sign-in', { body: { caseNo, secret: receipt.secret } })).body;
  expect((await api.call('GET', `/v1/cases/${caseNo}`, { as: token })).body.attachments).toEqual([]);
  expect((await api.call('GET', `/v1/cases/${caseNo}/attachments/${ref}`, { as: token })).status).toBe(404);
  const own = (await upload(token, Buffer.concat([png, Buffer.from('own')]))).body;
  expect((await api.act(token, caseNo, 'attach', { files: [own.ref] })).status).toBe(200);
  // What they added themselves they may look at again.
  expect((await api.call('GET', `/v1/cases/${caseNo}/attachments/${own.ref}`, { as: token })).status).toBe(200);
  const { items } = (await api.call('GET', `/v1/cases/${caseNo}/events`, { as: token })).body;
  expect(items.map(({ files }: { files: { ref: string }[] }) => files.map((file) => file.ref))).toEqual([
    [],
    [],
    [own.ref],
  ]);
});

test.each([
  ['bytes of another type', png, 'image/jpeg', 415],
  ['a script in disguise', Buffer.from('<svg onload="alert(1)"/>'), 'image/png', 415],
  ['a type that is not taken', Buffer.from('GIF89a'), 'image/gif', 415],
  ['JSON', Buffer.from('{}'), 'application/json', 415],
  ['nothing', Buffer.alloc(0), 'image/png', 400],
  ['eleven megabytes', Buffer.concat([png, Buffer.alloc(11 * 1024 * 1024)]), 'image/png', 413],
])('%s is refused', async (_what, body, type, status) => {
  expect((await upload('zone', body, type)).status).toBe(status);
});

test('onlookers upload nothing', async () => {
  expect((await upload('auditor', png)).status).toBe(403);
});

test('a file that no case holds is removed after two days; what a case holds stays', async () => {
  const [held, acted, refused, loose, fresh] = await Promise.all(
    Array.from(
      { length: 5 },
      async (_, i) => (await upload('zone', Buffer.concat([png, Buffer.from([i])]))).body.ref as string,
    ),
  );
  const { caseNo } = (await api.receive({ attachments: [held] }, 'zone')).body;
  expect((await api.act('zone', caseNo, 'attach', { files: [acted] })).status).toBe(200);
  // Of another version of the case than there is: named in it, but not done.
  const stale = await api.call('POST', `/v1/cases/${caseNo}/actions/attach`, {
    as: 'zone',
    body: { input: { files: [refused] } },
    headers: { 'idempotency-key': crypto.randomUUID(), 'if-match': '"1"' },
  });
  expect(stale.status).toBeGreaterThanOrEqual(400);
  const { pool } = api.database.db;
  await pool.query(
    `update attachment set created_at = now() - interval '3 days', named_at = named_at - interval '3 days' where ref = any($1)`,
    [[held, acted, refused, loose]],
  );
  // The ledger says what a case holds, whatever stands in the read model.
  await pool.query(`update case_view set state = jsonb_set(state, '{attachments}', '[]') where case_no = $1`, [caseNo]);
  while ((await forgetLooseFiles(api.database.db)) > 0);
  const { rows } = await pool.query<{ ref: string }>('select ref from attachment where ref = any($1)', [
    [held, acted, refused, loose, fresh],
  ]);
  expect(new Set(rows.map(({ ref }) => ref))).toEqual(new Set([held, acted, fresh]));
});

test('uploads of a day beyond the limit are refused, with when to come back', async () => {
  const small = await startApi({ limits: { uploadedBytes: png.length * 2 } });
  const send = () =>
    small.call('POST', '/v1/attachments', { as: 'zone', body: png, headers: { 'content-type': 'image/png' } });
  expect([(await send()).status, (await send()).status]).toEqual([201, 201]);
  const beyond = await send();
  expect(beyond).toMatchObject({ status: 429, body: { code: 'TooManyRequests' } });
  expect(Number(beyond.headers['retry-after'])).toBeGreaterThan(0);
  await small.close();
});

test('a file beyond the limit is refused by the length that its request tells, and waits for nobody', async () => {
  const small = await startApi({ limits: { uploads: 1, uploadedBytes: png.length } });
  const slow = new PassThrough();
  const taken = small.app.inject({
    method: 'POST',
    url: '/v1/attachments',
    payload: slow,
    headers: { authorization: `Bearer ${await small.token('zone')}`, 'content-type': 'image/png' },
  });
  const headers = { 'content-type': 'image/png', 'content-length': String(png.length + 1) };
  expect(await small.call('POST', '/v1/attachments', { as: 'yongfu', body: png, headers })).toMatchObject({
    status: 429,
    body: { code: 'TooManyRequests' },
  });
  slow.end(png);
  expect((await taken).statusCode).toBe(201);
  await small.close();
});
