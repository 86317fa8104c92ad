import { describe, expect, test } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { china, inChina } from '../../tests/support/china-time.ts';
import type { Clock, TimeLimit } from '../contract/calendar.ts';
import { dueOf, extendClock, pauseClock, rederiveClock, resumeClock, startClock } from './clock.ts';

const [cn, zone] = seedCalendars();

const limit = (amount: number, unit: TimeLimit['unit']): TimeLimit => ({ amount, unit, rule: '《规程》第八条' });
const started = (amount: number, unit: TimeLimit['unit'], at: string, calendar = cn): Clock =>
  startClock({ name: 'step', limit: limit(amount, unit), at: china(at) }, calendar, null);
const due = (clock: Clock): string | null => inChina(clock.due);
const paused = (clock: Clock, from: string, to: string): Clock =>
  resumeClock(pauseClock(clock, china(from)), china(to), cn, null);

describe('小时', () => {
  test('pass on the wall, through nights and holidays', () => {
    expect(due(started(24, 'hour', '2026-10-01 20:15'))).toBe('2026-10-02 20:15');
  });

  test('need no calendar and are never provisional', () => {
    const clock = started(2, 'hour', '2031-05-01 10:00', { ...cn, years: {} });
    expect([due(clock), clock.provisional]).toEqual(['2031-05-01 12:00', false]);
  });
});

describe('工作时', () => {
  test.each([
    [2, '2026-11-20 17:20', '2026-11-23 10:20', 'over a weekend'],
    [2, '2026-11-23 11:00', '2026-11-23 15:00', 'over lunch'],
    [1, '2026-11-23 12:30', '2026-11-23 15:00', 'begun at lunch'],
    [1, '2026-11-23 11:00', '2026-11-23 12:00', 'up to the closing of a span'],
    [0.25, '2026-11-23 17:15', '2026-11-23 17:30', 'a quarter of an hour'],
    [8, '2026-09-30 16:30', '2026-10-08 17:30', 'over National Day'],
    [7, '2026-10-09 17:30', '2026-10-10 17:30', 'on a make-up Saturday'],
    [1, '2026-11-22 03:00', '2026-11-23 09:30', 'begun on a Sunday night'],
  ])('%d from %s end at %s: %s', (amount, from, to) => {
    expect(due(started(amount, 'workingHour', from))).toBe(to);
  });

  test("go by the county's own hours", () => {
    expect(due(started(2, 'workingHour', '2026-11-20 17:20', zone))).toBe('2026-11-23 10:50');
  });
});

describe('工作日', () => {
  test.each([
    [1, '2026-11-23 08:30', '2026-11-24 17:30', 'the starting day does not count'],
    [3, '2026-09-30 10:00', '2026-10-10 17:30', 'National Day 2026, with its make-up Saturday'],
    [5, '2026-02-13 10:00', '2026-02-27 17:30', 'Spring Festival 2026, with Saturday the 14th worked'],
    [1, '2026-02-27 23:59', '2026-02-28 17:30', 'a make-up Saturday'],
    [1, '2026-11-21 10:00', '2026-11-23 17:30', 'begun on a Saturday'],
    [15, '2026-11-23 10:00', '2026-12-14 17:30', 'three weeks'],
  ])('%d from %s end at %s: %s', (amount, from, to) => {
    expect(due(started(amount, 'workingDay', from))).toBe(to);
  });
});

describe('自然日', () => {
  test.each([
    [1, '2026-11-23 08:30', '2026-11-25 00:00', 'to 24:00 of the next day'],
    [7, '2026-11-23 08:30', '2026-12-01 00:00', 'a week'],
    [5, '2026-11-23 08:30', '2026-12-01 00:00', 'rolls over Saturday and Sunday'],
    [4, '2026-09-29 10:00', '2026-10-09 00:00', 'rolls over National Day'],
    [1, '2026-02-13 10:00', '2026-02-15 00:00', 'does not roll over a Saturday that is worked'],
  ])('%d from %s end at %s: %s', (amount, from, to) => {
    expect(due(started(amount, 'calendarDay', from))).toBe(to);
  });
});

describe('a fraction of a day', () => {
  test.each(['workingDay', 'calendarDay'] as const)('is refused for %s', (unit) => {
    expect(() => started(1.5, unit, '2026-11-23 10:00')).toThrow(expect.objectContaining({ code: 'InvalidInput' }));
  });

  test('is refused in an extension, even of a paused clock', () => {
    const clock = pauseClock(started(1, 'hour', '2026-11-23 10:00'), china('2026-11-23 10:30'));
    const extension = { limit: limit(0.5, 'workingDay'), approvedBy: 'xx.zone' };
    expect(() => extendClock(clock, extension, china('2026-11-23 11:00'), cn, null)).toThrow(
      expect.objectContaining({ code: 'InvalidInput' }),
    );
  });
});

