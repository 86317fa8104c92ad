// The supervisor's figures: what is late, soon or carries a card, by unit; and lists that hold exactly what the figures count.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCase, aCommit, andThen, type CaseOptions, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import type { Clock } from '../workflows/contract/calendar.ts';
import { commitEvents } from './commit.ts';
import { countSlips, listSlipping, rungs, type SlipFilter, slips, type UnitSlips, type Watched } from './slipping.ts';

let data: TestDatabase;
let owner: pg.Client;
let count = 0;
const area = 'xx.zone.wenchang.biguiyuan';
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
const watched = (scope: string, rehearsals = false): Watched => ({ scope, rehearsals, soonBefore: inHours(24) });

const enter = async (options: CaseOptions, after: (told: Told) => Told[] = () => []): Promise<string> => {
  const told = aCase(`SF-20261123-${String(++count).padStart(5, '0')}`, { area, ...options });
  for (const each of [told, ...after(told)]) await commitEvents(data.db, aCommit(each), 'key');
  return told.state.caseNo;
};

/** Both rows that hold a deadline: lists read one, figures the other. */
const setDue = async (caseNo: string, due: string): Promise<void> => {
  await owner.query(`update case_view set due_at = ${due} where case_no = $1`, [caseNo]);
};

const clockOf = ({ state }: Told, name: Clock['name']): Clock => {
  const clock = state.clocks.find((each) => each.name === name);
  if (!clock?.due) throw new Error(`no ${name} clock runs`);
  return clock;
};
const markedOverdue = (told: Told): Told => {
  const { name, rungs } = clockOf(told, 'step');
  const at = rungs.findIndex(({ kind }) => kind === 'overdue');
  const { due } = clockOf(told, 'step');
  return andThen(told, {
    type: 'markedOverdue',
    data: { clock: name, due: due as string, skipped: rungs.slice(0, at).map(({ kind }) => kind) },
  });
};
const raisedTo = (told: Told, to: string): Told =>
  andThen(told, {
    type: 'raised',
    data: { clock: 'step', due: clockOf(told, 'step').due as string, skipped: [], from: told.state.responsible, to },
  });
const supervised = (told: Told, card: 'yellow' | 'red'): Told => {
  const clock: Clock = { ...clockOf(told, 'case'), name: 'reply', rungs: [], fired: 0, due: inHours(-1) };
  return andThen(told, { type: 'supervised', data: { card, clock } as never });
};

const cases = {} as Record<
  'late' | 'soon' | 'fine' | 'paused' | 'raised' | 'yellow' | 'answered' | 'department',
  string
>;

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  cases.late = await enter({});
  await setDue(cases.late, "now() - interval '1 minute'");
  cases.soon = await enter({});
  await setDue(cases.soon, "now() + interval '1 hour'");
  cases.fine = await enter({});
  await setDue(cases.fine, "now() + interval '10 days'");
  cases.paused = await enter({});
  await setDue(cases.paused, 'null');
  cases.raised = await enter({}, (told) => {
    const marked = markedOverdue(told);
    return [marked, raisedTo(marked, 'xx')];
  });
  cases.yellow = await enter({}, (told) => [supervised(told, 'yellow')]);
  await setDue(cases.yellow, "now() + interval '10 days'");
  cases.answered = await enter({}, (told) => {
    const card = supervised(told, 'red');
    return [card, andThen(card, { type: 'supervisionReplied', data: {} })];
  });
  await setDue(cases.answered, "now() + interval '10 days'");
  cases.department = await enter({}, (told) => [
    andThen(told, { type: 'reassigned', data: { from: told.state.responsible, to: 'xx.zone.d_water' } }),
  ]);
  await setDue(cases.department, "now() - interval '1 day'");
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

const counts = ['open', 'any', ...slips] as const;
type Counts = Record<(typeof counts)[number], number> & { byRung: number[] };
const figures = async (scope: string, rehearsals = false): Promise<Record<string, Counts>> => {
  const units: Record<string, Counts> = {};
  for (const each of await countSlips(data.db, watched(scope, rehearsals))) {
    const unit = units[each.unit] ?? {
      ...(Object.fromEntries(counts.map((name) => [name, 0])) as Record<(typeof counts)[number], number>),
      byRung: Array<number>(rungs).fill(0),
    };
    for (const name of counts) unit[name] += each[name];
    unit.byRung[each.rung] = each.open;
    units[each.unit] = unit;
  }
  return units;
};
const listed = async (filter: SlipFilter, scope = 'xx', rehearsals = false): Promise<string[]> => {
  const found: string[] = [];
  let after: Parameters<typeof listSlipping>[3]['after'];
  do {
    const page = await listSlipping(data.db, watched(scope, rehearsals), filter, { after, limit: 2 });
    found.push(...page.items.map(({ state }) => state.caseNo));
    after = page.next ?? undefined;
  } while (after);
  return found;
};

