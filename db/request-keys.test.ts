// The keys of staff requests: who is at it, what became of it, and which words belong to it.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { beginRequest, endRequest, forgetAbandoned, forgetEnded, textPrefixOf } from './request-keys.ts';
import { markRestored, settleRestoration } from './restoration.ts';
import { readTexts, sealText } from './vault.ts';

const keys = { vault: 'v', seal: 's', token: 't' };
const caseNo = 'SF-20261123-00001';
let data: TestDatabase;
let owner: pg.Client;
const requestOf = (key: string, body: string) => ({ caseNo, key, bodyHash: body.repeat(64) });
const refOf = (key: string, body: string) => `${textPrefixOf(requestOf(key, body))}reason`;
/** When each key was begun last. */
const attempts = new Map<string, string>();
const begin = async (key: string, body = 'a', words?: string) => {
  const begun = await beginRequest(data.db, {
    ...requestOf(key, body),
    texts: words === undefined ? [] : [sealText(keys, { owner: caseNo, ref: refOf(key, body), text: words }).row],
  });
  if (typeof begun !== 'object' || 'seq' in begun) return begun;
  attempts.set(key, begun.begunAt);
  return 'begun';
};
const end = (key: string, result: 'refused' | 'unknown', body = 'a', begunAt = attempts.get(key) ?? '') =>
  endRequest(data.db, { ...requestOf(key, body), begunAt }, result);
/** As its commit does. */
const done = (key: string) => owner.query(`update request_key set status = 'done', seq = 7 where key = $1`, [key]);
const wordsOf = async (key: string, body = 'a') => (await readTexts(data.db, [refOf(key, body)])).get(refOf(key, body));

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
  await done('other-body');
  expect(await begin('other-body', 'b')).toBe('reused');
});

test('a request that was done answers where it stands', async () => {
  await begin('done-before');
  await done('done-before');
  expect(await begin('done-before')).toEqual({ seq: 7 });
});

test('a refused request may be asked again', async () => {
  await begin('refused-once');
  await end('refused-once', 'refused');
  expect(await begin('refused-once')).toBe('begun');
});

test('an abandoned request is taken over, a fresh one is not', async () => {
  await begin('abandoned');
  expect(await begin('abandoned')).toBe('inFlight');
  await owner.query("update request_key set begun_at = now() - interval '31 seconds' where key = 'abandoned'");
  expect(await begin('abandoned')).toBe('begun');
});

test('a refused request leaves no words, and may come back changed with its own', async () => {
  await begin('corrected', 'a', '原来的理由');
  await end('corrected', 'refused');
  expect(await wordsOf('corrected')).toBeUndefined();
  expect(await begin('corrected', 'b', '更正后的理由')).toBe('begun');
  expect(await wordsOf('corrected', 'b')).toBe('更正后的理由');
  await end('corrected', 'refused', 'b');
  expect(await begin('corrected', 'a', '原来的理由')).toBe('begun');
  expect(await wordsOf('corrected')).toBe('原来的理由');
});

test('words stay while the outcome is unknown, and when they were acted on', async () => {
  await begin('words-unknown', 'a', '还不知道');
  await end('words-unknown', 'unknown');
  expect(await wordsOf('words-unknown')).toBe('还不知道');
  await begin('words-done', 'a', '已办');
  await done('words-done');
  await end('words-done', 'refused');
  expect(await wordsOf('words-done')).toBe('已办');
});

test('a refusal that comes late takes nothing from the attempt that took the request over', async () => {
  await begin('taken-over', 'a', '同样的话');
  const { rows } = await owner.query(
    "update request_key set begun_at = now() - interval '31 seconds' where key = 'taken-over' returning begun_at::text as first",
  );
  expect(await begin('taken-over', 'a', '同样的话')).toBe('begun');
  for (const late of ['refused', 'unknown'] as const) await end('taken-over', late, 'a', rows[0].first);
  expect(await wordsOf('taken-over')).toBe('同样的话');
  expect(await begin('taken-over')).toBe('inFlight');
});

test('words of a request that nobody ended are removed after a day, those of others are not', async () => {
  const aged = async (key: string, age: string) => {
    await begin(key, 'a', '没有下文');
    await owner.query('update request_key set begun_at = now() - $2::interval where key = $1', [key, age]);
  };
  await aged('died-long-ago', '25 hours');
  await aged('died-lately', '23 hours');
  await aged('done-long-ago', '25 hours');
  await done('done-long-ago');
  await markRestored(owner, new Date().toISOString());
  expect(await forgetAbandoned(data.db)).toBe(0);
  await settleRestoration(data.db);
  expect(await forgetAbandoned(data.db)).toBe(1);
  expect(await forgetAbandoned(data.db)).toBe(0);
  expect(await wordsOf('died-long-ago')).toBeUndefined();
  for (const key of ['died-lately', 'done-long-ago']) expect(await wordsOf(key), key).toBe('没有下文');
  expect(await begin('died-long-ago', 'a', '又来了')).toBe('begun');
});

test('keys of requests that ended a month ago are forgotten, with no word of what was done', async () => {
  const aged = async (key: string, days: number) => {
    await begin(key, 'a', '原来的话');
    await owner.query(`update request_key set begun_at = now() - $2 * interval '1 day' where key = $1`, [key, days]);
  };
  for (const key of ['done-a-month-ago', 'begun-a-month-ago']) await aged(key, 31);
  for (const key of ['refused-a-month-ago', 'done-this-month']) await aged(key, key.startsWith('done') ? 29 : 31);
  for (const key of ['done-a-month-ago', 'done-this-month']) await done(key);
  await owner.query(`update request_key set status = 'refused' where key = 'refused-a-month-ago'`);
  expect(await forgetEnded(data.db)).toBe(2);
  expect(await forgetEnded(data.db)).toBe(0);
  expect(await begin('done-this-month')).toEqual({ seq: 7 });
  expect(await wordsOf('done-a-month-ago')).toBe('原来的话');
  const { rows } = await owner.query(`select key from request_key where key like '%-month-ago'`);
  expect(rows).toEqual([{ key: 'begun-a-month-ago' }]);
});

test('a request that is told to wait leaves no words behind', async () => {
  await begin('busy-key');
  expect(await begin('busy-key', 'a', '来晚了')).toBe('inFlight');
  expect(await wordsOf('busy-key')).toBeUndefined();
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
  await end('unknown-key', 'unknown');
  expect(await begin('unknown-key', 'b')).toBe('reused');
  expect(await begin('unknown-key')).toBe('begun');
  expect(await begin('unknown-key')).toBe('inFlight');
});

test('a request that was done stays done, however its other attempt ended', async () => {
  await begin('done-twice');
  await done('done-twice');
  for (const late of ['unknown', 'refused'] as const) {
    await end('done-twice', late);
    expect(await begin('done-twice'), late).toEqual({ seq: 7 });
  }
});

test('one key on two cases is two requests', async () => {
  const request = { key: 'same-on-both', bodyHash: 'a'.repeat(64), texts: [] };
  for (const each of [caseNo, 'SF-20261123-00002']) {
    expect(await beginRequest(data.db, { ...request, caseNo: each })).toHaveProperty('begunAt');
  }
});