describe('a year that is not published', () => {
  test.each([
    [3, 'workingDay', '2026-12-30 10:00', '2027-01-04 17:30'],
    [3, 'workingHour', '2026-12-31 15:00', '2027-01-01 09:00'],
    [3, 'calendarDay', '2026-12-30 10:00', '2027-01-05 00:00'],
  ] as const)('makes %d %s from %s provisional', (amount, unit, from, to) => {
    const clock = started(amount, unit, from);
    expect([due(clock), clock.provisional]).toEqual([to, true]);
  });

  test.each([
    [1, 'workingDay', '2026-12-30 10:00', '2026-12-31 17:30'],
    [2.5, 'workingHour', '2026-12-31 15:00', '2026-12-31 17:30'],
    [1, 'calendarDay', '2026-12-30 10:00', '2027-01-01 00:00'],
  ] as const)('leaves %d %s from %s alone, which end with the year', (amount, unit, from, to) => {
    const clock = started(amount, unit, from);
    expect([due(clock), clock.provisional]).toEqual([to, false]);
  });

  test.each(['workingDay', 'workingHour', 'calendarDay'] as const)(
    'is an error for %s two years on or before the first',
    (unit) => {
      const missing = expect.objectContaining({ code: 'CalendarYearMissing' });
      expect(() => started(3, unit, '2027-12-31 17:00')).toThrow(missing);
      expect(() => started(3, unit, '2024-11-01 10:00')).toThrow(missing);
    },
  );

  test('stops being provisional when the list arrives, and the deadline moves', () => {
    const clock = started(3, 'workingDay', '2026-12-30 10:00');
    const arrived = {
      ...cn,
      version: 2,
      years: { ...cn.years, '2027': { notice: '测试', off: [{ date: '2027-01-01', name: '元旦' }], work: [] } },
    };
    const moved = rederiveClock(clock, china('2026-12-31 09:00'), arrived, null);
    expect([due(moved), moved.provisional, moved.calendar.version]).toEqual(['2027-01-05 17:30', false, 2]);
  });
});

describe('a pause', () => {
  test('stops the clock: no deadline, no rungs', () => {
    const clock = pauseClock(started(3, 'workingDay', '2026-11-23 10:00'), china('2026-11-24 10:00'));
    expect(clock).toMatchObject({ due: null, provisional: false, rungs: [] });
    expect(dueOf(clock, cn)).toEqual({ due: null, provisional: false });
  });

  test('is credited to the minute for hours', () => {
    const clock = paused(started(24, 'hour', '2026-11-23 10:00'), '2026-11-23 12:00', '2026-11-23 15:20');
    expect(due(clock)).toBe('2026-11-24 13:20');
  });

  test('over a weekend credits no working hours and no working days', () => {
    for (const unit of ['workingHour', 'workingDay'] as const) {
      const clock = started(4, unit, '2026-11-20 16:00');
      expect(due(paused(clock, '2026-11-20 18:00', '2026-11-23 08:30'))).toBe(due(clock));
    }
  });

  test.each([
    ['2026-11-24 09:00', '2026-11-24 17:29', '2026-11-25 17:30', 'not when it ends before the closing'],
    ['2026-11-24 17:30', '2026-11-25 08:00', '2026-11-25 17:30', 'not when it begins with the closing'],
    ['2026-11-24 17:29', '2026-11-24 17:30', '2026-11-26 17:30', 'when the clock stood still before the closing'],
    ['2026-11-24 09:00', '2026-11-26 10:00', '2026-11-27 17:30', 'each day at whose closing it stood still'],
  ])('from %s to %s moves two working days to %s: %s', (from, to, expected) => {
    expect(due(paused(started(2, 'workingDay', '2026-11-23 10:00'), from, to))).toBe(expected);
  });

  test('on the day to which calendar days roll moves them on', () => {
    const clock = started(5, 'calendarDay', '2026-11-23 10:00');
    expect(due(paused(clock, '2026-11-30 10:00', '2026-12-01 10:00'))).toBe('2026-12-02 00:00');
  });

  test('after the deadline moves nothing', () => {
    const clock = started(1, 'hour', '2026-11-23 10:00');
    expect(due(paused(clock, '2026-11-23 11:00', '2026-11-23 15:00'))).toBe('2026-11-23 11:00');
  });

  test('asked for twice is one', () => {
    const clock = pauseClock(started(24, 'hour', '2026-11-23 10:00'), china('2026-11-23 12:00'));
    expect(pauseClock(clock, china('2026-11-23 13:00'))).toEqual(clock);
  });
});

describe('an extension', () => {
  const extended = (clock: Clock, amount: number, unit: TimeLimit['unit'], at: string): Clock =>
    extendClock(clock, { limit: limit(amount, unit), approvedBy: 'xx.zone' }, china(at), cn, null);

  test('runs on from the deadline, not from its approval', () => {
    const clock = started(2, 'workingDay', '2026-11-23 10:00');
    expect(due(extended(clock, 3, 'workingDay', '2026-11-24 10:00'))).toBe('2026-11-30 17:30');
  });

  test.each<[number, TimeLimit['unit'], number, TimeLimit['unit'], string, string]>([
    [2, 'calendarDay', 1, 'calendarDay', '2026-11-27 00:00', 'a deadline at 24:00 belongs to the day that ends'],
    [2, 'calendarDay', 1, 'workingHour', '2026-11-26 09:30', 'from midnight into the next morning'],
    [24, 'hour', 1, 'workingDay', '2026-11-25 17:30', 'in its own unit'],
    [2, 'workingDay', 3, 'hour', '2026-11-25 20:30', 'in hours after the closing'],
  ])('%d %s and %d %s end at %s: %s', (amount, unit, more, moreUnit, expected) => {
    const clock = started(amount, unit, '2026-11-23 10:00');
    expect(due(extended(clock, more, moreUnit, '2026-11-23 11:00'))).toBe(expected);
  });

  test('of a paused clock counts when it is resumed', () => {
    const clock = pauseClock(started(4, 'hour', '2026-11-23 10:00'), china('2026-11-23 11:00'));
    const later = extended(clock, 2, 'hour', '2026-11-23 12:00');
    expect(later.due).toBeNull();
    expect(due(resumeClock(later, china('2026-11-23 13:00'), cn, null))).toBe('2026-11-23 18:00');
  });
});
