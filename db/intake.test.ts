// Reception: one case for one key, numbers that are never given twice, and a dispatcher's share of what waits.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCommit, anOpening } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { link } from '../workflows/case/chain.ts';
import { decideOpen } from '../workflows/case/decide.ts';
import { fold } from '../workflows/case/evolve.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import { publishCalendar } from './calendars.ts';
import { storeCaseType } from './case-types.ts';
import { commitEvents } from './commit.ts';
import {
  claimWaiting,
  followCalendar,
  noteStartFailure,
  type Received,
  type Reception,
  receive,
  receiveTogether,
} from './intake.ts';
import { readOpening } from './reconcile.ts';
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
const start = (caseNo: string) => owner.query('update intake set started_at = now() where case_no = $1', [caseNo]);
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
  await start(caseNoOf(running));
  await owner.query("update intake set next_attempt_at = now() - interval '1 second'");
  const [one, two] = await Promise.all([claimWaiting(data.db, 100), claimWaiting(data.db, 100)]);
  const claimed = [...one, ...two].map(({ caseNo }) => caseNo);
  expect(claimed.length).toBeGreaterThan(0);
  expect(new Set(claimed).size).toBe(claimed.length);
  expect(claimed).not.toContain(caseNoOf(running));
});

test('a dispatcher takes no more than it asked for, and leaves the rest to the next', async () => {
  await Promise.all(Array.from({ length: 7 }, (_, i) => receive(data.db, request(`batch-${i}`))));
  await owner.query("update intake set next_attempt_at = now() - interval '1 second', started_at = now()");
  await owner.query("update intake set started_at = null where key like 'batch-%'");
  const rounds = [await claimWaiting(data.db, 3), await claimWaiting(data.db, 3), await claimWaiting(data.db, 3)];
  expect(rounds.map(({ length }) => length)).toEqual([3, 3, 1]);
  expect(new Set(rounds.flat().map(({ caseNo }) => caseNo)).size).toBe(7);
});

test('a receipt that could not be started says why, and is left alone for a while, at most five minutes', async () => {
  const caseNo = caseNoOf(await receive(data.db, request('stubborn-key')));
  const claimed = async () => (await claimWaiting(data.db, 1000)).some((open) => open.caseNo === caseNo);
  for (const attempts of [0, 5, 1_000_000]) {
    await owner.query(
      "update intake set next_attempt_at = now() - interval '1 second', attempts = $2 where case_no = $1",
      [caseNo, attempts],
    );
    expect(await claimed()).toBe(true);
    expect(await claimed()).toBe(false);
    const { rowCount } = await owner.query(
      "select from intake where case_no = $1 and next_attempt_at <= now() + interval '5 minutes'",
      [caseNo],
    );
    expect(rowCount).toBe(1);
  }
  await noteStartFailure(data.db, caseNo, 'x'.repeat(2000));
  const { rows } = await owner.query('select last_error from intake where case_no = $1', [caseNo]);
  expect(rows).toEqual([{ last_error: 'x'.repeat(500) }]);
});

test('a request that cannot be prepared leaves nothing, not even a used number', async () => {
  const area = 'xx.yanjin.b';
  const before = await receive(data.db, request('before-failure', 'a', area));
  const failing = { ...request('failing-key', 'a', area), prepare: () => raise('cannot be prepared') };
  await expect(receive(data.db, failing)).rejects.toThrow('cannot be prepared');
  const { rows } = await owner.query("select from intake where key = 'failing-key'");
  expect(rows).toEqual([]);
  const after = await receive(data.db, request('failing-key', 'a', area));
  expect(Number(caseNoOf(after).slice(-5))).toBe(Number(caseNoOf(before).slice(-5)) + 1);
});

test('the day of a number is the day in China', async () => {
  const on = async (at: string) => {
    const received = await receive(data.db, { ...request(`day-${at}`), receivedAt: new Date(at) });
    return caseNoOf(received).split('-').slice(1).join('-');
  };
  expect(await on('2027-03-01T15:59:59.999Z')).toBe('20270301-00001');
  expect(await on('2027-03-01T16:00:00.000Z')).toBe('20270302-00001');
  expect(await on('2027-12-31T16:00:00.000Z')).toBe('20280101-00001');
});

test('counties count apart, and one without letters receives nothing', async () => {
  const at = { receivedAt: new Date('2029-01-01T00:00:00Z') };
  const zone = caseNoOf(await receive(data.db, { ...request('apart-zone'), ...at }));
  const yanjin = caseNoOf(await receive(data.db, { ...request('apart-yanjin', 'a', 'xx.yanjin'), ...at }));
  expect([zone, yanjin].map((caseNo) => caseNo.slice(-5))).toEqual(['00001', '00001']);
  expect(zone).not.toBe(yanjin);
  await expect(receive(data.db, request('no-letters', 'a', 'xx.nowhere'))).rejects.toMatchObject({
    code: 'UnknownUnit',
  });
});

