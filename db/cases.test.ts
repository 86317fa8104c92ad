// Finding cases: nobody sees beyond their scope, and pages join without a gap or a repetition.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCase, aCommit, type CaseOptions } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { maySee } from '../workflows/case/authority.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import {
  type CaseFilter,
  type CasePosition,
  listCases,
  openCasesFollowing,
  type Page,
  readCase,
  type Scope,
} from './cases.ts';
import { commitEvents } from './commit.ts';
import { overview } from './stats.ts';

let data: TestDatabase;
let owner: pg.Client;
const states: CaseState[] = [];
const everything: Scope = { units: ['xx'] };
const areas = ['xx.zone.wenchang.biguiyuan', 'xx.zone.yongfu.cuizhuang', 'xx.yanjin.chengguan.a'];
const real: CaseFilter = { rehearsals: false };

const enter = async (options: CaseOptions) => {
  const told = aCase(`SF-20261123-${String(states.length + 1).padStart(5, '0')}`, options);
  await commitEvents(data.db, aCommit(told), 'key');
  states.push(told.state);
};
const found = async (filter: Partial<CaseFilter>, scope: Scope = everything) =>
  (await listCases(data.db, scope, { ...real, ...filter }, { sort: '-received', limit: 200 })).items
    .map(({ state }) => state.caseNo)
    .sort();
const numbers = (holds: (state: CaseState) => boolean) =>
  states
    .filter((state) => !state.rehearsal && holds(state))
    .map(({ caseNo }) => caseNo)
    .sort();

const walk = async (sort: Page['sort'], limit: number): Promise<string[]> => {
  const seen: string[] = [];
  let after: CasePosition | undefined;
  do {
    const page = await listCases(data.db, everything, real, { sort, limit, after });
    seen.push(...page.items.map(({ state }) => state.caseNo));
    after = page.next ?? undefined;
  } while (after);
  return seen;
};

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  for (let i = 0; i < 30; i++) {
    await enter({
      area: areas[i % 3] as string,
      // Ten of each share an instant, and with it a deadline.
      receivedAt: `2026-11-2${Math.floor(i / 10)}T02:00:00.000Z`,
      urgency: 'urgent',
      source: i % 2 ? 'grid' : 'hotline',
    });
  }
  await enter({ rehearsal: true });
  // Some without a running clock, as while suspended.
  await owner.query(
    "update case_view set due_at = null where case_no in ('SF-20261123-00004', 'SF-20261123-00011', 'SF-20261123-00029')",
  );
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

describe.each(['slack', '-received'] as const)('paging by %s', (sort) => {
  test.each([1, 3, 7, 30, 200])('%i a page, every case appears once', async (limit) => {
    const seen = await walk(sort, limit);
    expect([...seen].sort()).toEqual(numbers(() => true));
    expect(seen).toEqual(await walk(sort, 200));
  });
});

test.each([...areas, 'xx.zone', 'xx.zone.wenchang', 'xx.yanjin', 'xx.zone.d_water'])(
  '%s sees what the rule of the core lets it see',
  async (unit) => {
    const scope = { units: [unit] };
    expect(await found({}, scope)).toEqual(numbers((state) => maySee(state, [unit])));
    for (const state of states) {
      expect((await readCase(data.db, scope, state.caseNo)) !== null, state.caseNo).toBe(maySee(state, [unit]));
    }
  },
);

test('a receipt opens its own case only', async () => {
  expect(await found({}, { caseNo: 'SF-20261123-00001' })).toEqual(['SF-20261123-00001']);
  expect(await readCase(data.db, { caseNo: 'SF-20261123-00001' }, 'SF-20261123-00002')).toBeNull();
});

test('each filter keeps what it names', async () => {
  const [first] = states;
  if (!first) throw new Error('no case');
  expect(await found({ source: 'grid' })).toEqual(numbers(({ intake }) => intake.source === 'grid'));
  expect(await found({ step: first.step })).toEqual(numbers(({ step }) => step === first.step));
  expect(await found({ step: 'no-such-step' })).toEqual([]);
  expect(await found({ responsible: first.responsible })).toEqual(
    numbers(({ responsible }) => responsible === first.responsible),
  );
  expect(await found({ unit: 'xx.yanjin' })).toEqual(numbers((state) => maySee(state, ['xx.yanjin'])));
  expect(await found({ dueBefore: '2020-01-01T00:00:00.000Z' })).toEqual([]);
  expect(await found({ rehearsals: true })).toEqual(['SF-20261123-00031']);
});

