// The lists' indexes and counts answer as the plainest queries over the states would: random cases, random questions.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCase, aCommit, andThen, type CaseOptions, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { maySee } from '../workflows/case/authority.ts';
import { mayComeTo } from '../workflows/case/next-holder.ts';
import { typeFor } from '../workflows/case-types/index.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { type CaseFilter, type CasePosition, listCases, type Page, type Scope } from './cases.ts';
import { commitEvents } from './commit.ts';
import { countHoldingCases } from './holding-cases.ts';
import { overview } from './stats.ts';

let data: TestDatabase;
let owner: pg.Client;
const states: CaseState[] = [];
const texts: string[] = [];

/** The same numbers at every run: a linear congruence is random enough here. */
let seed = 20261123;
const below = (n: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * n);
};
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;

const places = [
  'xx.zone.wenchang.biguiyuan',
  'xx.zone.wenchang.biguiyuan.g01',
  'xx.zone.yongfu.cuizhuang',
  'xx.yanjin.chengguan.a',
];
const offices = ['xx.zone.d_water', 'xx.zone.wenchang', 'xx.zone.yongfu', 'xx', 'xx.yanjin.d_water'];
const units = ['xx', 'xx.zone', 'xx.yanjin', 'xx.zone.wen', 'xx.none', ...places, ...offices];
const archiveAt = '2030-01-01T00:00:00.000Z';

const steps = [
  (told: Told) => andThen(told, { type: 'reassigned', data: { from: told.state.responsible, to: pick(offices) } }),
  (told: Told) => andThen(told, { type: 'closed', data: { action: 'close', input: {}, archiveAt } }),
  (told: Told) => andThen(told, { type: 'withdrawn', data: { archiveAt } }),
];

const someWords = (): string => Array.from({ length: 12 }, () => pick([...'消防通道路灯aAbB1%_\\ '])).join('');

const live = async (i: number): Promise<void> => {
  const options: CaseOptions = {
    area: pick(places),
    // Around the ends of China's days.
    receivedAt: new Date(Date.parse('2026-11-20T15:59:59.998Z') + below(4) * 43_200_000 + below(4)).toISOString(),
    source: pick(['grid', 'hotline', 'online']),
    category: pick(['general', 'utility', 'neighbour']),
    rehearsal: below(6) === 0,
  };
  let told = aCase(`SF-2026112${below(10)}-${String(i).padStart(5, '0')}`, options);
  await commitEvents(data.db, aCommit(told), 'key');
  for (let n = below(4); n > 0 && told.state.status === 'open'; n--) {
    told = pick(steps)(told);
    await commitEvents(data.db, aCommit(told), 'key');
  }
  states.push(told.state);
  texts.push(someWords());
};

/** Copies of those cases with numbers and words of their own: more than a search looks through before it asks the index. */
const multiply = async (copies: number): Promise<void> => {
  const made = Array.from({ length: copies }, (_, i) => ({
    of: pick(states),
    caseNo: `SF-20261201-${String(i).padStart(5, '0')}`,
  }));
  const values = [made.map(({ of }) => of.caseNo), made.map(({ caseNo }) => caseNo)];
  const given = 'unnest($1::text[], $2::text[]) as made (of, no)';
  await owner.query(
    `insert into case_view select (jsonb_populate_record(v, jsonb_build_object('case_no', made.no,
       'state', jsonb_set(v.state, '{caseNo}', to_jsonb(made.no))))).* from ${given} join case_view v on v.case_no = made.of`,
    values,
  );
  await owner.query(
    `insert into case_event select (jsonb_populate_record(e, jsonb_build_object('case_no', made.no))).*
     from ${given} join case_event e on e.case_no = made.of and e.seq = 1`,
    values,
  );
  for (const { of, caseNo } of made) {
    states.push({ ...of, caseNo });
    // Most of them say nothing that is looked for.
    texts.push(below(8) === 0 ? someWords() : '无');
  }
};

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  for (let i = 1; i <= 300; i++) await live(i);
  await multiply(1_500);
  await owner.query(
    `insert into vault_text (ref, case_no, text, digest) select no || '/t', no, said, '' from unnest($1::text[], $2::text[]) as t (no, said)`,
    [states.map(({ caseNo }) => caseNo), texts],
  );
  // What every second case says is said of its reporter.
  await owner.query(
    `update case_view set state = jsonb_set(state, '{intake,reporter}', jsonb_build_object('ref', case_no || '/t'))
     where case_no = any($1)`,
    [states.filter((_, n) => isReporter(n)).map(({ caseNo }) => caseNo)],
  );
  await owner.query('analyze');
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

