// The lives of a season over the pure core: what the plan asks is always offered, lateness is as planned, and the outcome is the same at
// whatever hour the season begins.
import { describe, expect, test } from 'vitest';
import { actingOn, type Caller } from '../../../api/caller.ts';
import { caseAnswer, offersTo } from '../../../api/case-answer.ts';
import type { CaseAnswer, EventAnswer } from '../../../api/schemas.ts';
import { seedCalendars } from '../../../seed/calendars.ts';
import { seedOrg } from '../../../seed/org.ts';
import type { SignIn } from '../../../seed/sign-ins.ts';
import { legalAction } from '../../../workflows/case/actions.ts';
import { link } from '../../../workflows/case/chain.ts';
import { decide, decideOpen } from '../../../workflows/case/decide.ts';
import { decideTime, nextWake } from '../../../workflows/case/escalation.ts';
import { evolve } from '../../../workflows/case/evolve.ts';
import { typeFor } from '../../../workflows/case-types/index.ts';
import type { CaseTypeDefinition } from '../../../workflows/contract/case-type.ts';
import type { CaseEvent, Decided } from '../../../workflows/contract/event.ts';
import type { ActionInput } from '../../../workflows/contract/fields.ts';
import { isDepartment, isWithin, levelOf, type OrgPath } from '../../../workflows/contract/org-path.ts';
import type { CaseState } from '../../../workflows/contract/state.ts';
import type { Client } from '../../client.ts';
import type { Life } from './life.ts';
import { planSeason } from './plan.ts';
import { runSeason } from './run.ts';

const county = 'xx.zone';
const units = seedOrg().filter(({ path }) => isWithin(path, county));
const [, calendar] = seedCalendars();
const words = { ref: 'SF-20260302-00001/k/text', digest: '0'.repeat(64), length: 2 };
const hash = '0'.repeat(64);

const post = (unit: OrgPath): SignIn => {
  const level = levelOf(unit);
  const role = isDepartment(unit) ? 'department' : level === 'grid' ? 'gridWorker' : level;
  return { role, unit, unitName: unit, name: unit, username: unit, password: '' };
};

interface Held {
  definition: CaseTypeDefinition;
  state: CaseState;
  events: CaseEvent[];
  now: string;
}

/** The API's answers, from the core alone; all cases begin at `start`. */
const overTheCore = (start: string): Client => {
  const cases = new Map<string, Held>();
  const held = (caseNo: string): Held => cases.get(caseNo) as Held;
  const caller = ({ unit, role, name }: SignIn): Caller => ({
    kind: 'person',
    person: 'p',
    name,
    unit,
    role,
    wall: false,
  });

  const append = (caseNo: string, found: Held, decided: Decided): void => {
    const event = link(found.events.length > 0 ? found.state : null, caseNo, decided);
    found.events.push(event);
    found.state = evolve(found.events.length > 1 ? found.state : null, event);
  };
  const answer = (as: SignIn, { state, definition, now }: Held): CaseAnswer =>
    caseAnswer(state, caller(as), {
      definition,
      offers: offersTo(caller(as), state, definition),
      now: new Date(now),
      names: new Map(),
      onDuty: new Map(),
      texts: new Map(),
      incidents: [],
    });

  return {
    async receive(as, { type: _, rehearsal, description: __, reporter: ___, ...body }) {
      const caseNo = `SF-20260302-${String(cases.size + 1).padStart(5, '0')}`;
      const definition = typeFor(body.category);
      const found: Held = { definition, state: null as never, events: [], now: start };
      cases.set(caseNo, found);
      const texts = { description: words, reporter: null, place: null, attachments: [] };
      const opened = decideOpen({
        v: 1,
        caseNo,
        definition,
        calendar,
        rehearsal,
        intake: {
          ...(body as Pick<CaseState['intake'], 'source' | 'category' | 'area' | 'urgency'>),
          receivedAt: start,
          ...texts,
        },
        id: 'intake-key',
        bodyHash: hash,
        actor: { person: 'p', unit: as.unit },
        authority: { role: as.role, unit: as.unit, basis: 'duty' },
      });
      append(caseNo, found, opened);
      return answer(as, found);
    },
    async act(as, caseNo, action, input, reason) {
      const found = held(caseNo);
      const { state, definition, now } = found;
      const who = actingOn(caller(as), state);
      const { fields } = legalAction(state, definition, who.authority, action);
      const sealed = Object.entries(input).map(([name, value]) => [
        name,
        fields[name]?.kind === 'text' ? words : value,
      ]);
      const command = {
        id: `key-${found.events.length}`,
        bodyHash: hash,
        action,
        reason: reason ? words : null,
        ...who,
      };
      const decided = decide(
        state,
        { ...command, input: Object.fromEntries(sealed) as ActionInput },
        { definition, calendar, now },
      );
      for (const each of decided) append(caseNo, found, each);
      return answer(as, found);
    },
    async advance(as, caseNo, duration) {
      const found = held(caseNo);
      const until = new Date(Date.parse(found.now) + Number(/^PT([\d.]+)S$/.exec(duration)?.[1]) * 1000).toISOString();
      for (let wake = nextWake(found.state); wake !== null && wake <= until; wake = nextWake(found.state)) {
        const decided = decideTime(found.state, { definition: found.definition, calendar, now: wake });
        if (!decided) break;
        append(caseNo, found, decided);
      }
      found.now = until;
      return answer(as, found);
    },
    read: async (as, caseNo) => answer(as, held(caseNo)),
    events: async (_as, caseNo) => held(caseNo).events as unknown as EventAnswer[],
    get: () => Promise.reject(new Error('not here')),
    post: () => Promise.reject(new Error('not here')),
    put: () => Promise.reject(new Error('not here')),
    upload: () => Promise.reject(new Error('not here')),
  };
};

