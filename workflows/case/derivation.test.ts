import { describe, expect, test } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { china, inChina } from '../../tests/support/china-time.ts';
import type { Clock, TimeLimit } from '../contract/calendar.ts';
import { extendClock, pauseClock, resumeClock, startClock } from './clock.ts';
import { derivation } from './derivation.ts';

const [cn] = seedCalendars();
const started = (limit: TimeLimit, at: string): Clock => startClock({ name: 'step', limit, at: china(at) }, cn, null);
const told = (clock: Clock): string[] =>
  derivation(clock, cn).lines.map(
    ({ from, to, effect, amount, why }) =>
      `${inChina(from)?.slice(5)} → ${inChina(to)?.slice(5)} ${effect} ${Number(amount.toFixed(4))} ${why}`,
  );

const days = (amount: number, rule = ''): TimeLimit => ({ amount, unit: 'workingDay', rule });
const hours = (amount: number): TimeLimit => ({ amount, unit: 'workingHour', rule: '' });

describe('a derivation', () => {
  test('names each holiday, the make-up day and the rule', () => {
    const clock = started(days(2, '《规程》第八条'), '2026-10-06 10:00');
    expect(told(clock)).toEqual([
      '10-06 10:00 → 10-06 10:00 mark 0 起算，时限 2 工作日（《规程》第八条）',
      '10-06 10:00 → 10-07 00:00 excluded 0 2026-10-06 开始的当日不计入（《民法典》第二百零一条第一款）',
      '10-07 00:00 → 10-08 00:00 excluded 0 2026-10-07 国庆节（放假）',
      '10-08 00:00 → 10-09 00:00 counted 1 2026-10-08 第 1 个工作日',
      '10-09 00:00 → 10-09 17:30 counted 1 2026-10-09 第 2 个工作日',
      '10-09 17:30 → 10-09 17:30 mark 0 截止',
    ]);
    expect(told(started(days(1), '2026-10-09 10:00')).at(-2)).toContain('2026-10-10 第 1 个工作日（国庆节调休上班）');
  });

  test('names the notices of the years that it went through, and none for hours on the wall', () => {
    const clock = started(days(3), '2025-12-30 10:00');
    expect(derivation(clock, cn).calendar).toEqual({
      name: 'cn',
      version: 1,
      notices: ['国办发明电〔2024〕12号', '国办发明电〔2025〕7号'],
    });
    expect(derivation(started({ amount: 2, unit: 'hour', rule: '' }, '2026-11-23 10:00'), cn).calendar.notices).toEqual(
      [],
    );
  });

  test('tells working hours by span, lunch, nights and weekends', () => {
    expect(told(started(hours(5), '2026-11-20 11:00'))).toEqual([
      '11-20 11:00 → 11-20 11:00 mark 0 起算，时限 5 工作时',
      '11-20 11:00 → 11-20 12:00 counted 1 2026-11-20 工作时间',
      '11-20 12:00 → 11-20 14:00 excluded 0 2026-11-20 午休',
      '11-20 14:00 → 11-20 17:30 counted 3.5 2026-11-20 工作时间',
      '11-20 17:30 → 11-21 00:00 excluded 0 下班时间',
      '11-21 00:00 → 11-22 00:00 excluded 0 2026-11-21 周六',
      '11-22 00:00 → 11-23 00:00 excluded 0 2026-11-22 周日',
      '11-23 00:00 → 11-23 08:30 excluded 0 下班时间',
      '11-23 08:30 → 11-23 09:00 counted 0.5 2026-11-23 工作时间',
      '11-23 09:00 → 11-23 09:00 mark 0 截止',
    ]);
  });

  test('tells a night between two working days in one line', () => {
    expect(told(started(hours(1), '2026-11-23 17:00'))[2]).toBe('11-23 17:30 → 11-24 08:30 excluded 0 下班时间');
  });

  test('tells pauses and extensions, and who approved them', () => {
    const clock = resumeClock(
      pauseClock(started(days(1), '2026-11-23 10:00'), china('2026-11-24 09:00')),
      china('2026-11-25 09:00'),
      cn,
      null,
    );
    const extension = { limit: days(1, '《规程》第九条'), approvedBy: 'xx.zone' };
    expect(told(extendClock(clock, extension, china('2026-11-25 10:00'), cn, null))).toEqual([
      '11-23 10:00 → 11-23 10:00 mark 0 起算，时限 1 工作日',
      '11-23 10:00 → 11-24 00:00 excluded 0 2026-11-23 开始的当日不计入（《民法典》第二百零一条第一款）',
      '11-24 00:00 → 11-25 00:00 excluded 0 2026-11-24 挂起',
      '11-24 09:00 → 11-24 09:00 mark 0 挂起',
      '11-25 00:00 → 11-25 17:30 counted 1 2026-11-25 第 1 个工作日',
      '11-25 09:00 → 11-25 09:00 mark 0 恢复计时',
      '11-25 17:30 → 11-25 17:30 mark 0 延期 1 工作日（《规程》第九条），由 xx.zone 批准，自原截止时间续算',
      '11-25 17:30 → 11-26 00:00 excluded 0 2026-11-25 开始的当日不计入（《民法典》第二百零一条第一款）',
      '11-26 00:00 → 11-26 17:30 counted 1 2026-11-26 第 1 个工作日',
      '11-26 17:30 → 11-26 17:30 mark 0 截止',
    ]);
  });

  test('of calendar days names the rest days over which the term rolls', () => {
    expect(told(started({ amount: 1, unit: 'calendarDay', rule: '' }, '2026-11-27 10:00')).slice(2)).toEqual([
      '11-28 00:00 → 11-29 00:00 excluded 0 2026-11-28 周六，期间的最后一日顺延（《民法典》第二百零三条第一款）',
      '11-29 00:00 → 11-30 00:00 excluded 0 2026-11-29 周日，期间的最后一日顺延（《民法典》第二百零三条第一款）',
      '11-30 00:00 → 12-01 00:00 counted 1 2026-11-30 第 1 日',
      '12-01 00:00 → 12-01 00:00 mark 0 截止',
    ]);
  });

  test('of a paused clock stops at the pause, and tells the extensions still to come', () => {
    const paused = pauseClock(started(hours(2), '2026-11-23 10:00'), china('2026-11-23 11:00'));
    const extended = extendClock(
      paused,
      { limit: hours(3), approvedBy: 'xx.zone' },
      china('2026-11-23 15:00'),
      cn,
      null,
    );
    expect(told(extended)).toEqual([
      '11-23 10:00 → 11-23 10:00 mark 0 起算，时限 2 工作时',
      '11-23 10:00 → 11-23 11:00 counted 1 2026-11-23 工作时间',
      '11-23 11:00 → 11-23 11:00 mark 0 挂起，恢复后重新推算截止时间',
      '11-23 11:00 → 11-23 11:00 mark 0 延期 3 工作时，由 xx.zone 批准，自原截止时间续算',
    ]);
    expect(derivation(extended, cn).due).toBeNull();
  });

  test('of a clock paused after its deadline has none', () => {
    const paused = pauseClock(started(days(2), '2026-12-31 10:00'), china('2027-01-05 10:00'));
    expect(derivation(paused, cn)).toMatchObject({ due: null, provisional: false });
  });

  test('says that a deadline in a year without a list is provisional', () => {
    const lines = told(started(days(2), '2026-12-31 10:00'));
    expect(lines.find((line) => line.includes('2027-01-01'))).toContain(
      '第 1 个工作日（该年安排未发布，按平常周推算）',
    );
    expect(lines.at(-1)).toContain('截止（该年工作日安排尚未发布，暂定）');
  });
});