const isReporter = (n: number): boolean => n % 2 === 1;

const every = async (scope: Scope, filter: CaseFilter, sort: Page['sort'], limit = 200): Promise<string[]> => {
  const seen: string[] = [];
  let after: CasePosition | undefined;
  do {
    const page = await listCases(data.db, scope, filter, { sort, limit, after });
    seen.push(...page.items.map(({ state }) => state.caseNo));
    after = page.next ?? undefined;
  } while (after);
  return seen;
};
const numbers = (holds: (state: CaseState, i: number) => boolean): string[] =>
  states
    .filter(holds)
    .map(({ caseNo }) => caseNo)
    .sort();

test.each(units)('%s lists what the rule of the core lets it see, open ones and all', async (unit) => {
  const scope = { units: [unit] };
  for (const rehearsals of [true, false]) {
    const seen = (state: CaseState) => state.rehearsal === rehearsals && maySee(state, [unit]);
    expect((await every(scope, { rehearsals }, '-received', 70)).sort()).toEqual(numbers(seen));
    expect((await every(scope, { rehearsals }, 'slack', 70)).sort()).toEqual(
      numbers((state) => seen(state) && state.status === 'open'),
    );
    expect((await every({ units: ['xx'] }, { rehearsals, unit, status: 'closed' }, 'slack', 70)).sort()).toEqual(
      numbers((state) => seen(state) && state.status === 'closed'),
    );
    expect((await every({ units: ['xx'] }, { rehearsals, responsible: unit }, '-received')).sort()).toEqual(
      numbers((state) => state.rehearsal === rehearsals && state.responsible === unit),
    );
    expect((await every({ units: ['xx'] }, { rehearsals, area: unit }, '-received')).sort()).toEqual(
      numbers((state) => state.rehearsal === rehearsals && state.intake.area === unit),
    );
  }
  const within = (path: string) => path === unit || path.startsWith(`${unit}.`);
  const holding = (state: CaseState) => mayComeTo(state, typeFor(state.intake.category)).some(within);
  expect(await countHoldingCases(data.db.pool, unit)).toEqual({
    open: numbers((state) => state.status === 'open' && holding(state)).length,
    closed: numbers((state) => state.status === 'closed' && holding(state)).length,
  });
});

const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

describe.each(['slack', '-received'] as const)('searching by %s', (sort) => {
  test.each([1, 2, 3, 4])('%i characters are found wherever they stand, letters in either case', async (length) => {
    for (let i = 0; i < 40; i++) {
      const text = pick(texts.filter((each) => each.length > length));
      const from = below(text.length - length);
      const q = text.slice(from, from + length);
      const holds = (state: CaseState, n: number) =>
        !state.rehearsal &&
        (sort === '-received' || state.status === 'open') &&
        (lower(texts[n] as string).includes(lower(q)) || lower(state.caseNo).includes(lower(q)));
      expect((await every({ units: ['xx'] }, { rehearsals: false, q }, sort)).sort(), q).toEqual(numbers(holds));
    }
  });
});

test.each(['slack', '-received'] as const)(
  'what is said of reporters is left out where it is asked, by %s',
  async (sort) => {
    for (let i = 0; i < 60; i++) {
      const text = pick(texts.filter((each) => each.length > 4));
      const from = below(text.length - 3);
      const q = text.slice(from, from + 1 + below(3));
      const holds = (state: CaseState, n: number) =>
        !state.rehearsal &&
        (sort === '-received' || state.status === 'open') &&
        ((!isReporter(n) && lower(texts[n] as string).includes(lower(q))) || lower(state.caseNo).includes(lower(q)));
      const filter = { rehearsals: false, q, exceptReporter: true };
      expect((await every({ units: ['xx'] }, filter, sort)).sort(), q).toEqual(numbers(holds));
    }
  },
);

