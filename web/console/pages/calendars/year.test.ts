// A year as the page shows it must be the one by which deadlines are derived; and an edit is told as what it changes.
import { expect, test } from 'vitest';
import { dayOf } from '../../../../workflows/case/calendar.ts';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import { diffCalendars, isWorked, monthsOf, withDay } from './year.ts';

const calendar: WorkingCalendar = {
  name: 'cn',
  version: 3,
  utcOffsetMinutes: 480,
  weekdays: [1, 2, 3, 4, 5],
  hours: [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ],
  years: {
    '2026': {
      notice: '国办发明电〔2025〕7号',
      off: [
        { date: '2026-10-01', name: '国庆节' },
        { date: '2026-10-02', name: '国庆节' },
      ],
      work: [{ date: '2026-10-10', name: '国庆节' }],
    },
    '2027': { notice: '通知', off: [{ date: '2026-12-31', name: '元旦' }], work: [] },
  },
};

const dayIn = (of: WorkingCalendar, date: string) =>
  monthsOf(of, Number(date.slice(0, 4)))
    .flat()
    .find((day) => day.date === date);

test('a year has all its days, each worked just when deadlines count it', () => {
  const days = monthsOf(calendar, 2026).flat();
  expect(days).toHaveLength(365);
  expect(monthsOf(calendar, 2028).flat()).toHaveLength(366);
  for (const day of days) expect([day.date, isWorked(day)]).toEqual([day.date, dayOf(calendar, day.date).working]);
});

test('days off, days made up and weekends are told apart', () => {
  expect(dayIn(calendar, '2026-10-01')).toMatchObject({ kind: 'off', name: '国庆节', weekday: 4 });
  expect(dayIn(calendar, '2026-10-10')).toMatchObject({ kind: 'work', name: '国庆节', weekday: 6 });
  expect(dayIn(calendar, '2026-10-11')).toMatchObject({ kind: 'weekend', name: null, weekday: 7 });
  expect(dayIn(calendar, '2026-10-12')).toMatchObject({ kind: 'weekday' });
  // Listed by the notice of the year after.
  expect(dayIn(calendar, '2026-12-31')).toMatchObject({ kind: 'off', name: '元旦' });
});

test('an edit moves a day from one list to the other, whichever year listed it', () => {
  const worked = withDay(calendar, '2026-12-31', 'work', '调休');
  expect(dayIn(worked, '2026-12-31')).toMatchObject({ kind: 'work', name: '调休' });
  expect(worked.years['2027']?.off).toEqual([]);
  expect(dayIn(withDay(worked, '2026-12-31', null, ''), '2026-12-31')).toMatchObject({ kind: 'weekday', name: null });
  expect(withDay(calendar, '2028-01-03', 'off', '元旦').years['2028']).toMatchObject({ off: [{ date: '2028-01-03' }] });
});

test('two versions differ in the days that were added and removed, and in notices, hours and weekdays', () => {
  expect(diffCalendars(calendar, { ...calendar, version: 4 })).toEqual([]);
  const edited = withDay(withDay(calendar, '2026-10-02', null, ''), '2026-11-25', 'off', '停电');
  const { '2027': _, ...years } = edited.years;
  const after = {
    ...edited,
    hours: [{ from: '09:00', to: '17:00' }],
    years: { ...years, '2028': { notice: '新通知', off: [], work: [] } },
  };
  expect(diffCalendars(calendar, after)).toEqual([
    { what: 'noYear', at: '2027', from: '通知' },
    { what: 'year', at: '2028', to: '新通知' },
    { what: 'hours', from: '08:30–12:00 · 14:00–17:30', to: '09:00–17:00' },
    { what: 'plain', at: '2026-10-02', from: '国庆节' },
    { what: 'off', at: '2026-11-25', to: '停电' },
    { what: 'plain', at: '2026-12-31', from: '元旦' },
  ]);
});
