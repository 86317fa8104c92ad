// Any life of a case: random people do what they are offered (and what they are not), and time passes, in any order. Whatever happens,
// the loop keeps its promises.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { caseTypes } from '../case-types/index.ts';
import type { Authority, Role } from '../contract/actor.ts';
import type { WorkingCalendar } from '../contract/calendar.ts';
import type { CaseTypeDefinition } from '../contract/case-type.ts';
import type { Command } from '../contract/command.ts';
import { type CaseEvent, type Decided, eventTypes, parseEvent } from '../contract/event.ts';
import { CaseFailure } from '../contract/failures.ts';
import type { ActionInput, Field, Fields } from '../contract/fields.ts';
import { sameCounty } from '../contract/org-path.ts';
import { CaseState } from '../contract/state.ts';
import type { TextRef } from '../contract/vault.ts';
import { allowedActions, standingActions } from './actions.ts';
import { findBreak, hashState, link } from './chain.ts';
import { dueOf } from './clock.ts';
import { decide, decideOpen } from './decide.ts';
import { decideTime, nextWake } from './escalation.ts';
import { evolve, fold } from './evolve.ts';

const calendar = seedCalendars()[0] as WorkingCalendar;
const caseNo = 'SF-20260901-00001';
const hash = '0'.repeat(64);
const words: TextRef = { ref: 'a-text', digest: hash, length: 2 };

/** Everybody who may turn up at a case in 碧桂园社区, and some who have no business there. */
const people: readonly Authority[] = [
  ...(
    [
      ['xx', 'city'],
      ['xx.zone', 'county'],
      ['xx.zone.wenchang', 'street'],
      ['xx.zone.yongfu', 'street'],
      ['xx.zone.wenchang.biguiyuan', 'community'],
      ['xx.zone.wenchang.biguiyuan.g03', 'gridWorker'],
      ['xx.zone.d_water', 'department'],
      ['xx.zone.d_zhujian', 'department'],
      ['xx.yanjin', 'county'],
      ['xx.zone', 'auditor'],
      ['xx.zone', 'administrator'],
    ] as const satisfies readonly (readonly [string, Role])[]
  ).map(([unit, role]): Authority => ({ unit, role, basis: 'duty' })),
  { unit: 'xx.zone.wenchang.biguiyuan', role: 'resident', basis: 'receipt' },
];
const units = [...new Set(people.map(({ unit }) => unit))];

interface Op {
  /** Minutes that pass before. */
  minutes: number;
  person: number;
  /** Which of the offered actions; beyond them: one that is not offered. */
  choice: number;
  /** Where the values of the input come from. */
  dice: number[];
}

const op: fc.Arbitrary<Op> = fc.record({
  minutes: fc.oneof(
    { weight: 8, arbitrary: fc.nat(120) },
    { weight: 1, arbitrary: fc.nat(5_000) },
    { weight: 1, arbitrary: fc.nat(40_000) },
  ),
  person: fc.nat(people.length - 1),
  choice: fc.nat(40),
  dice: fc.array(fc.nat(1_000), { minLength: 12, maxLength: 12 }),
});

const opening = fc.record({
  type: fc.constantFrom(...caseTypes),
  source: fc.constantFrom('hotline' as const, 'grid' as const),
  urgency: fc.constantFrom('emergency' as const, 'urgent' as const, 'normal' as const, 'complex' as const),
  at: fc.date({ min: new Date('2026-01-05T00:00:00Z'), max: new Date('2026-06-30T00:00:00Z'), noInvalidDate: true }),
});

const drawn = (field: Field, die: number, now: string): ActionInput[string] => {
  switch (field.kind) {
    case 'choice':
      return field.options[die % field.options.length]?.value ?? '';
    case 'text':
      return words;
    case 'unit':
      return units[die % units.length] ?? '';
    case 'integer':
      return field.min + (die % (Math.min(field.max, field.min + 10) - field.min + 1));
    case 'boolean':
      return die % 2 === 0;
    case 'instant':
      return new Date(Date.parse(now) + (die + 1) * 3_600_000).toISOString();
    case 'attachments':
      return [{ ref: `file-${die}`, sha256: hash, mediaType: 'image/png', bytes: 10 }];
  }
};

/** What somebody waits for. */
const answers = [
  'approveExtension',
  'refuseExtension',
  'approveSuspension',
  'resume',
  'arbitrate',
  'redo',
  'return',
  'replySupervision',
];

