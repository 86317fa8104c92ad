// What holds of every clock, whatever its unit, calendar, pauses and extensions.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { china } from '../../tests/support/china-time.ts';
import type { Clock, Ladder, TimeLimit, WorkingCalendar } from '../contract/calendar.ts';
import { dateOf, dayAt, workingSpans } from './calendar.ts';
import { dueOf, extendClock, pauseClock, rederiveClock, resumeClock, startClock } from './clock.ts';
import { derivation } from './derivation.ts';

const [cn, zone] = seedCalendars();
const roundTheClock: WorkingCalendar = {
  ...cn,
  name: 'round-the-clock',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  hours: [{ from: '00:00', to: '24:00' }],
};

const MINUTE = 60_000;
const iso = (ms: number): string => new Date(ms).toISOString();

const calendars = fc.constantFrom(cn, zone, roundTheClock);

const units = fc.constantFrom<TimeLimit['unit']>('hour', 'workingHour', 'workingDay', 'calendarDay');
const limitIn = (unit: TimeLimit['unit']): fc.Arbitrary<TimeLimit> =>
  (unit === 'workingDay' || unit === 'calendarDay'
    ? fc.integer({ min: 1, max: 25 })
    : fc.integer({ min: 1, max: 600 }).map((n) => n / 7)
  ).map((amount) => ({ amount, unit, rule: '' }));
const limits = units.chain(limitIn);

// Often on the hour or half hour, where days, spans and pauses begin and end; never so late that 2028 is needed.
const starts = fc
  .tuple(
    fc.integer({ min: 0, max: 600 * 48 }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 * MINUTE - 1 }) },
    ),
  )
  .map(([halfHours, rest]) => Date.parse(china('2025-01-02 00:00')) + halfHours * 30 * MINUTE + rest);

/** Half hours from the start or the end of the pause before, and half hours of length. */
const pauseLists = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 300 })), {
  maxLength: 4,
});
const ladders = fc.record<Ladder>({
  remindAt: fc.constantFrom(0.01, 0.5, 0.8, 0.99),
  raises: fc.array(limits, { maxLength: 4 }),
});

interface Life {
  calendar: WorkingCalendar;
  ladder: Ladder;
  start: number;
  limit: TimeLimit;
  pauses: [number, number][];
  extensions: TimeLimit[];
}

const lives: fc.Arbitrary<Life> = fc.record({
  calendar: calendars,
  ladder: ladders,
  start: starts,
  limit: limits,
  pauses: pauseLists,
  extensions: fc.array(limits, { maxLength: 2 }),
});

const end = (clock: Clock): number => Date.parse(clock.due as string);

/** Carries a clock through a life; extensions are approved after the pauses. */
const live = ({ calendar, ladder, start, limit, pauses, extensions }: Life): { clock: Clock; at: number } => {
  let clock = startClock({ name: 'step', limit, at: iso(start) }, calendar, ladder);
  let at = start;
  for (const [gap, length] of pauses) {
    const from = at + gap * 30 * MINUTE;
    at = from + length * 30 * MINUTE;
    clock = resumeClock(pauseClock(clock, iso(from)), iso(at), calendar, ladder);
  }
  for (const extension of extensions) {
    clock = extendClock(clock, { limit: extension, approvedBy: 'xx.zone' }, iso(at), calendar, ladder);
  }
  return { clock, at };
};

const holds = (property: (life: Life) => void): void => {
  fc.assert(fc.property(lives, property), { numRuns: 300 });
};