test('a unit answers for what it is responsible for now, however it came to it', async () => {
  const { 'xx.zone': zone, xx: city, 'xx.zone.d_water': water } = await figures('xx');
  expect(zone).toMatchObject({ open: 6, overdue: 1, yellow: 1, red: 0, raised: 0 });
  expect(city).toMatchObject({ open: 1, overdue: 1, raised: 1 });
  expect(water).toMatchObject({ open: 1, overdue: 1 });
});

test('a case stands on the rung that it reached, and is overdue from its deadline on though no mark was made yet', async () => {
  const { 'xx.zone': zone, xx: city } = await figures('xx');
  expect(zone?.byRung).toEqual([5, 0, 1, 0, 0, 0]);
  expect(city?.byRung).toEqual([0, 0, 0, 1, 0, 0]);
});

test('an answered card is none any more, an unanswered one is overdue with its reply', async () => {
  expect(await listed({ slip: 'yellow' })).toEqual([cases.yellow]);
  expect(await listed({ slip: 'red' })).toEqual([]);
  expect(await listed({ slip: 'replyOverdue' })).toEqual([cases.yellow]);
});

describe.each(['xx', 'xx.zone', 'xx.zone.d_water', 'xx.zone.yongfu'])('as %s sees it', (scope) => {
  test.each(slips)('the list of %s holds what the figures count, each case once', async (slip) => {
    const counted = Object.values(await figures(scope)).reduce((sum, each) => sum + each[slip], 0);
    const found = await listed({ slip }, scope);
    expect(found).toHaveLength(counted);
    expect(new Set(found).size).toBe(counted);
  });

  test.each([undefined, ...slips])('the list of %s on a rung holds what the figures count there', async (slip) => {
    const units: UnitSlips[] = await countSlips(data.db, watched(scope));
    for (let rung = 0; rung < rungs; rung++) {
      const counted = units.filter((each) => each.rung === rung).reduce((sum, each) => sum + each[slip ?? 'any'], 0);
      expect(await listed({ slip, rung }, scope)).toHaveLength(counted);
    }
  });
});

test('whatever slips is listed, the latest first, and nothing else', async () => {
  expect(await listed({})).toEqual([cases.raised, cases.department, cases.late, cases.soon, cases.yellow].sort(byDue));
  expect(await listed({})).not.toContain(cases.fine);
});

let dues: Map<string, number>;
beforeAll(async () => {
  const { rows } = await owner.query('select case_no, due_at from case_view');
  dues = new Map(rows.map((row) => [row.case_no, Number(row.due_at)]));
});
const byDue = (a: string, b: string): number => (dues.get(a) ?? 0) - (dues.get(b) ?? 0);

test('a list is narrowed to a branch, a unit, a level, a rung, and to what lies outside', async () => {
  expect(await listed({ within: 'xx.zone', slip: 'overdue' })).toEqual([cases.department, cases.late]);
  expect(await listed({ responsible: 'xx.zone', slip: 'overdue' })).toEqual([cases.late]);
  expect(await listed({ level: 'department' })).toEqual([cases.department]);
  expect(await listed({ level: 'city' })).toEqual([cases.raised]);
  expect(await listed({ rung: 3 })).toEqual([cases.raised]);
  expect(await listed({ outside: true }, 'xx.zone')).toEqual([cases.raised]);
});

test('whether one case is among them can be asked of every list', async () => {
  expect(await listed({ caseNo: cases.late })).toEqual([cases.late]);
  expect(await listed({ caseNo: cases.late, slip: 'yellow' })).toEqual([]);
  expect(await listed({ caseNo: cases.fine })).toEqual([]);
  expect(await listed({ caseNo: cases.late }, 'xx.none')).toEqual([]);
});

test('rehearsals are counted apart, and late by their own events only', async () => {
  const caseNo = await enter({ rehearsal: true }, (told) => [markedOverdue(told)]);
  await setDue(caseNo, "now() + interval '1 day'");
  const quiet = await enter({ rehearsal: true });
  await setDue(quiet, "now() - interval '1 day'");
  const before = await figures('xx');
  expect((await figures('xx', true))['xx.zone']).toMatchObject({ open: 2, overdue: 1 });
  expect(await figures('xx')).toEqual(before);
});

test('rehearsals are listed by what is left of their own time, over as many pages as it takes', async () => {
  const leaving = async (receivedAt: string, due: string) => {
    const caseNo = await enter({ rehearsal: true, receivedAt });
    await setDue(caseNo, `'${due}'`);
    return caseNo;
  };
  const day = await leaving('2026-11-23T02:00:00.000Z', '2026-11-24T01:00:00.000Z');
  const hour = await leaving('2026-11-25T02:00:00.000Z', '2026-11-25T03:00:00.000Z');
  const half = await leaving('2026-11-24T02:00:00.000Z', '2026-11-24T14:00:00.000Z');
  const found = (await listed({}, 'xx', true)).filter((caseNo) => [day, hour, half].includes(caseNo));
  expect(found).toEqual([hour, half, day]);
});

test('the narrow rows made anew are the same rows', async () => {
  const rows = async () => (await owner.query('select * from case_open order by case_no')).rows;
  const kept = await rows();
  await owner.query('select recount_cases()');
  expect(await rows()).toEqual(kept);
});