const inputOf = (fields: Fields, dice: readonly number[], now: string): ActionInput =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, field], i) => [name, field, dice[i % dice.length] ?? 0] as const)
      .filter(([, field, die]) => field.required || (die >> 3) % 2 === 0)
      .map(([name, field, die]) => [name, drawn(field, die, now)]),
  );

/** One life; every promise is checked after every event. */
class Life {
  readonly definition: CaseTypeDefinition;
  readonly events: CaseEvent[] = [];
  now: string;
  private current: CaseState | null = null;

  constructor({
    type,
    source,
    urgency,
    at,
  }: { type: CaseTypeDefinition; source: 'hotline' | 'grid'; urgency: CaseState['intake']['urgency']; at: Date }) {
    this.definition = type;
    this.now = at.toISOString();
    this.record(
      decideOpen({
        v: 1,
        caseNo,
        definition: type,
        calendar,
        rehearsal: false,
        intake: {
          source,
          category: 'other',
          urgency,
          area: 'xx.zone.wenchang.biguiyuan',
          receivedAt: this.now,
          description: words,
          reporter: null,
          place: null,
          attachments: [],
        },
        id: 'the-intake-key',
        bodyHash: hash,
        actor: { person: 'p', unit: 'xx.zone' },
        authority: { role: 'county', unit: 'xx.zone', basis: 'duty' },
      }),
    );
  }

  get state(): CaseState {
    return this.current as CaseState;
  }

  get context() {
    return { definition: this.definition, calendar, now: this.now };
  }

  record(decided: Decided): void {
    const event = link(this.current, caseNo, decided);
    const before = this.current;
    this.current = evolve(before, event);
    this.events.push(event);
    keepsItsPromises(before, event, this.current);
  }

  pass(minutes: number): void {
    this.now = new Date(Date.parse(this.now) + minutes * 60_000).toISOString();
    for (let turn = 0; ; turn += 1) {
      expect(turn).toBeLessThan(40);
      const wake = nextWake(this.state);
      const decided = decideTime(this.state, this.context);
      // Nothing before its time, and nothing left undone that is due.
      expect(decided !== null).toBe(wake !== null && wake <= this.now);
      if (!decided) return;
      this.record(decided);
    }
  }

  act({ person, choice, dice }: Op): void {
    const offersTo = (authority: Authority) => allowedActions(this.state, this.definition, authority);
    // Mostly somebody who has something to do does it: what waits for an answer, or what leads the case on, or anything.
    const own = Object.keys(this.definition.steps[this.state.step]?.actions ?? {});
    const sought = [(name: string) => answers.includes(name), (name: string) => own.includes(name), () => true][
      choice % 3
    ];
    const seeks = (authority: Authority) => offersTo(authority).filter(({ action: name }) => sought?.(name));
    const able = people.filter((each) => seeks(each).length > 0);
    const meddling = choice % 5 === 0 || able.length === 0;
    const authority = (meddling ? people[person] : able[person % able.length]) as Authority;
    const offered = offersTo(authority);
    const likely = seeks(authority);
    const offer = meddling ? undefined : likely[(dice[11] ?? 0) % likely.length];
    const names = [
      ...Object.keys(standingActions),
      ...Object.values(this.definition.steps).flatMap((step) => Object.keys(step.actions)),
      'fly',
    ];
    const others = names.filter((name) => !offered.some(({ action }) => action === name));
    const action = offer?.action ?? (others[choice % others.length] as string);
    const command: Command = {
      id: `command-${this.events.length}-${choice}`,
      bodyHash: hash,
      action,
      input: offer ? inputOf(offer.fields, dice, this.now) : {},
      reason: words,
      actor: { person: 'p', unit: authority.unit },
      authority,
    };
    const before = hashState(this.state);
    try {
      const decided = decide(this.state, command, this.context);
      expect(offer, `${action} was not offered to ${authority.role} ${authority.unit}`).toBeDefined();
      for (const each of decided) this.record(each);
    } catch (error) {
      if (!(error instanceof CaseFailure)) throw error;
      expect(hashState(this.state)).toBe(before);
      // What is offered is refused for a value only.
      if (offer) expect(['InvalidInput', 'UnknownUnit']).toContain(error.code);
      else expect(['UnknownAction', 'IllegalAction', 'NotAuthorised', 'InvalidInput']).toContain(error.code);
    }
  }
}

