// The hall's figures are what the plainest counting over states and ledgers gives: random cases, every kind of unit.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen, type CaseOptions, type Told } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { maySee } from '../workflows/case/authority.ts';
import { phases } from '../workflows/contract/case-type.ts';
import type { CaseEvent, Transition } from '../workflows/contract/event.ts';
import { type CaseState, satisfactions } from '../workflows/contract/state.ts';
import { isOverdue, viewOf } from './case-view.ts';
import { commitEvents } from './commit.ts';
import { type HallFigures, hallFigures, type Load, pastHours } from './hall.ts';

let data: TestDatabase;
let owner: pg.Client;
const lives: { state: CaseState; events: CaseEvent[] }[] = [];

/** The same numbers at every run. */
let seed = 20261125;
const below = (n: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * n);
};
const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;

const places = [
  'xx.zone.wenchang.biguiyuan.g01',
  'xx.zone.wenchang.biguiyuan',
  'xx.zone.yongfu.cuizhuang.g02',
  'xx.yanjin.wenyan',
];
const offices = ['xx.zone.d_water', 'xx.zone.wenchang', 'xx.zone', 'xx.yanjin.d_water'];
const units = [
  'xx',
  'xx.zone',
  'xx.yanjin',
  'xx.zone.wenchang',
  'xx.zone.wenchang.biguiyuan',
  ...places,
  ...offices,
  'xx.none',
];
const archiveAt = '2030-01-01T00:00:00.000Z';
const day = 86_400_000;
const now = Date.now();
const soonBefore = new Date(now + 20 * 3_600_000).toISOString();
const midnight = Math.floor((now + 8 * 3_600_000) / day) * day - 8 * 3_600_000;

const into = ({ state }: Told, phase: Transition['phase']): Transition => {
  const clock = state.clocks.find(({ name }) => name === 'step') ?? state.clocks[0];
  if (!clock) throw new Error('no clock runs');
  return { step: state.step, phase, responsible: pick(offices), clock };
};
const acted = (told: Told, input = {}) => ({ action: 'a', input, transition: into(told, pick(phases)) });

const steps: readonly ((told: Told, at: string) => Told)[] = [
  (told, at) => andThen(told, { at, type: 'advanced', data: acted(told) }),
  (told, at) => andThen(told, { at, type: 'advanced', data: { action: 'a', input: {}, transition: null } }),
  (told, at) => andThen(told, { at, type: 'reassigned', data: { from: told.state.responsible, to: pick(offices) } }),
  (told, at) => andThen(told, { at, ...aNote('备注') }),
  (told, at) =>
    andThen(told, {
      at,
      type: 'returned',
      data: { from: told.state.responsible, contested: false, transition: into(told, told.state.phase) },
    }),
  (told, at) => andThen(told, { at, type: 'calledBack', data: acted(told, { satisfaction: pick(satisfactions) }) }),
  (told, at) => andThen(told, { at, type: 'closed', data: { action: 'close', input: {}, archiveAt } }),
];

const reopened = (told: Told, at: string): Told => {
  const clock = aCase(told.state.caseNo).state.clocks[0];
  if (!clock) throw new Error('no clock');
  const transition = { step: told.state.step, phase: 'disposal' as const, responsible: pick(offices), clock };
  return andThen(told, { at, type: 'reopened', data: { caseClock: clock, transition } });
};

/** A case over the last four days, its last events perhaps of today; now and then of the very instants at which days change. */
const live = async (i: number): Promise<void> => {
  let at = below(8) === 0 ? midnight - day * below(3) - below(2) : now - below(4 * day);
  const options: CaseOptions = {
    area: pick(places),
    receivedAt: new Date(at).toISOString(),
    source: pick(['grid', 'hotline', 'online', 'leader']),
    rehearsal: below(6) === 0,
  };
  let told = aCase(`SF-20261125-${String(i).padStart(5, '0')}`, options);
  const events = [...told.events];
  await commitEvents(data.db, aCommit(told), 'key');
  for (let n = below(7); n > 0; n--) {
    at += below(now - at);
    const when = new Date(at).toISOString();
    if (told.state.status === 'closed' && below(3) > 0) break;
    told = told.state.status === 'open' ? pick(steps)(told, when) : reopened(told, when);
    events.push(...told.events);
    await commitEvents(data.db, aCommit(told), 'key');
  }
  lives.push({ state: told.state, events });
};

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
  for (let i = 1; i <= 250; i++) await live(i);
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

type Life = (typeof lives)[number];
const seenBy = (unit: string, rehearsals: boolean): Life[] =>
  lives.filter(({ state }) => state.rehearsal === rehearsals && maySee(state, [unit]));

const dueOf = (state: CaseState): number => Date.parse(viewOf(state).due_at ?? '9999-01-01T00:00:00.000Z');
const isLate = (state: CaseState): boolean => isOverdue(state) || (!state.rehearsal && dueOf(state) < Date.now());
/** A rehearsal is judged at its own last event. */
const isSoon = (state: CaseState): boolean =>
  !isLate(state) &&
  dueOf(state) <
    (state.rehearsal ? Date.parse(state.at) + Date.parse(soonBefore) - Date.now() : Date.parse(soonBefore));