test('a receipt names its type and calendar, and opens its case with all of both', async () => {
  const { open } = (await receive(data.db, request('whole-opening'))) as { open: OpenCase };
  const stored = async (): Promise<OpenCase> =>
    (await owner.query('select open_case from intake where case_no = $1', [open.caseNo])).rows[0].open_case;
  expect(JSON.stringify(await stored()).length).toBeLessThan(2_000);
  await storeCaseType(data.db.pool, open.definition, { by: 'p-1', owner: 'xx' });
  // The order of steps and actions is the one that people see.
  const stepsOf = (opening: OpenCase | null) =>
    Object.entries(opening?.definition.steps ?? {}).map(([name, { actions }]) => [name, ...Object.keys(actions)]);
  expect(stepsOf(await readOpening(data.db, open.caseNo))).toEqual(stepsOf(open));
  expect(await readOpening(data.db, open.caseNo)).toEqual(open);
  // As receipts were kept before.
  await owner.query('update intake set open_case = $2 where case_no = $1', [open.caseNo, JSON.stringify(open)]);
  expect(await readOpening(data.db, open.caseNo)).toEqual(open);
});

test('a receipt opens its case under the type that it was received under, or not at all; others do not wait for it', async () => {
  const waiting = caseNoOf(await receive(data.db, request('type-altered')));
  const other = caseNoOf(await receive(data.db, request('type-genuine')));
  const { definition } = anOpening(waiting);
  const next = { ...definition, name: 'another-type' };
  await storeCaseType(data.db.pool, next, { by: 'p-1', owner: 'xx' });
  // A published type's hash fits its own definition; the receipt tells that it is not the one.
  await owner.query(
    `update intake set open_case = jsonb_set(open_case::jsonb, '{definition,name}', '"another-type"')::json,
       next_attempt_at = now() - interval '1 hour' where case_no = $1`,
    [waiting],
  );
  await owner.query(`update intake set next_attempt_at = now() - interval '1 hour' where case_no = $1`, [other]);
  const claimed = (await claimWaiting(data.db, 100)).map(({ caseNo }) => caseNo);
  expect(claimed).toContain(other);
  expect(claimed).not.toContain(waiting);
  const { rows } = await owner.query('select last_error from intake where case_no = $1', [waiting]);
  expect(rows[0].last_error).toContain('another-type');
});

test('a receipt that waits follows a newer calendar at once; one whose case runs, or that is ahead, does not', async () => {
  const numbers = await Promise.all(
    ['waiting', 'running'].map(async (each) => caseNoOf(await receive(data.db, request(`calendar-${each}`)))),
  );
  const [waiting, running] = numbers as [string, string];
  await start(running);
  const calendarOf = async (caseNo: string) => (await readOpening(data.db, caseNo))?.calendar;
  const { calendar } = anOpening(waiting, { area: 'xx.zone.wenchang' });
  const newer = { ...calendar, version: calendar.version + 1, weekdays: [1, 2] };
  await publishCalendar(data.db, newer, { person: 'p-1' });
  await followCalendar(data.db, newer);
  expect(await calendarOf(waiting)).toEqual(newer);
  expect((await calendarOf(running))?.version).toBe(calendar.version);
  // The column holds milliseconds, and rounds.
  const due = await owner.query(
    "select from intake where case_no = $1 and next_attempt_at <= now() + interval '1 millisecond'",
    [waiting],
  );
  expect(due.rowCount).toBe(1);
  await followCalendar(data.db, calendar);
  await followCalendar(data.db, { ...newer, name: 'another', version: 99 });
  expect(await calendarOf(waiting)).toEqual(newer);
});

test('requests of one moment are received together, each as if it were alone', async () => {
  const together = await receiveTogether(data.db, [
    request('together-1'),
    request('together-2'),
    request('together-1'),
    request('together-1', 'b'),
    request('whole-opening'),
    request('whole-opening', 'b'),
    { ...request('together-1', 'b'), scope: 'person/p-2' },
  ]);
  expect(together.map(({ kind }) => kind)).toEqual(['new', 'new', 'known', 'conflict', 'known', 'conflict', 'new']);
  const numbers = [0, 1, 2, 6].map((i) => Number(caseNoOf(together[i] as Received).slice(-5)));
  const [first] = numbers as [number];
  expect(numbers).toEqual([first, first + 1, first, first + 2]);
});

test('two processes that receive some of the same requests, in different orders, do not wait for each other for ever', async () => {
  const keys = Array.from({ length: 20 }, (_, i) => `crossing-${i}`);
  const [one, two] = await Promise.all(
    [keys, keys.toReversed()].map((order) =>
      receiveTogether(
        data.db,
        order.map((key) => request(key)),
      ),
    ),
  );
  expect(one?.map(caseNoOf).sort()).toEqual(two?.map(caseNoOf).sort());
  expect(new Set(one?.map(caseNoOf)).size).toBe(20);
});

test('two people may use the same key', async () => {
  const mine = await receive(data.db, request('shared-key'));
  const theirs = await receive(data.db, { ...request('shared-key', 'b'), scope: 'person/p-2' });
  expect([mine.kind, theirs.kind]).toEqual(['new', 'new']);
});

const raise = (why: string): never => {
  throw new Error(why);
};

test('a receipt is started by the commit of its own reception, not by that of another request under its number', async () => {
  const commit = async (key: string, id: (caseNo: string) => string): Promise<boolean> => {
    const caseNo = caseNoOf(await receive(data.db, request(key)));
    const event = link(null, caseNo, decideOpen({ ...anOpening(caseNo), id: id(caseNo) }));
    await commitEvents(data.db, aCommit({ events: [event], state: fold([event]) }, `run-of-${key}`), 'key');
    const { rows } = await owner.query('select started_at from intake where case_no = $1', [caseNo]);
    return rows[0].started_at !== null;
  };
  expect(await commit('own-reception', (caseNo) => `open-${caseNo}`)).toBe(true);
  expect(await commit('other-reception', () => 'open-another-request')).toBe(false);
});