test('a case is found by its number and by words of its description', async () => {
  await owner.query(
    "insert into vault_text (ref, case_no, text, digest) values ('SF-20261123-00002/description', 'SF-20261123-00002', '楼道堆物，占用消防通道', '')",
  );
  expect(await found({ q: 'SF-20261123-0000' })).toEqual(
    numbers(({ caseNo }) => caseNo.startsWith('SF-20261123-0000')),
  );
  expect(await found({ q: '消防' })).toEqual(['SF-20261123-00002']);
  expect(await found({ q: '消防通道' })).toEqual(['SF-20261123-00002']);
});

test('a whole number finds its case, be it a rehearsal or left out by the filters', async () => {
  expect(await found({ q: 'SF-20261123-00031' })).toEqual(['SF-20261123-00031']);
  expect(await found({ q: 'sf-20261123-00002', rehearsals: true, status: 'closed' })).toEqual(['SF-20261123-00002']);
  expect(await found({ q: 'SF-20261123-00031' }, { units: ['xx.none'] })).toEqual([]);
});

test('whether one case is among what is asked for can be asked of every filter', async () => {
  const caseNo = 'SF-20261123-00002';
  expect(await found({ caseNo })).toEqual([caseNo]);
  expect(await found({ caseNo, source: 'grid', q: '消防' })).toEqual([caseNo]);
  expect(await found({ caseNo, source: 'hotline' })).toEqual([]);
  expect(await found({ caseNo, rehearsals: true })).toEqual([]);
  expect(await found({ caseNo, q: '电梯' })).toEqual([]);
  expect(await found({ caseNo, q: 'SF-20261123-00003' })).toEqual([]);
  expect(await found({ caseNo }, { units: ['xx.none'] })).toEqual([]);
});

test.each(['%', '_', '\\', "'", '100%'])('%s in a search is a character like any other', async (q) => {
  expect(await found({ q })).toEqual([]);
});

test('words of a case outside the scope are not found', async () => {
  expect(await found({ q: '消防通道' }, { units: ['xx.yanjin'] })).toEqual([]);
});

test('a version of a calendar concerns the open cases that follow it or an older one', async () => {
  const [clock] = (states[0] as CaseState).clocks;
  const { name, version } = (clock as CaseState['clocks'][number]).calendar;
  const concerned = async (other: Partial<{ name: string; version: number }>) =>
    (await openCasesFollowing(data.db, { name, version, ...other })).sort((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
  const all = states.map(({ caseNo, seq }) => ({ caseNo, seq })).sort((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
  expect(await concerned({ version: version + 1 })).toEqual(all.map((each) => ({ ...each, behind: true })));
  expect(await concerned({})).toEqual(all.map((each) => ({ ...each, behind: false })));
  expect(await concerned({ version: version - 1 })).toEqual([]);
  expect(await concerned({ name: 'no-such-calendar', version: 99 })).toEqual([]);
});

test('the overview counts the real cases of the scope', async () => {
  const all = await overview(data.db, everything, { rehearsals: false });
  expect(all).toMatchObject({
    received: 30,
    open: 30,
    closed: 0,
    // The others lie in Yanjin, which is no unit of this tree.
    withResponsible: 25,
    bySource: { grid: 15, hotline: 15 },
  });
  const yanjin = await overview(data.db, { units: ['xx.yanjin'] }, { rehearsals: false });
  expect(yanjin.received).toBe(numbers((state) => maySee(state, ['xx.yanjin'])).length);
  const none = await overview(data.db, everything, { rehearsals: false, from: '2030-01-01T00:00:00.000Z' });
  expect(none).toMatchObject({ received: 0, closureRate: null, onTimeRate: null });
});