const loadOf = (states: readonly CaseState[]): Load => ({
  open: states.length,
  overdue: states.filter(isLate).length,
  soon: states.filter(isSoon).length,
});
const byName = <T, V>(items: readonly T[], nameOf: (item: T) => string, of: (group: T[]) => V): Record<string, V> => {
  const names = [...new Set(items.map(nameOf))];
  return Object.fromEntries(names.map((name) => [name, of(items.filter((item) => nameOf(item) === name))]));
};
const size = (items: readonly unknown[]): number => items.length;

/** What an event did to its case's phase, by folding and not by what the trigger kept. */
interface Step {
  event: CaseEvent;
  at: number;
  from: string | null;
  to: string;
  source: string;
}
const stepsOf = ({ state, events }: Life): Step[] => {
  let from: string | null = null;
  return events.map((event) => {
    const moved = 'transition' in event.data ? (event.data.transition as Transition | null) : null;
    const to: string = event.type === 'closed' ? 'closed' : (moved?.phase ?? (from as string));
    // A rehearsal's events count when they are recorded: these were, just now.
    const step = { event, at: state.rehearsal ? now : Date.parse(event.at), from, to, source: state.intake.source };
    from = to;
    return step;
  });
};
const loop: (string | null)[] = [...phases, 'closed'];
const isBack = ({ event, from, to }: Step): boolean =>
  ['returned', 'redone', 'reopened'].includes(event.type) || (from !== null && loop.indexOf(to) < loop.indexOf(from));
const hourOf = (at: number): number => new Date(at + 8 * 3_600_000).getUTCHours();

const sorted = (moves: HallFigures['today']['moves']) =>
  [...moves].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

describe.each(units)('the hall of %s', (unit) => {
  test.each([false, true])('counts open and ended cases as the states say (rehearsals: %s)', async (rehearsals) => {
    const from = pick([null, new Date(midnight + 8 * 3_600_000 - day).toISOString().slice(0, 10)]);
    const told = await hallFigures(data.db, { unit, from, rehearsals, soonBefore });
    const seen = seenBy(unit, rehearsals).map(({ state }) => state);
    const open = seen.filter(({ status }) => status === 'open');
    const since = seen.filter(({ intake }) => from === null || Date.parse(intake.receivedAt) >= midnight - day);
    const ended = since.filter(({ status }) => status !== 'open');
    expect(told.received).toBe(since.length);
    expect(told.closed).toBe(ended.length);
    expect(told.onTime).toBe(ended.filter(({ wasOverdue }) => !wasOverdue).length);
    expect(told.receivedBySource).toEqual(byName(since, ({ intake }) => intake.source, size));
    for (const grade of satisfactions) {
      expect(told.satisfaction[grade], grade).toBe(ended.filter(({ satisfaction }) => satisfaction === grade).length);
    }
    expect(told.now).toEqual({ ...loadOf(open), withResponsible: open.length, yellow: 0, red: 0 });
    expect(told.byPhase).toEqual(byName(open, ({ phase }) => phase, loadOf));
    expect(told.byArea).toEqual(byName(open, ({ intake }) => intake.area, loadOf));
    const answering = Object.entries(byName(open, ({ responsible }) => responsible, loadOf))
      .map(([answers, load]) => ({ unit: answers, ...load }))
      .sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.unit < b.unit ? -1 : 1));
    expect(told.units).toEqual(answering.slice(0, 8));
    const byDue = (a: CaseState, b: CaseState) => dueOf(a) - dueOf(b) || (a.caseNo < b.caseNo ? -1 : 1);
    const pressing = [...open.filter(isLate).sort(byDue), ...open.filter(isSoon).sort(byDue)].slice(0, 40);
    expect(told.pressing.map(({ caseNo, overdue }) => ({ caseNo, overdue }))).toEqual(
      pressing.map((state) => ({ caseNo: state.caseNo, overdue: isLate(state) })),
    );
  });

  test.each([false, true])('tells what happened today as the ledgers do (rehearsals: %s)', async (rehearsals) => {
    const { today, news } = await hallFigures(data.db, { unit, from: null, rehearsals, soonBefore });
    const all = seenBy(unit, rehearsals).flatMap(stepsOf);
    const moved = all.filter(
      (step) => step.at >= midnight && (step.from !== step.to || ['returned', 'redone'].includes(step.event.type)),
    );
    const received = moved.filter(({ from }) => from === null);
    const closed = moved.filter(({ to, from }) => to === 'closed' && from !== 'closed');
    const closedByToday = seenBy(unit, rehearsals).filter((life) => {
      const last = stepsOf(life).findLast(({ to, from }) => (to === 'closed') !== (from === 'closed'));
      return last?.to === 'closed' && last.at >= midnight;
    });
    expect(today.received).toBe(received.length);
    expect(today.closed).toBe(closedByToday.length);
    expect(today.returned).toBe(moved.filter(isBack).length);
    expect(today.bySource).toEqual(byName(received, ({ source }) => source, size));
    const keyed = byName(moved, (step) => JSON.stringify([step.from, step.to, isBack(step)]), size);
    const moves = Object.entries(keyed).map(([key, cases]) => {
      const [from, to, back] = JSON.parse(key);
      return { from, to, back, cases };
    });
    expect(sorted(today.moves)).toEqual(sorted(moves));
    for (const [hour, { received: came, closed: went }] of today.hours.entries()) {
      expect(came, `received at ${hour}`).toBe(received.filter(({ at }) => hourOf(at) === hour).length);
      expect(went, `closed at ${hour}`).toBe(closed.filter(({ at }) => hourOf(at) === hour).length);
    }
    const tellable = all.filter(({ event, at }) => event.type !== 'noted' && at > now - 3 * day + 60_000);
    expect(news).toHaveLength(Math.min(40, news.length));
    expect(news.length).toBeGreaterThanOrEqual(Math.min(40, tellable.length));
    for (const { caseNo, seq, type, phase, responsible } of news) {
      const step = all.find(({ event }) => event.caseNo === caseNo && event.seq === seq);
      expect({ type, phase }).toEqual({ type: step?.event.type, phase: step?.to });
      expect(responsible).not.toBe('');
    }
  });

  test('adds up the whole days before by their hours', async () => {
    const told = await pastHours(data.db, { unit, days: 2, rehearsals: false });
    const span = seenBy(unit, false)
      .flatMap(stepsOf)
      .filter(({ at }) => at >= midnight - 2 * day && at < midnight);
    const sum = (of: 'received' | 'closed') => told.reduce((all, hour) => all + hour[of], 0);
    expect(sum('received')).toBe(span.filter(({ from }) => from === null).length);
    expect(sum('closed')).toBe(span.filter(({ to, from }) => to === 'closed' && from !== 'closed').length);
    for (const { day: date, hour, received } of told) {
      const starts = Date.parse(`${date}T${String(hour).padStart(2, '0')}:00:00+08:00`);
      const came = span.filter(({ from, at }) => from === null && at >= starts && at < starts + 3_600_000);
      expect(received, `${date} ${hour}`).toBe(came.length);
    }
  });
});

