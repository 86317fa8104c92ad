// Any life of a case: random people do what they are offered (and what they are not), calendars are edited and time passes, in any
// order. Whatever happens, the loop keeps its promises. How a life is led is in `tests/support/case-life.ts`.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { live, openings, type Script, scripts, type Witness } from '../../tests/support/case-life.ts';
import { mostRungs } from '../contract/calendar.ts';
import { type CaseEvent, eventTypes, parseEvent } from '../contract/event.ts';
import { CaseFailure } from '../contract/failures.ts';
import { above, isSuperior, parentOf, sameCounty } from '../contract/org-path.ts';
import { CaseState } from '../contract/state.ts';
import { findBreak, hashState } from './chain.ts';
import { dueOf } from './clock.ts';
import { decide } from './decide.ts';
import { catchUp, decideTime, nextWake } from './escalation.ts';
import { fold } from './evolve.ts';
import { rungsOf } from './rungs.ts';
import { ladderFor } from './transition.ts';

// The limit of time (ms) cuts short the search for a smaller counterexample; the runs need a fraction of it.
const holds = (numRuns: number, property: (script: Script) => void): void => {
  fc.assert(fc.property(scripts, property), { numRuns, interruptAfterTimeLimit: 20_000 });
};

/** Checks each event of a life as it is recorded. */
const eachEvent = (numRuns: number, recorded: NonNullable<Witness['recorded']>): void => {
  holds(numRuns, (script) => {
    live(script, { recorded });
  });
};

/** What time will do next, told from the state alone. */
const nextOf = ({ status, clocks, suspension, archiveAt }: CaseState): string | null => {
  const instants = [
    ...clocks.flatMap(({ rungs, fired }) => rungs.slice(fired).map(({ at }) => at)),
    ...(suspension ? [suspension.until] : []),
    ...(status === 'closed' && archiveAt ? [archiveAt] : []),
  ];
  return instants.sort()[0] ?? null;
};

const justBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

const kinds = { reminded: 'remind', markedOverdue: 'overdue', raised: 'raise' } as const;