test('any part of a number finds its cases', async () => {
  for (let i = 0; i < 40; i++) {
    const { caseNo } = pick(states);
    const from = below(10);
    const q = caseNo.slice(from, from + 2 + below(8)).toLowerCase();
    const holds = (state: CaseState, n: number) =>
      !state.rehearsal && (lower(state.caseNo).includes(q) || lower(texts[n] as string).includes(q));
    expect((await every({ units: ['xx'] }, { rehearsals: false, q }, '-received')).sort(), q).toEqual(numbers(holds));
  }
});

const tally = (among: readonly CaseState[], of: (state: CaseState) => string): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const state of among) sums[of(state)] = (sums[of(state)] ?? 0) + 1;
  return sums;
};

const instants = [
  '2026-11-20T16:00:00.000Z',
  '2026-11-21T16:00:00.000Z',
  '2026-11-20T15:59:59.999Z',
  '2026-11-21T04:00:00.001Z',
  '2026-11-22T04:00:00.000Z',
];

test('the overview counts what a unit sees, of another unit and of any span', async () => {
  for (let i = 0; i < 150; i++) {
    const scope = below(5) === 0 ? [pick(units), pick(units)] : [pick(units)];
    const unit = below(2) === 0 ? pick(units) : undefined;
    const [from, to] = [0, 0].map(() => (below(2) === 0 ? pick(instants) : undefined));
    const rehearsals = below(4) === 0;
    const seen = states.filter(
      (state) =>
        state.rehearsal === rehearsals &&
        maySee(state, scope) &&
        (unit === undefined || maySee(state, [unit])) &&
        (from === undefined || state.intake.receivedAt >= from) &&
        (to === undefined || state.intake.receivedAt < to),
    );
    const open = seen.filter(({ status }) => status === 'open');
    const told = await overview(data.db, { units: scope }, { rehearsals, unit, from, to });
    expect(told, JSON.stringify({ scope, unit, from, to, rehearsals })).toMatchObject({
      received: seen.length,
      open: open.length,
      closed: seen.length - open.length,
      onTime: seen.filter(({ status, wasOverdue }) => status !== 'open' && !wasOverdue).length,
    });
    expect(told.bySource).toEqual(tally(seen, ({ intake }) => intake.source));
    expect(told.byType).toEqual(tally(seen, ({ type }) => type.name));
    expect(told.byPhase).toEqual(tally(open, ({ phase }) => phase));
    expect(told.byUnit).toEqual(tally(open, ({ responsible }) => responsible));
    for (const [branch, count] of Object.entries(told.byBranch)) {
      const below = open.filter(({ responsible }) => responsible === branch || responsible.startsWith(`${branch}.`));
      expect(count, branch).toBe(below.length);
    }
  }
});

test('counts follow what becomes of a case, and are the same made anew', async () => {
  const counts = async () =>
    (
      await owner.query(
        'select * from case_count where cases <> 0 order by unit, day, rehearsal, source, type, on_time',
      )
    ).rows;
  const [closed] = states.filter(({ status }) => status === 'closed');
  if (!closed) throw new Error('no closed case');
  const before = await counts();
  const change = (set: string) => owner.query(`update case_view set ${set} where case_no = $1`, [closed.caseNo]);
  await change(`status = 'archived'`);
  expect(await counts()).toEqual(before);
  await change(`status = 'open', on_time = null`);
  const without = await counts();
  expect(without).not.toEqual(before);
  await owner.query('select recount_cases()');
  expect(await counts()).toEqual(without);
  await change(`status = 'closed', on_time = ${!closed.wasOverdue}`);
  expect(await counts()).toEqual(before);
});
