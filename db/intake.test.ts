// Reception: one case for one key, numbers that are never given twice, and a dispatcher's share of what waits.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anOpening } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { claimWaiting, markStarted, type Reception, receive } from './intake.ts';
import { readTexts, sealText } from './vault.ts';

const keys = { vault: 'v', seal: 's', token: 't' };
const canary = '金丝雀 13800001234 说：楼道里堆满了杂物';
let data: TestDatabase;
let owner: pg.Client;

const request = (key: string, body = 'a', area = 'xx.zone.wenchang'): Reception => ({
  scope: 'person/p-1',
  key,
  bodyHash: body.repeat(64).slice(0, 64),
  receivedAt: new Date('2026-11-23T17:00:00Z'),
  area,
  prepare: (caseNo) => {
    const { row, ref } = sealText(keys, { owner: caseNo, ref: `${caseNo}/description`, text: canary });
    const open = anOpening(caseNo, { area, receivedAt: '2026-11-23T17:00:00.000Z' });
    return { open: { ...open, intake: { ...open.intake, description: ref } }, texts: [row] };
  },
});
const caseNoOf = (received: Awaited<ReturnType<typeof receive>>): string =>
  received.kind === 'conflict' ? 'conflict' : received.open.caseNo;

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('twenty at once with one key are one case', async () => {
  const received = await Promise.all(Array.from({ length: 20 }, () => receive(data.db, request('same-key-1'))));
  expect(new Set(received.map(caseNoOf)).size).toBe(1);
  expect(received.filter(({ kind }) => kind === 'new')).toHaveLength(1);
  const { rows } = await owner.query("select count(*)::int as n from intake where key = 'same-key-1'");
  expect(rows).toEqual([{ n: 1 }]);
});

test('a key with another body is a conflict, at once and later', async () => {
  const both = await Promise.all([
    receive(data.db, request('same-key-2', 'a')),
    receive(data.db, request('same-key-2', 'b')),
  ]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['conflict', 'new']);
});

test('forty requests at once get forty numbers in a row, by county and day of China', async () => {
  const many = await Promise.all(
    Array.from({ length: 40 }, (_, i) => receive(data.db, request(`forty-${i}`, 'a', 'xx.yanjin.a'))),
  );
  const expected = Array.from({ length: 40 }, (_, i) => `-20261124-${String(i + 1).padStart(5, '0')}`);
  expect(many.map((each) => caseNoOf(each).replace(/^[A-Z]+/, '')).sort()).toEqual(expected);
});

test('a repeated key uses up no number', async () => {
  const first = await receive(data.db, request('frugal-key'));
  await Promise.all(Array.from({ length: 5 }, () => receive(data.db, request('frugal-key'))));
  const next = await receive(data.db, request('frugal-next'));
  expect(Number(caseNoOf(next).slice(-5))).toBe(Number(caseNoOf(first).slice(-5)) + 1);
});

test('what people wrote is in the vault and nowhere else', async () => {
  const received = await receive(data.db, request('canary-key'));
  const ref = `${caseNoOf(received)}/description`;
  expect((await readTexts(data.db, [ref])).get(ref)).toBe(canary);
  const { rows: tables } = await owner.query("select tablename from pg_tables where schemaname = 'public'");
  const holding: string[] = [];
  for (const { tablename } of tables) {
    const { rows } = await owner.query(
      `select from ${tablename} t where to_jsonb(t)::text like '%13800001234%' limit 1`,
    );
    if (rows.length > 0) holding.push(tablename);
  }
  expect(holding).toEqual(['vault_text']);
});

test('what waits is claimed once by two dispatchers, and not at all once it runs', async () => {
  const running = await receive(data.db, request('dispatch-running'));
  await receive(data.db, request('dispatch-waiting'));
  await markStarted(data.db, caseNoOf(running));
  await owner.query("update intake set next_attempt_at = now() - interval '1 second'");
  const [one, two] = await Promise.all([claimWaiting(data.db, 100), claimWaiting(data.db, 100)]);
  const claimed = [...one, ...two].map(({ caseNo }) => caseNo);
  expect(claimed.length).toBeGreaterThan(0);
  expect(new Set(claimed).size).toBe(claimed.length);
  expect(claimed).not.toContain(caseNoOf(running));
});
