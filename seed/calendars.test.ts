import { findWorkday, isWorkday } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { dayOf } from '../workflows/case/calendar.ts';
import { startClock } from '../workflows/case/clock.ts';
import { seedCalendars } from './calendars.ts';

const [cn, zone] = seedCalendars();

const datesOf = (year: number): string[] => {
  const dates: string[] = [];
  for (
    const day = new Date(Date.UTC(year, 0, 1));
    day.getUTCFullYear() === year;
    day.setUTCDate(day.getUTCDate() + 1)
  ) {
    dates.push(day.toISOString().slice(0, 10));
  }
  return dates;
};

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(date).getUTCDay());

describe.each(['2025', '2026'])('the arrangement of %s', (year) => {
  const { off = [], work = [] } = cn.years[year] ?? {};

  test('agrees with chinese-days on every day of the year', () => {
    const dates = datesOf(Number(year));
    expect(dates).toHaveLength(365);
    expect(dates.filter((date) => dayOf(cn, date).working !== isWorkday(date))).toEqual([]);
  });

  test('agrees with chinese-days on where 1, 5 and 15 working days lead from any day', () => {
    const dates = datesOf(Number(year)).filter((date) => date < '2026-12-01');
    const led = (date: string, amount: number) =>
      startClock(
        { name: 'step', limit: { amount, unit: 'workingDay', rule: '' }, at: `${date}T02:00:00.000Z` },
        cn,
        null,
      ).due?.slice(0, 10);
    for (const amount of [1, 5, 15]) {
      expect(dates.map((date) => led(date, amount))).toEqual(dates.map((date) => findWorkday(amount, date)));
    }
  });

  test('lists each day once, in order and in its own year, and works on weekends only to make up', () => {
    const dates = [off, work].map((list) => list.map(({ date }) => date));
    for (const list of dates) expect(list).toEqual([...new Set(list)].sort());
    expect(dates.flat().every((date) => date.startsWith(year))).toBe(true);
    expect(new Set(dates.flat()).size).toBe(dates.flat().length);
    expect(work.every(({ date }) => isWeekend(date))).toBe(true);
  });
});

test('the days off of each holiday are as many as its notice grants', () => {
  const granted = (year: string) => {
    const counts: Record<string, number> = {};
    for (const { name } of cn.years[year]?.off ?? []) counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  };
  expect(granted('2025')).toEqual({ 元旦: 1, 春节: 8, 清明节: 3, 劳动节: 5, 端午节: 3, '国庆节、中秋节': 8 });
  expect(granted('2026')).toEqual({ 元旦: 3, 春节: 9, 清明节: 3, 劳动节: 5, 端午节: 3, 中秋节: 3, 国庆节: 7 });
});

test('the notices are named', () => {
  expect(Object.values(cn.years).map(({ notice }) => notice)).toEqual([
    '国办发明电〔2024〕12号',
    '国办发明电〔2025〕7号',
  ]);
});

test('the zone keeps the national arrangement and opens at its own hours', () => {
  expect(zone.name).toBe('zone');
  expect(zone.years).toEqual(cn.years);
  expect(zone.hours).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ]);
});