describe('any life of a case', () => {
  it('is lived to every kind of event, so that what follows is no empty promise', () => {
    const lived = fc.sample(scripts, { numRuns: 120, seed: 20261123 }).flatMap((script) => live(script).events);
    expect([...new Set(lived.map(({ type }) => type))].sort()).toEqual([...eventTypes].sort());
  });

  it('has at every step a named party of its county or the city, a clock or a suspension, and a well-formed state', () => {
    eachEvent(50, (_before, _event, state) => {
      CaseState.parse(state);
      expect(state.responsible === 'xx' || sameCounty(state.responsible, 'xx.zone')).toBe(true);
      expect(state.involved).toContain(state.responsible);
      // Nobody could return the case to itself.
      expect(state.handovers.filter(({ from, to }) => from === to)).toEqual([]);
      if (state.status !== 'open') {
        expect(state.clocks).toEqual([]);
        return;
      }
      expect(state.clocks.map(({ name }) => name).slice(0, 2)).toEqual(['case', 'step']);
      const running = state.clocks.filter(({ name, due }) => name !== 'reply' && due !== null);
      expect(running).toHaveLength(state.suspension ? 0 : 2);
    });
  });

  it('numbers its events without gaps and in the order of time, even when the machine’s clock went back', () => {
    eachEvent(50, (before, event) => {
      expect(event.seq).toBe((before?.seq ?? 0) + 1);
      expect(event.at >= (before?.at ?? event.at)).toBe(true);
    });
  });

  it('holds deadlines and rungs that anybody derives again from their facts and the calendar', () => {
    eachEvent(40, (before, _event, state, { calendar, definition }) => {
      for (const clock of state.clocks) {
        if (before?.clocks.includes(clock)) continue;
        expect(clock.calendar).toEqual({ name: calendar.name, version: calendar.version });
        const { due, provisional } = clock;
        expect(dueOf(clock, calendar)).toEqual({ due, provisional });
        const ladder = ladderFor(clock, definition, state.intake.urgency);
        const own = due === null ? [] : rungsOf(clock, due, calendar, ladder);
        const more = clock.rungs.slice(own.length);
        expect(clock.rungs.slice(0, own.length)).toEqual(own);
        // Once its own are used up one more comes, and another each time that one was decided.
        expect(more.length === 0 || (ladder?.again !== undefined && clock.fired >= clock.rungs.length - 1)).toBe(true);
        expect(more.every(({ kind }) => kind === 'raise')).toBe(true);
        expect(clock.rungs.map(({ at }) => at)).toEqual(clock.rungs.map(({ at }) => at).sort());
      }
    });
  });

  it('does nothing before its time, and sleeps through nothing', () => {
    eachEvent(40, (_before, event, state, life) => {
      const wake = nextWake(state);
      expect(wake).toBe(nextOf(state));
      if (wake === null) return;
      if (wake > event.at) expect(decideTime(state, life.context(justBefore(wake)))).toBeNull();
      expect(decideTime(state, life.context(wake))).not.toBeNull();
    });
  });

  it('leaves no open case without anything ahead, however long nobody does anything', () => {
    eachEvent(40, (_before, _event, { status, ...state }) => {
      if (status === 'open') expect(nextWake({ status, ...state })).not.toBeNull();
    });
  });

  it('decides each rung once: all that are due in one decision, the last taken, the others recorded as skipped', () => {
    holds(50, (script) => {
      const decided = new Set<string>();
      live(script, {
        recorded: (before, event, after, _life, now) => {
          for (const clock of before?.clocks ?? []) {
            const then = after.clocks.find(
              ({ name, startedAt }) => name === clock.name && startedAt === clock.startedAt,
            );
            const isRung = event.type === 'reminded' || event.type === 'markedOverdue' || event.type === 'raised';
            if (isRung && event.data.clock === clock.name) {
              const reached = clock.rungs.slice(clock.fired).filter(({ at }) => at <= now);
              // Where nobody stands above there is nobody to raise it to: a reminder takes the place.
              const isAtTop = event.type === 'reminded' && before !== null && parentOf(before.responsible) === null;
              const taken = isAtTop ? reached.at(-1)?.kind : kinds[event.type];
              expect(reached.map(({ kind }) => kind)).toEqual([...event.data.skipped, taken]);
              expect(reached.at(-1)?.at).toBe(event.data.due);
              expect(then?.fired).toBe(Math.min(clock.fired + reached.length, mostRungs));
              expect(then?.rungs.length).toBeLessThanOrEqual(mostRungs + 1);
              for (const { kind, at } of reached) {
                const rung = `${clock.name} ${clock.startedAt} ${kind} ${at}`;
                expect(decided.has(rung), rung).toBe(false);
                decided.add(rung);
              }
            } else if (then && then.due !== null && then.fired < clock.fired) {
              // Only what an extension or an edited calendar lifted into the future comes again.
              expect((then.rungs[then.fired]?.at ?? '') > event.at).toBe(true);
            }
          }
        },
      });
    });
  });

  it('raises as many levels as rungs were reached, by the clock of who has the case', () => {
    eachEvent(40, (before, event, after) => {
      if (!before || event.type !== 'raised') return expect(after.raises).toBe(before?.raises ?? 0);
      const levels = 1 + event.data.skipped.filter((kind) => kind === 'raise').length;
      const to = above(before.responsible, levels);
      expect(event.data).toMatchObject({ clock: 'step', from: before.responsible, to });
      expect(after).toMatchObject({ raises: before.raises + levels, responsible: to, wasOverdue: true });
    });
  });

  it('has each extension and suspension approved from above the unit that asked', () => {
    eachEvent(50, (before, { type, authority }) => {
      if (type !== 'extensionApproved' && type !== 'suspended') return;
      expect(isSuperior(authority.unit, before?.request?.by ?? ''), `${before?.request?.by} by ${authority.unit}`).toBe(
        true,
      );
    });
  });

  it('accepts what it offers unless a value is wrong, refuses all else by a typed failure, and a refusal leaves no trace', () => {
    let refusals = 0;
    holds(50, (script) => {
      live(script, {
        attempted: ({ command, offered, flawed }, outcome, life) => {
          const who = `${command.action} by ${command.authority.role} ${command.authority.unit}`;
          if (!(outcome instanceof CaseFailure)) {
            expect(offered && !flawed, who).toBe(true);
            expect(outcome.at(-1)).toMatchObject({ commandId: command.id, authority: command.authority });
            return;
          }
          refusals += 1;
          if (flawed) expect(outcome.code, who).toBe('InvalidInput');
          else if (offered) expect(['InvalidInput', 'UnknownUnit'], who).toContain(outcome.code);
          else expect(['UnknownAction', 'IllegalAction', 'NotAuthorised'], who).toContain(outcome.code);
          expect(outcome.message).not.toBe('');
          // States are frozen, so nothing was changed in place; and the ledger stands where it stood.
          expect(life.events.at(-1)).toMatchObject({ seq: life.state.seq, hash: life.state.head });
        },
      });
    });
    expect(refusals).toBeGreaterThan(0);
  });

  it('takes a command that finds it asleep as if it had been woken first', () => {
    holds(40, (script) => {
      live(script, {
        attempted: ({ command }, outcome, life, context) => {
          if (outcome instanceof CaseFailure) return;
          const { decided, state } = catchUp(life.state, context);
          if (decided.length > 0) expect(outcome).toEqual([...decided, ...decide(state, command, context)]);
        },
      });
    });
  });

  it('folds from its events alone to the same state, chained without a break, also after a journey through JSON', () => {
    holds(30, (script) => {
      const { events, state } = live(script);
      const travelled = events.map((event) => parseEvent(JSON.parse(JSON.stringify(event))));
      expect(findBreak(travelled)).toBeNull();
      expect(hashState(fold(events))).toBe(hashState(state));
      expect(hashState(fold(travelled))).toBe(hashState(state));
    });
  });

  it('breaks its chain wherever one event is changed, left out or moved', () => {
    fc.assert(
      fc.property(scripts, fc.nat(), fc.constantFrom('changed', 'left out', 'moved'), (script, pick, how) => {
        const { events } = live(script);
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
      { numRuns: 30 },
    );
  });

  it('decides a long neglect of a step once: the last rung, with those that it skipped', () => {
    fc.assert(
      fc.property(openings, fc.integer({ min: 30, max: 120 }), (opening, days) => {
        const life = live([opening, []]);
        const rungs = life.state.clocks.find(({ name }) => name === 'step')?.rungs ?? [];
        life.sleep(days * 24 * 60);
        life.wake();
        const ofStep = ({ type, data }: CaseEvent) => type in kinds && 'clock' in data && data.clock === 'step';
        const decided = life.events.filter(ofStep);
        expect(decided).toHaveLength(1);
        expect(decided[0]).toMatchObject({ type: 'raised', data: { skipped: { length: rungs.length - 1 } } });
      }),
      { numRuns: 60 },
    );
  });
});
