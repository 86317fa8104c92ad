// Overdue: a real case from its deadline on, whether its clock has said so or not; a rehearsal only as its own events say. Lists and
// the overview must agree on it, and on everything else that both count.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCase, aCommit, andThen, type CaseOptions, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { type CaseFilter, listCases, type Scope } from './cases.ts';
import { commitEvents } from './commit.ts';
import { hallFigures } from './hall.ts';
import { countHoldingCases } from './holding-cases.ts';
import { overview } from './stats.ts';

let data: TestDatabase;
let owner: pg.Client;
let count = 0;
const everything: Scope = { units: ['xx'] };
const area = 'xx.zone.wenchang.biguiyuan';
const closing = {
  type: 'closed',
  data: { action: 'close', input: {}, archiveAt: '2030-01-01T00:00:00.000Z' },
} as const;

const enter = async (options: CaseOptions, after: (told: Told) => Told[] = () => []): Promise<string> => {
  const told = aCase(`SF-20261123-${String(++count).padStart(5, '0')}`, { area, ...options });
  for (const each of [told, ...after(told)]) await commitEvents(data.db, aCommit(each), 'key');
  return told.state.caseNo;
};
const setDue = (caseNo: string, due: string) =>
  owner.query(`update case_view set due_at = ${due} where case_no = $1`, [caseNo]);
const list = async (filter: Partial<CaseFilter>, scope: Scope = everything) =>
  (await listCases(data.db, scope, { rehearsals: false, ...filter }, { sort: '-received', limit: 200 })).items;
const found = async (filter: Partial<CaseFilter>, scope?: Scope) =>
  (await list(filter, scope)).map(({ state }) => state.caseNo).sort();

/** By case clock: its first rungs up to the one that marks it overdue. */
const markedOverdue = (told: Told): Told => {
  const clock = told.state.clocks[0];
  if (!clock?.due) throw new Error('no clock runs');
  const skipped = clock.rungs.slice(
    0,
    clock.rungs.findIndex(({ kind }) => kind === 'overdue'),
  );
  return andThen(told, {
    type: 'markedOverdue',
    data: { clock: clock.name, due: clock.due, skipped: skipped.map(({ kind }) => kind) },
  });
};

const cases = {} as Record<
  | 'late'
  | 'marked'
  | 'early'
  | 'paused'
  | 'closed'
  | 'lateAndClosed'
  | 'withdrawn'
  | 'lateRehearsal'
  | 'markedRehearsal',
  string
>;

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  cases.late = await enter({ source: 'grid' });
  await setDue(cases.late, "now() - interval '1 second'");
  cases.marked = await enter({}, (told) => [markedOverdue(told)]);
  await setDue(cases.marked, "now() + interval '1 hour'");
  cases.early = await enter({ category: 'utility' });
  await setDue(cases.early, "now() + interval '1 hour'");
  cases.paused = await enter({});
  await setDue(cases.paused, 'null');
  cases.closed = await enter({}, (told) => [andThen(told, closing)]);
  cases.lateAndClosed = await enter({}, (told) => {
    const marked = markedOverdue(told);
    return [marked, andThen(marked, closing)];
  });
  cases.withdrawn = await enter({ area: 'xx.yanjin.chengguan' }, (told) => [
    andThen(told, { type: 'withdrawn', data: { archiveAt: '2030-01-01T00:00:00.000Z' } }),
  ]);
  cases.lateRehearsal = await enter({ rehearsal: true });
  await setDue(cases.lateRehearsal, "now() - interval '1 day'");
  cases.markedRehearsal = await enter({ rehearsal: true }, (told) => [markedOverdue(told)]);
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('a real case is overdue by the clock on the wall or by its mark', async () => {
  expect(await found({ overdue: true })).toEqual([cases.late, cases.marked]);
  expect(await found({ overdue: false, status: 'open' })).toEqual([cases.early, cases.paused]);
});

test('a rehearsal is overdue by its mark alone', async () => {
  expect(await found({ rehearsals: true, overdue: true })).toEqual([cases.markedRehearsal]);
  expect(await found({ rehearsals: true, overdue: false })).toEqual([cases.lateRehearsal]);
});

test('with and without overdue ones, nothing is missing and nothing appears twice', async () => {
  const both = [...(await found({ overdue: true })), ...(await found({ overdue: false }))];
  expect(both.sort()).toEqual(await found({}));
});

test('each item says whether it is overdue, as the filter does', async () => {
  for (const { state, overdue } of await list({})) {
    expect(overdue, state.caseNo).toBe([cases.late, cases.marked].includes(state.caseNo));
  }
});

test('what is due before an instant has a deadline, and an earlier one', async () => {
  const soon = new Date(Date.now() + 30 * 60_000).toISOString();
  const due = (await found({ dueBefore: soon })).filter((caseNo) => caseNo !== cases.marked);
  expect(due).toEqual([cases.late]);
});

test('sorted by slack, open cases come by their deadline and paused ones last', async () => {
  const page = await listCases(data.db, everything, { rehearsals: false }, { sort: 'slack', limit: 200 });
  const order = page.items.map(({ state }) => state.caseNo);
  expect(order[0]).toBe(cases.late);
  expect(order.at(-1)).toBe(cases.paused);
  expect([...order].sort()).toEqual([cases.late, cases.marked, cases.early, cases.paused]);
});

test('status, phase and type each keep what they name', async () => {
  expect(await found({ status: 'closed' })).toEqual([cases.closed, cases.lateAndClosed, cases.withdrawn]);
  expect(await found({ phase: 'no-such-phase' })).toEqual([]);
  const all = await list({});
  for (const type of new Set(all.map(({ state }) => state.type.name))) {
    const expected = all.filter(({ state }) => state.type.name === type).map(({ state }) => state.caseNo);
    expect(await found({ type })).toEqual(expected.sort());
  }
});

