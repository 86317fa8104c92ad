import { describe, expect, test } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { china, inChina } from '../../tests/support/china-time.ts';
import type { Clock, Ladder, TimeLimit } from '../contract/calendar.ts';
import { extendClock, pauseClock, rederiveClock, resumeClock, startClock } from './clock.ts';

const [cn] = seedCalendars();
const limit = (amount: number, unit: TimeLimit['unit']): TimeLimit => ({ amount, unit, rule: '' });
const ladder: Ladder = { remindAt: 0.5, raises: [limit(4, 'workingHour'), limit(1, 'workingDay')] };
const started = (of: TimeLimit, at: string, by: Ladder | null = ladder): Clock =>
  startClock({ name: 'step', limit: of, at: china(at) }, cn, by);
const rungs = (clock: Clock): string[] => clock.rungs.map(({ kind, at }) => `${kind} ${inChina(at)}`);

describe('the ladder', () => {
  test('reminds at the share of the working hours, and raises in working time after the deadline', () => {
    expect(rungs(started(limit(7, 'workingHour'), '2026-11-20 08:30'))).toEqual([
      'remind 2026-11-20 12:00',
      'overdue 2026-11-20 17:30',
      'raise 2026-11-23 14:30',
      'raise 2026-11-23 17:30',
    ]);
  });

  test('reminds of working days at the share of the working time up to the deadline', () => {
    expect(rungs(started(limit(2, 'workingDay'), '2026-11-20 17:30'))[0]).toBe('remind 2026-11-23 17:30');
  });

  test('reminds of hours by the wall', () => {
    expect(rungs(started(limit(24, 'hour'), '2026-10-01 20:00'))[0]).toBe('remind 2026-10-02 08:00');
  });

  test('reminds by the wall where no working time lies before the deadline', () => {
    const clock = pauseClock(started(limit(1, 'calendarDay'), '2026-11-23 20:00'), china('2026-11-23 20:00'));
    expect(rungs(resumeClock(clock, china('2026-11-24 20:00'), cn, ladder))[0]).toBe('remind 2026-11-24 22:00');
  });

  test('has only the deadline without a ladder, and no raises with an empty one', () => {
    const of = limit(7, 'workingHour');
    expect(started(of, '2026-11-20 08:30', null).rungs.map(({ kind }) => kind)).toEqual(['overdue']);
    expect(started(of, '2026-11-20 08:30', { ...ladder, raises: [] }).rungs.map(({ kind }) => kind)).toEqual([
      'remind',
      'overdue',
    ]);
  });

  test('raises on the day after a deadline at 24:00', () => {
    const clock = started(limit(1, 'calendarDay'), '2026-11-23 10:00', {
      remindAt: 0.5,
      raises: [limit(1, 'workingDay')],
    });
    expect(rungs(clock).slice(1)).toEqual(['overdue 2026-11-25 00:00', 'raise 2026-11-25 17:30']);
  });

  test('stands still in a pause after the deadline', () => {
    const clock = { ...started(limit(1, 'workingHour'), '2026-11-23 08:30'), fired: 2 };
    const resumed = resumeClock(pauseClock(clock, china('2026-11-23 10:30')), china('2026-11-24 08:30'), cn, ladder);
    expect(rungs(resumed)).toEqual([
      'remind 2026-11-23 09:00',
      'overdue 2026-11-23 09:30',
      'raise 2026-11-24 11:30',
      'raise 2026-11-24 17:30',
    ]);
    expect(resumed.fired).toBe(2);
  });
});

describe('rungs that were decided', () => {
  const overdue = { ...started(limit(4, 'hour'), '2026-11-23 08:00'), fired: 2 };
  const now = china('2026-11-23 12:30');

  test('stay decided when the calendar is edited', () => {
    expect(rederiveClock(overdue, now, cn, ladder)).toEqual(overdue);
  });

  test('come again as far as an extension lifts them into the future', () => {
    const extended = (amount: number): number =>
      extendClock(overdue, { limit: limit(amount, 'hour'), approvedBy: 'xx.zone' }, now, cn, ladder).fired;
    expect(extended(4)).toBe(1);
    expect(extended(40)).toBe(0);
  });

  test('are remembered through a pause', () => {
    const paused = pauseClock(overdue, now);
    expect(paused.rungs).toEqual([]);
    expect(resumeClock(paused, china('2026-11-24 08:00'), cn, ladder).fired).toBe(2);
  });
});
