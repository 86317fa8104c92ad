import { describe, expect, test } from 'vitest';
import { seedCalendars } from '../../seed/calendars.ts';
import { china } from '../../tests/support/china-time.ts';
import { assertCovers, dayOf, resolveCalendar, workingSpans } from './calendar.ts';

const [cn] = seedCalendars();

const county = {
  name: 'county',
  version: 1,
  base: 'cn',
  note: 'a county of this test',
  weekdays: [1, 2, 3, 4],
  hours: [{ from: '09:00', to: '16:00' }],
  years: {
    '2026': {
      notice: '县办〔2026〕3号',
      off: [{ date: '2026-10-10', name: '庙会' }],
      work: [{ date: '2026-10-07', name: '秋收' }],
    },
  },
};

describe('dayOf', () => {
  test.each([
    ['2026-09-30', true, '周三'],
    ['2026-10-01', false, '国庆节（放假）'],
    ['2026-10-03', false, '国庆节（放假）'],
    ['2026-10-08', true, '周四'],
    ['2026-10-10', true, '国庆节调休上班'],
    ['2026-10-11', false, '周日'],
    ['2026-02-14', true, '春节调休上班'],
    ['2026-02-16', false, '春节（放假）'],
    ['2026-11-21', false, '周六'],
  ])('%s is worked: %s, because %s', (date, working, why) => {
    expect(dayOf(cn, date)).toEqual({ working, published: true, why });
  });

  test('answers by the weekly pattern for a year that is not published, and says so', () => {
    expect(dayOf(cn, '2027-01-01')).toEqual({ working: true, published: false, why: '周五' });
    expect(dayOf(cn, '1969-12-28')).toEqual({ working: false, published: false, why: '周日' });
  });
});

describe('workingSpans', () => {
  test('are the morning and the afternoon of a worked day', () => {
    const spans = workingSpans(cn, '2026-10-10').map(({ from, to }) =>
      [from, to].map((ms) => new Date(ms).toISOString()),
    );
    expect(spans).toEqual([
      [china('2026-10-10 08:30'), china('2026-10-10 12:00')],
      [china('2026-10-10 14:00'), china('2026-10-10 17:30')],
    ]);
  });

  test('are none on a holiday', () => {
    expect(workingSpans(cn, '2026-10-01')).toEqual([]);
  });

  test.each([
    [
      'descend',
      [
        { from: '14:00', to: '17:30' },
        { from: '08:30', to: '12:00' },
      ],
    ],
    [
      'overlap',
      [
        { from: '08:30', to: '12:00' },
        { from: '11:00', to: '17:30' },
      ],
    ],
    ['are empty', [{ from: '12:00', to: '12:00' }]],
  ])('are refused when they %s', (_, hours) => {
    expect(() => workingSpans({ ...cn, hours }, '2026-10-10')).toThrow(
      expect.objectContaining({ code: 'InvalidInput' }),
    );
  });
});

describe('assertCovers', () => {
  test.each([2025, 2026, 2027])('accepts %i: published, or the year of grace', (year) => {
    expect(() => assertCovers(cn, year)).not.toThrow();
  });

  test.each([2024, 2028])('refuses %i and says how to publish it', (year) => {
    expect(() => assertCovers(cn, year)).toThrow(
      expect.objectContaining({
        code: 'CalendarYearMissing',
        message: expect.stringMatching(`cn.*${year}.*calendar import`),
      }),
    );
  });

  test('refuses every year of a calendar without any', () => {
    expect(() => assertCovers({ ...cn, years: {} }, 2026)).toThrow(/calendar import/);
  });
});

describe('resolveCalendar', () => {
  const resolved = resolveCalendar(cn, county);

  test('takes hours and weekdays from the county', () => {
    expect(workingSpans(resolved, '2026-11-23')).toEqual([
      { from: Date.parse(china('2026-11-23 09:00')), to: Date.parse(china('2026-11-23 16:00')) },
    ]);
    expect(dayOf(resolved, '2026-11-27').working).toBe(false);
  });

  test("lets the county's days replace the shared arrangement of the same dates, and keeps the others", () => {
    expect(dayOf(resolved, '2026-10-10').why).toBe('庙会（放假）');
    expect(dayOf(resolved, '2026-10-07').why).toBe('秋收调休上班');
    expect(dayOf(resolved, '2026-10-06').why).toBe('国庆节（放假）');
    const { off = [], work = [] } = resolved.years['2026'] ?? {};
    const dates = [...off, ...work].map(({ date }) => date);
    expect(new Set(dates).size).toBe(dates.length);
    expect(resolved.years['2026']?.notice).toBe('国办发明电〔2025〕7号；县办〔2026〕3号');
    expect(resolved.years['2025']).toEqual(cn.years['2025']);
  });

  test('gets a new version when either part is edited', () => {
    const versions = [
      resolved,
      resolveCalendar({ ...cn, version: 2 }, county),
      resolveCalendar(cn, { ...county, version: 2 }),
    ];
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 2]);
  });

  test('does not publish a year that the shared calendar has not', () => {
    const early = resolveCalendar(cn, {
      ...county,
      years: { '2027': { notice: '县办〔2027〕1号', off: [], work: [] } },
    });
    expect(dayOf(early, '2027-03-01').published).toBe(false);
  });
});