test('a department sees a case from the moment that it has a part in it, and never loses it', async () => {
  const department = { units: ['xx.zone.d_water'] };
  const caseNo = await enter({ rehearsal: true }, (told) => {
    const there = andThen(told, { type: 'reassigned', data: { from: told.state.responsible, to: 'xx.zone.d_water' } });
    return [there, andThen(there, { type: 'reassigned', data: { from: 'xx.zone.d_water', to: area } })];
  });
  expect(await found({ rehearsals: true }, department)).toEqual([caseNo]);
  expect(await found({ rehearsals: true, unit: 'xx.zone.d_water' })).toEqual([caseNo]);
  expect(await found({ rehearsals: true }, { units: ['xx.zone.d_power'] })).toEqual([]);
  expect(await found({ rehearsals: true }, { units: [] })).toEqual([]);
});

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);

describe.each([
  ['the zone', { units: ['xx.zone'] }],
  ['everything', everything],
  ['one community', { units: [area] }],
  ['nothing', { units: [] }],
] as const)('the overview of %s', (_, scope) => {
  test('adds up, and agrees with the list', async () => {
    const all = await overview(data.db, scope, { rehearsals: false });
    expect(sum(all.bySource)).toBe(all.received);
    expect(sum(all.byType)).toBe(all.received);
    expect(sum(all.byPhase)).toBe(all.open);
    expect(sum(all.byUnit)).toBe(all.open);
    expect(all.open + all.closed).toBe(all.received);
    expect(all.received).toBe((await found({}, scope)).length);
    expect(all.open).toBe((await found({ status: 'open' }, scope)).length);
    expect(all.overdue).toBe((await found({ overdue: true }, scope)).length);
  });
});

test('a case whose responsible unit is out of service or without people has no responsible party, here and in the hall', async () => {
  const counted = async () => {
    const { open, withResponsible } = await overview(data.db, everything, { rehearsals: false });
    const hall = await hallFigures(data.db, {
      unit: 'xx',
      from: null,
      rehearsals: false,
      soonBefore: new Date().toISOString(),
    });
    expect(hall.now).toMatchObject({ open, withResponsible });
    return open - withResponsible;
  };
  const set = (active: boolean) => owner.query(`update org_unit set active = $1 where path = 'xx.zone'`, [active]);
  const before = await counted();
  const held = (await list({ responsible: 'xx.zone', status: 'open' })).length;
  await set(false);
  expect(await counted()).toBe(before + held);
  await set(true);
  expect(await counted()).toBe(before);
  // Who only looks on remains.
  const officers = `update person set active = $1 where unit = 'xx.zone' and role = 'county'`;
  await owner.query(officers, [false]);
  expect(await counted()).toBe(before + held);
  await owner.query(
    `insert into duty (unit, person_id, from_at) select 'xx.zone', id, now() from person where unit = 'xx' and role = 'city' limit 1`,
  );
  expect(await counted()).toBe(before);
  await owner.query(officers, [true]);
  expect(held).toBeGreaterThan(0);
});

test('rates are of what was received and of what was closed', async () => {
  expect(await overview(data.db, everything, { rehearsals: false })).toMatchObject({
    received: 7,
    closed: 3,
    closureRate: 3 / 7,
    overdue: 2,
    onTime: 2,
    onTimeRate: 2 / 3,
  });
  expect(await overview(data.db, { caseNo: cases.closed }, { rehearsals: false })).toMatchObject({
    received: 1,
    closed: 1,
  });
  expect(await overview(data.db, everything, { rehearsals: false, unit: 'xx.yanjin' })).toMatchObject({ received: 1 });
});

test('a span of reception holds its beginning and not its end', async () => {
  const received = async (from: string, to: string) =>
    (await overview(data.db, everything, { rehearsals: false, from, to })).received;
  const [at, next] = ['2026-11-23T02:00:00.000Z', '2026-11-23T02:00:00.001Z'];
  expect(await received(at, next)).toBe(7);
  expect(await received('2020-01-01T00:00:00.000Z', at)).toBe(0);
});

test('a unit answers for the open cases below it', async () => {
  const { open } = await countHoldingCases(data.db.pool, 'xx.zone');
  expect(open).toBe(
    (await list({ status: 'open' })).length + (await list({ status: 'open', rehearsals: true })).length,
  );
  expect(await countHoldingCases(data.db.pool, 'xx.yanjin')).toMatchObject({ open: 0 });
});

test('a department that a case type names may get any case of its county', async () => {
  const holding = () => countHoldingCases(data.db.pool, 'xx.zone.d_named');
  const { rows } = await owner.query(`select definition from case_type_version where name = 'general-request'`);
  expect(await holding()).toEqual({ open: 0, closed: 0 });
  await owner.query(
    `update case_type_version set definition = jsonb_set(definition::jsonb, '{steps,assign,owner}', '{"bySource":{"grid":{"department":"d_named"}},"otherwise":{"department":"d_named"}}')::json
     where name = 'general-request'`,
  );
  const ofType = async (rehearsals: boolean) =>
    (await list({ status: 'open', type: 'general-request', unit: 'xx.zone', rehearsals })).length;
  expect(await holding()).toMatchObject({ open: (await ofType(false)) + (await ofType(true)) });
  await owner.query(`update case_type_version set definition = $1 where name = 'general-request'`, [
    JSON.stringify(rows[0].definition),
  ]);
});