test('a case that is closed again on a day is closed once, and one that is open again is not', async () => {
  const closedToday = async () =>
    (await hallFigures(data.db, { unit: 'xx', from: null, rehearsals: false, soonBefore })).today.closed;
  const before = await closedToday();
  const at = new Date().toISOString();
  let told = aCase('SF-20261125-90001', { receivedAt: at });
  const events = [...told.events];
  await commitEvents(data.db, aCommit(told), 'key');
  const goOn = async (next: Told): Promise<number> => {
    told = next;
    events.push(...told.events);
    await commitEvents(data.db, aCommit(told), 'key');
    return closedToday();
  };
  const close = () => andThen(told, { at, type: 'closed', data: { action: 'close', input: {}, archiveAt } });
  for (let n = 0; n < 3; n++) {
    expect(await goOn(close())).toBe(before + 1);
    expect(await goOn(reopened(told, at))).toBe(before);
  }
  lives.push({ state: told.state, events });
});

const kept = async () => ({
  open: (await owner.query('select * from case_open order by case_no')).rows,
  news: (await owner.query('select * from case_news order by case_no, seq')).rows,
  counts: (
    await owner.query('select * from case_count where cases <> 0 order by unit, day, rehearsal, source, type, on_time')
  ).rows,
});

test('what is kept along the way is the same made anew', async () => {
  const before = await kept();
  expect(before.open.length).toBeGreaterThan(50);
  expect(before.counts.some((row) => row.dissatisfied > 0)).toBe(true);
  await owner.query('select recount_cases()');
  await owner.query(`select retell_news('-infinity')`);
  expect(await kept()).toEqual(before);
});

test('who answers for a case is told with the event that made it so', async () => {
  const { rows } = await owner.query('select case_no, responsible from case_news order by case_no, seq desc');
  const latest = new Map<string, string>();
  for (const { case_no, responsible } of rows) if (!latest.has(case_no)) latest.set(case_no, responsible);
  for (const { state } of lives) expect(latest.get(state.caseNo), state.caseNo).toBe(state.responsible);
});

test('news are made anew from the whole lives of cases that moved lately', async () => {
  const before = await kept();
  await owner.query(`update case_news set at = at`);
  await owner.query(`select retell_news(now() - interval '1 hour')`);
  // All were recorded just now, whenever they happened.
  expect(await kept()).toEqual(before);
  await owner.query(`select retell_news(now() + interval '1 hour')`);
  expect((await kept()).news).toEqual([]);
  await owner.query(`select retell_news('-infinity')`);
});
