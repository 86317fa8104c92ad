// The keys of staff requests: who is at it, what became of it, and which words belong to it.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { beginRequest, endRequest } from './request-keys.ts';
import { readTexts, sealText } from './vault.ts';

const keys = { vault: 'v', seal: 's', token: 't' };
const caseNo = 'SF-20261123-00001';
let data: TestDatabase;
let owner: pg.Client;
const begin = (key: string, body = 'a', words?: string, ref = 'reason') =>
  beginRequest(data.db, {
    caseNo,
    key,
    bodyHash: body.repeat(64),
    texts:
      words === undefined ? [] : [sealText(keys, { owner: caseNo, ref: `${caseNo}/${key}/${ref}`, text: words }).row],
  });

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('of ten at once one begins, and the others are told that it is in flight', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => begin('ten-at-once')));
  expect(answers.filter((answer) => answer === 'begun')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'inFlight')).toHaveLength(9);
});

test('a key with another body is refused, in flight and done', async () => {
  await begin('other-body');
  expect(await begin('other-body', 'b')).toBe('reused');
  await endRequest(data.db, { caseNo, key: 'other-body' }, { seq: 7 });
  expect(await begin('other-body', 'b')).toBe('reused');
});

test('a request that was done answers where it stands', async () => {
  await begin('done-before');
  await endRequest(data.db, { caseNo, key: 'done-before' }, { seq: 7 });
  expect(await begin('done-before')).toEqual({ seq: 7 });
});

test('a refused request may be asked again', async () => {
  await begin('refused-once');
  await endRequest(data.db, { caseNo, key: 'refused-once' }, 'refused');
  expect(await begin('refused-once')).toBe('begun');
});

test('an abandoned request is taken over, a fresh one is not', async () => {
  await begin('abandoned');
  expect(await begin('abandoned')).toBe('inFlight');
  await owner.query("update request_key set begun_at = now() - interval '31 seconds' where key = 'abandoned'");
  expect(await begin('abandoned')).toBe('begun');
});

test('a refused request may come back changed, with words under a reference of their own', async () => {
  await begin('corrected', 'a', '原来的理由', 'first');
  await endRequest(data.db, { caseNo, key: 'corrected' }, 'refused');
  expect(await begin('corrected', 'b', '更正后的理由', 'second')).toBe('begun');
  const [first, second] = ['first', 'second'].map((ref) => `${caseNo}/corrected/${ref}`) as [string, string];
  expect(await readTexts(data.db, [first, second])).toEqual(
    new Map([
      [first, '原来的理由'],
      [second, '更正后的理由'],
    ]),
  );
});

test('a request that is told to wait leaves no words behind', async () => {
  await begin('busy-key');
  expect(await begin('busy-key', 'a', '来晚了', 'late')).toBe('inFlight');
  const ref = `${caseNo}/busy-key/late`;
  expect((await readTexts(data.db, [ref])).has(ref)).toBe(false);
});

test('of ten that take over an abandoned request at once, one does', async () => {
  await begin('orphan-key');
  await owner.query("update request_key set begun_at = now() - interval '31 seconds' where key = 'orphan-key'");
  const answers = await Promise.all(Array.from({ length: 10 }, () => begin('orphan-key')));
  expect(answers.filter((answer) => answer === 'begun')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'inFlight')).toHaveLength(9);
});

test('an abandoned request is not taken over with another body', async () => {
  await begin('orphan-other');
  await owner.query("update request_key set begun_at = now() - interval '31 seconds' where key = 'orphan-other'");
  expect(await begin('orphan-other', 'b')).toBe('reused');
});

test('a request whose outcome is unknown may be asked again at once, as it was', async () => {
  await begin('unknown-key');
  await endRequest(data.db, { caseNo, key: 'unknown-key' }, 'unknown');
  expect(await begin('unknown-key', 'b')).toBe('reused');
  expect(await begin('unknown-key')).toBe('begun');
  expect(await begin('unknown-key')).toBe('inFlight');
});

test('a request that was done stays done, however its other attempt ended', async () => {
  await begin('done-twice');
  await endRequest(data.db, { caseNo, key: 'done-twice' }, { seq: 7 });
  for (const late of ['unknown', 'refused'] as const) {
    await endRequest(data.db, { caseNo, key: 'done-twice' }, late);
    expect(await begin('done-twice'), late).toEqual({ seq: 7 });
  }
});

test('one key on two cases is two requests', async () => {
  const request = { key: 'same-on-both', bodyHash: 'a'.repeat(64), texts: [] };
  expect(await beginRequest(data.db, { ...request, caseNo })).toBe('begun');
  expect(await beginRequest(data.db, { ...request, caseNo: 'SF-20261123-00002' })).toBe('begun');
});