const keepsItsPromises = (before: CaseState | null, event: CaseEvent, state: CaseState): void => {
  expect(event.seq).toBe((before?.seq ?? 0) + 1);
  if (before) expect(event.at >= before.at).toBe(true);
  CaseState.parse(state);
  expect(state.responsible === 'xx' || sameCounty(state.responsible, 'xx.zone')).toBe(true);
  if (state.status !== 'open') {
    expect(state.clocks).toEqual([]);
    return;
  }
  const running = state.clocks.filter(({ due }) => due !== null);
  expect(running.some(({ name }) => name !== 'reply') || state.suspension !== null).toBe(true);
  expect(state.clocks.map(({ name }) => name).slice(0, 2)).toEqual(['case', 'step']);
  for (const clock of state.clocks) {
    expect(clock.due).toBe(dueOf(clock, calendar).due);
    expect(clock.fired).toBeLessThanOrEqual(clock.rungs.length || clock.fired);
  }
  if (event.type === 'raised') {
    // Levels are raised by the step's clock alone, one for each rung that this decision covers.
    expect(event.data.clock).toBe('step');
    expect(event.data.due <= event.at).toBe(true);
  }
};

const lives = fc.tuple(opening, fc.array(op, { minLength: 1, maxLength: 60, size: 'max' }));
const live = ([open, ops]: [Parameters<typeof newLife>[0], Op[]]): Life => {
  const life = newLife(open);
  for (const each of ops) {
    life.pass(each.minutes);
    life.act(each);
  }
  return life;
};
const newLife = (open: ConstructorParameters<typeof Life>[0]): Life => new Life(open);

describe('any life of a case', () => {
  it('has been lived to every kind of event, so that what follows is no empty promise', () => {
    const reached = fc
      .sample(lives, { numRuns: 200, seed: 20261123 })
      .flatMap((each) => live(each).events.map(({ type }) => type));
    // A calendar is adopted by a command of the system's own; see `decide.test.ts`.
    expect([...new Set(reached)].sort()).toEqual(eventTypes.filter((type) => type !== 'calendarAdopted').sort());
  });

  it('keeps a named party, a clock, the order of time and the state’s shape at every step, and refuses without a trace', () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life);
      }),
      { numRuns: 150 },
    );
  });

  it('folds from its events alone to the same state, chained without a break, also after a journey through JSON', () => {
    fc.assert(
      fc.property(lives, (each) => {
        const { events, state } = live(each);
        const travelled = events.map((event) => parseEvent(JSON.parse(JSON.stringify(event))));
        expect(findBreak(travelled)).toBeNull();
        expect(hashState(fold(travelled))).toBe(hashState(state));
      }),
      { numRuns: 40 },
    );
  });

  it('breaks its chain wherever one event is changed, left out or moved', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.constantFrom('changed', 'left out', 'moved'), (each, pick, how) => {
        const { events } = live(each);
        const i = pick % events.length;
        const at = events[i] as CaseEvent;
        if (how === 'changed') {
          const forged = { ...at, actor: { ...at.actor, person: 'somebody-else' } } as CaseEvent;
          expect(findBreak(events.with(i, forged))?.seq).toBe(at.seq);
        } else if (i < events.length - 1) {
          const next = events[i + 1] as CaseEvent;
          const others =
            how === 'moved' ? events.with(i, next).with(i + 1, at) : events.filter((event) => event !== at);
          expect(findBreak(others)?.seq).toBe(at.seq);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('decides a long neglect of a step once: the last rung, with those that it skipped', () => {
    fc.assert(
      fc.property(opening, fc.integer({ min: 30, max: 120 }), (open, days) => {
        const life = newLife(open);
        const rungs = life.state.clocks.find(({ name }) => name === 'step')?.rungs ?? [];
        life.pass(days * 24 * 60);
        const decided = life.events.flatMap((event) =>
          event.type === 'raised' || event.type === 'markedOverdue' || event.type === 'reminded'
            ? event.data.clock === 'step'
              ? [event]
              : []
            : [],
        );
        expect(decided).toHaveLength(1);
        expect(decided[0]?.data.skipped).toHaveLength(rungs.length - 1);
        expect(decided[0]?.type).toBe('raised');
      }),
      { numRuns: 60 },
    );
  });
});