describe('a deadline', () => {
  test('is later for a larger limit, or as late', () => {
    const pairs = units.chain((unit) => fc.tuple(limitIn(unit), limitIn(unit)));
    fc.assert(
      fc.property(lives, pairs, (life, pair) => {
        const [small, large] = [...pair].sort((a, b) => a.amount - b.amount);
        const of = (limit: TimeLimit | undefined) =>
          end(live({ ...life, limit: limit ?? life.limit, extensions: [] }).clock);
        expect(of(large)).toBeGreaterThanOrEqual(of(small));
      }),
    );
  });

  test('is later than the start', () => {
    holds((life) => {
      expect(end(live(life).clock)).toBeGreaterThan(life.start);
    });
  });

  test('is the same for the same facts, in whatever order they came about', () => {
    holds((life) => {
      const { clock } = live(life);
      const { name, limit, startedAt, pauses, extensions } = clock;
      const fresh = startClock({ name, limit, at: startedAt }, life.calendar, life.ladder);
      expect(dueOf({ ...fresh, pauses, extensions }, life.calendar).due).toBe(clock.due);
    });
  });

  test('never lies inside a pause', () => {
    holds((life) => {
      const { clock } = live(life);
      for (const { from, to } of clock.pauses) {
        expect((clock.due as string) <= from || (clock.due as string) > (to as string)).toBe(true);
      }
    });
  });

  test('in working hours lies within a working span or at its end', () => {
    fc.assert(
      fc.property(lives, limitIn('workingHour'), (life, limit) => {
        const due = end(live({ ...life, limit, extensions: [] }).clock);
        const spans = workingSpans(life.calendar, dateOf(dayAt(life.calendar, due - 1)));
        expect(spans.some(({ from, to }) => from < due && due <= to)).toBe(true);
      }),
    );
  });

  test('in working hours is where counting minute by minute arrives', () => {
    const minutes = fc.integer({ min: 1, max: 40 * 60 });
    fc.assert(
      fc.property(lives, minutes, (life, amount) => {
        const start = life.start - (life.start % MINUTE);
        const limit: TimeLimit = { amount: amount / 60, unit: 'workingHour', rule: '' };
        const { clock } = live({ ...life, start, limit, extensions: [] });
        const pauses = clock.pauses.map(({ from, to }) => [Date.parse(from), Date.parse(to as string)] as const);
        let at = start;
        for (let left = amount; left > 0; at += MINUTE) {
          const spans = workingSpans(life.calendar, dateOf(dayAt(life.calendar, at)));
          const worked = spans.some(({ from, to }) => from <= at && at < to);
          if (worked && !pauses.some(([from, to]) => from <= at && at < to)) left -= 1;
        }
        expect(clock.due).toBe(iso(at));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a pause', () => {
  const more = fc.tuple(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: 400 }),
  );
  const cut = (after: number, [gap, first, second]: [number, number, number]): [string, string, string] => {
    const from = after + gap * 30 * MINUTE;
    return [iso(from), iso(from + first * 30 * MINUTE), iso(from + (first + second) * 30 * MINUTE)];
  };
  const paused = (clock: Clock, from: string, to: string, { calendar, ladder }: Life): Clock =>
    resumeClock(pauseClock(clock, from), to, calendar, ladder);

  test('never makes a deadline earlier', () => {
    fc.assert(
      fc.property(lives, more, (life, where) => {
        const { clock, at } = live(life);
        const [from, to] = cut(at, where);
        expect(end(paused(clock, from, to, life))).toBeGreaterThanOrEqual(end(clock));
      }),
    );
  });

  test('of no length changes nothing', () => {
    fc.assert(
      fc.property(lives, more, (life, where) => {
        const { clock, at } = live(life);
        const [from] = cut(at, where);
        expect(paused(clock, from, from, life)).toEqual(clock);
      }),
    );
  });

  test('in two adjacent parts equals the whole', () => {
    fc.assert(
      fc.property(lives, more, (life, where) => {
        const { clock, at } = live(life);
        const [from, middle, to] = cut(at, where);
        const parts = paused(paused(clock, from, middle, life), middle, to, life);
        const { pauses: _, ...whole } = paused(clock, from, to, life);
        expect(parts).toMatchObject(whole);
      }),
    );
  });

  test('credits hours to the millisecond when it lies before the deadline', () => {
    fc.assert(
      fc.property(lives, limitIn('hour'), more, (life, limit, where) => {
        const { clock, at } = live({ ...life, limit, pauses: [], extensions: [] });
        const [from, to] = cut(at, where);
        const credit = from < (clock.due as string) ? Date.parse(to) - Date.parse(from) : 0;
        expect(end(paused(clock, from, to, life))).toBe(end(clock) + credit);
      }),
    );
  });
});

describe('a change', () => {
  test('that extends makes the deadline later', () => {
    fc.assert(
      fc.property(lives, limits, (life, limit) => {
        const { clock, at } = live(life);
        const extended = extendClock(clock, { limit, approvedBy: 'xx.zone' }, iso(at), life.calendar, life.ladder);
        expect(end(extended)).toBeGreaterThan(end(clock));
      }),
    );
  });

  test('that extends a paused clock does as one that extends it afterwards', () => {
    fc.assert(
      fc.property(lives, limits, (life, limit) => {
        const { clock, at } = live(life);
        const { calendar, ladder } = life;
        const [from, to] = [iso(at), iso(at + 50 * 60 * MINUTE)];
        const extension = { limit, approvedBy: 'xx.zone' };
        const inside = resumeClock(
          extendClock(pauseClock(clock, from), extension, from, calendar, ladder),
          to,
          calendar,
          ladder,
        );
        const after = extendClock(
          resumeClock(pauseClock(clock, from), to, calendar, ladder),
          extension,
          to,
          calendar,
          ladder,
        );
        expect(inside).toEqual(after);
      }),
    );
  });

  test('of nothing, derived again with the same calendar, is the identity', () => {
    holds((life) => {
      const { clock, at } = live(life);
      const fired = clock.rungs.filter((rung) => rung.at <= iso(at)).length;
      const decided = { ...clock, fired };
      expect(rederiveClock(decided, iso(at), life.calendar, life.ladder)).toEqual(decided);
    });
  });
});

describe('rungs', () => {
  test('ascend, with the reminder between start and deadline and the raises after it', () => {
    holds((life) => {
      const { clock } = live(life);
      const at = clock.rungs.map((rung) => rung.at);
      expect(at).toEqual([...at].sort());
      expect(clock.rungs.map(({ kind }) => kind)).toEqual([
        'remind',
        'overdue',
        ...life.ladder.raises.map(() => 'raise'),
      ]);
      expect(at[0] && at[0] > clock.startedAt).toBe(true);
      expect(at[1]).toBe(clock.due);
    });
  });
});

describe('a derivation', () => {
  test('ends where the deadline is', () => {
    holds((life) => {
      const { clock } = live(life);
      expect(derivation(clock, life.calendar)).toMatchObject(dueOf(clock, life.calendar));
      expect(derivation(clock, life.calendar).lines.at(-1)).toMatchObject({
        effect: 'mark',
        why: expect.stringMatching(/^截止|恢复计时/),
      });
    });
  });

  test('counts exactly the limit and its extensions', () => {
    holds((life) => {
      const { clock } = live(life);
      const counted = derivation(clock, life.calendar).lines.reduce((sum, { amount }) => sum + amount, 0);
      const granted = [clock.limit, ...clock.extensions.map(({ limit }) => limit)].reduce(
        (sum, { amount }) => sum + amount,
        0,
      );
      expect(counted).toBeCloseTo(granted, 5);
    });
  });

  test('covers the time from start to deadline without gaps', () => {
    holds((life) => {
      const { clock } = live(life);
      let at = clock.startedAt;
      for (const line of derivation(clock, life.calendar).lines) {
        if (line.effect === 'mark') continue;
        expect(line.from).toBe(at);
        at = line.to;
      }
      expect(at).toBe(clock.due);
    });
  });

  test('of a paused clock has no deadline and counts no more than was granted', () => {
    holds((life) => {
      const { clock, at } = live(life);
      const told = derivation(pauseClock(clock, iso(at)), life.calendar);
      expect([told.due, told.provisional]).toEqual([null, false]);
      const granted = [clock.limit, ...clock.extensions.map(({ limit }) => limit)].reduce(
        (sum, { amount }) => sum + amount,
        0,
      );
      expect(told.lines.reduce((sum, { amount }) => sum + amount, 0)).toBeLessThanOrEqual(granted + 1e-5);
    });
  });
});