const plan = planSeason({ seed: 5, cases: 150, county, units, settled: 15, open: 30 });

const play = async (start: string) => {
  const stage = {
    client: overTheCore(start),
    seed: 5,
    calendar,
    post: async (unit: OrgPath) => post(unit),
    auditor: post(county),
    stop: new AbortController().signal,
  };
  const lives: Life[] = [];
  const course = await runSeason(stage, plan.requests, {
    atATime: 7,
    news: () => undefined,
    each: (life) => lives.push(life),
  });
  return { ...course, lives };
};

/** A Monday morning; a Saturday night; a minute before the Spring Festival of 2026; an hour that belongs to the day before. */
const starts = [
  '2026-03-02T01:30:00.000Z',
  '2026-03-07T15:20:00.000Z',
  '2026-02-13T09:29:00.000Z',
  '2026-05-11T20:00:00.000Z',
];
const seasons = new Map(starts.map((start) => [start, play(start)]));

/** Whether a life came to the part that was to be late. */
const reached = (part: string, events: readonly EventAnswer[]): boolean => {
  const types = events.map(({ type }) => type);
  if (part === 'work') return types.includes('dispatched');
  return part === 'first' || types.includes('calledBack');
};

describe.each(starts)('a season that begins at %s', (start) => {
  test('ends as it was planned, with nothing refused', async () => {
    const { failures, tally, lives } = await (seasons.get(start) as ReturnType<typeof play>);
    expect(failures).toEqual([]);
    expect(tally).toMatchObject({ received: 150, closed: 120, settled: 15 });
    expect(lives).toHaveLength(150);
    for (const { request, state, events } of lives) {
      const { pace, staysOpen } = request.course;
      const overdue = events.some(({ type }) => type === 'markedOverdue' || type === 'raised');
      const planned = Object.entries(pace).some(
        ([part, each]) => (each === 'late' || each === 'raised') && reached(part, events),
      );
      expect({ no: request.no, status: state.status, overdue }).toEqual({
        no: request.no,
        status: staysOpen ? 'open' : 'closed',
        overdue: planned,
      });
    }
  });
});

test('the figures are the same at whatever hour it begins', async () => {
  const all = await Promise.all(seasons.values());
  const decided = all.map(({ tally: { events: _, ...tally } }) => tally);
  for (const tally of decided) expect(tally).toEqual(decided[0]);
});

test('a stop lets the deeds under way end, and says what was cut off', async () => {
  const stop = new AbortController();
  const client = overTheCore('2026-03-02T01:30:00.000Z');
  const stage = { client, seed: 5, calendar, post: async (unit: OrgPath) => post(unit), auditor: post(county) };
  const { tally, cutOff, open } = await runSeason({ ...stage, stop: stop.signal }, plan.requests, {
    atATime: 4,
    news: () => stop.abort(),
  });
  expect(tally.received).toBeLessThan(10);
  expect(cutOff).toBeGreaterThan(0);
  expect(open.length).toBeGreaterThanOrEqual(cutOff);
});

test('a life that the system refuses is told, and ends no other one', async () => {
  const client = overTheCore('2026-03-02T01:30:00.000Z');
  let received = 0;
  const refusing: Client = {
    ...client,
    receive: (as, body) => {
      received += 1;
      return received === 3 ? Promise.reject(new Error('refused here')) : client.receive(as, body);
    },
  };
  const stage = { seed: 5, calendar, post: async (unit: OrgPath) => post(unit), auditor: post(county) };
  const { tally, failures } = await runSeason(
    { ...stage, client: refusing, stop: new AbortController().signal },
    plan.requests.slice(0, 8),
    { atATime: 1, news: () => undefined },
  );
  expect(tally.received).toBe(7);
  expect(failures).toMatchObject([{ request: { no: 3 }, caseNo: null, why: 'refused here' }]);
});

test('where nothing succeeds, it says why and goes no further', async () => {
  let asked = 0;
  const off: Client = {
    ...overTheCore('2026-03-02T01:30:00.000Z'),
    receive: () => {
      asked += 1;
      return Promise.reject(new Error('rehearsals are off here'));
    },
  };
  const stage = { client: off, seed: 5, calendar, post: async (unit: OrgPath) => post(unit), auditor: post(county) };
  const season = runSeason({ ...stage, stop: new AbortController().signal }, plan.requests, {
    atATime: 4,
    news: () => undefined,
  });
  await expect(season).rejects.toThrow('rehearsals are off here');
  expect(asked).toBeLessThan(12);
});
