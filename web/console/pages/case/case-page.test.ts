// The pure parts of the case page: the phases that a case was in, the months of a clock, and the layout of what may be done.
import { describe, expect, test } from 'vitest';
import { standingActions } from '../../../../workflows/case/actions.ts';
import { neighbourDispute } from '../../../../workflows/case-types/neighbour-dispute/index.ts';
import { type Scenario, scenario } from '../../../../workflows/case-types/scenario.ts';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import { type EventAnswer, storyOf } from '../../components/timeline/story.ts';
import { actionOfKey, foremost, layOut } from './actions.ts';
import { cardsOf } from './cards.ts';
import { ranPastRestDays, stoppedFor } from './longer.ts';
import { monthsOf } from './months.ts';
import { phaseStays } from './phases.ts';

const village = 'xx.zone.yongfu.cuizhuang';

const tell = (life: Scenario) =>
  storyOf(
    'SF-20261123-00001',
    life.events.map(({ actor, authority, reason: _, ...event }) => ({
      ...event,
      person: { id: actor.person, name: null },
      unit: { unit: actor.unit, name: actor.unit },
      authority: { ...authority, name: authority.unit },
      reason: null,
      texts: {},
      files: [],
      data: event.data as EventAnswer['data'],
    })),
  );

describe('the phases', () => {
  test('tell when a case was where and who had it', () => {
    const life = scenario(neighbourDispute);
    life.act('xx.zone', 'dispatch', { unit: village });
    life.until('2026-11-24T02:00:00.000Z');
    life.act(village, 'verify', { nature: 'feud', households: 2 });
    const [discovery, transfer, disposal] = phaseStays(tell(life));
    expect(discovery).toMatchObject({
      state: 'done',
      stays: [{ from: '2026-11-23T01:00:00.000Z', to: '2026-11-24T02:00:00.000Z', units: ['xx.zone', village] }],
    });
    expect(transfer).toMatchObject({ state: 'now', stays: [{ to: null, units: [village] }] });
    expect(disposal).toEqual({ phase: 'disposal', state: 'ahead', stays: [] });
  });

  test('count the second stay of a case that is closed and comes back', () => {
    const life = scenario(neighbourDispute);
    life.act('xx.zone', 'resolveOnSpot');
    life.act('xx.zone', 'reply');
    life.act('xx.zone', 'callBack', { result: 'reached', satisfaction: 'satisfied' });
    life.act('xx.zone', 'close');
    expect(phaseStays(tell(life)).map(({ state }) => state)).toEqual(['done', 'ahead', 'ahead', 'done', 'done']);
    life.act('xx.zone', 'reopen');
    const stays = phaseStays(tell(life));
    expect(stays.map(({ state }) => state)).toEqual(['done', 'now', 'ahead', 'done', 'done']);
  });
});

test('a card that was answered is still told, and one that turned red as the two that it was', () => {
  const life = scenario(neighbourDispute);
  life.act('xx.zone', 'dispatch', { unit: village });
  life.act('xx.zone', 'supervise', { card: 'yellow' });
  life.act(village, 'replySupervision');
  expect(cardsOf(tell(life)).map(({ card }) => card)).toEqual(['yellow']);
  life.act('xx.zone', 'supervise', { card: 'yellow' });
  life.until('2026-12-10T02:00:00.000Z');
  expect(cardsOf(tell(life)).map(({ card }) => card)).toEqual(['yellow', 'yellow', 'red']);
});

const calendar: WorkingCalendar = {
  name: 'cn',
  version: 3,
  utcOffsetMinutes: 480,
  weekdays: [1, 2, 3, 4, 5],
  hours: [{ from: '08:30', to: '17:30' }],
  years: {
    '2026': {
      notice: 'n',
      off: [{ date: '2026-10-01', name: '国庆节' }],
      work: [{ date: '2026-10-10', name: '国庆节' }],
    },
  },
};

describe('the months of a clock', () => {
  const drawn = {
    startedAt: '2026-09-29T02:00:00.000Z',
    due: '2026-10-12T09:30:00.000Z',
    counted: [{ from: '2026-09-29T16:00:00.000Z', to: '2026-09-30T16:00:00.000Z' }],
    paused: [{ from: '2026-10-05T02:00:00.000Z', to: '2026-10-06T02:00:00.000Z' }],
    until: '2026-10-06T02:00:00.000Z',
  };
  const days = (months: ReturnType<typeof monthsOf>) =>
    new Map(months.flatMap(({ weeks }) => weeks.flat().flatMap((cell) => (cell ? [[cell.date, cell] as const] : []))));

  test('reach from its start to its deadline, in weeks from Monday', () => {
    const months = monthsOf(calendar, drawn);
    expect(months.map(({ name }) => name)).toEqual(['2026-09', '2026-10']);
    expect(months[0]?.weeks[0]?.map((cell) => cell?.day ?? null)).toEqual([null, 1, 2, 3, 4, 5, 6]);
  });

  test('mark working days, holidays, make-up days, what counted, pauses, start and deadline', () => {
    const found = days(monthsOf(calendar, drawn));
    expect(found.get('2026-09-29')).toMatchObject({ start: true, counted: false, kind: 'work' });
    // A span that ends at midnight leaves the next day alone.
    expect(found.get('2026-09-30')).toMatchObject({ counted: true });
    expect(found.get('2026-10-01')).toMatchObject({ counted: false, kind: 'holiday', why: '国庆节（放假）' });
    expect(found.get('2026-10-03')).toMatchObject({ kind: 'rest' });
    expect(found.get('2026-10-05')).toMatchObject({ paused: true });
    expect(found.get('2026-10-07')).toMatchObject({ paused: false });
    expect(found.get('2026-10-10')).toMatchObject({ kind: 'makeUp' });
    expect(found.get('2026-10-12')).toMatchObject({ due: true });
  });

  test('a deadline at midnight belongs to the day that ends there', () => {
    const found = days(monthsOf(calendar, { ...drawn, due: '2026-10-12T16:00:00.000Z' }));
    expect(found.get('2026-10-12')?.due).toBe(true);
  });

  test('a stopped clock is drawn up to now, and a year that is not published says so', () => {
    const months = monthsOf(calendar, { ...drawn, due: null, until: '2027-01-02T00:00:00.000Z' });
    expect(months.at(-1)?.name).toBe('2027-01');
    expect(days(months).get('2027-01-04')?.published).toBe(false);
  });
});

describe('a deadline that is farther away than its limit', () => {
  const week = {
    limit: { amount: 7, unit: 'calendarDay' as const, rule: '' },
    extensions: [],
    pauses: [],
    // A Sunday in China; a week later is a Sunday, too.
    startedAt: '2026-11-28T16:54:00.000Z',
    due: '2026-12-07T16:00:00.000Z',
  };

  test('has moved past the rest days that its term ended on', () => {
    expect(ranPastRestDays(week)).toBe(true);
    const monday = { ...week, startedAt: '2026-11-29T16:00:00.000Z' };
    expect(ranPastRestDays(monday)).toBe(false);
    expect(ranPastRestDays({ ...monday, due: null })).toBe(false);
  });

  test('counts what its clock stood still and went on again', () => {
    const pauses = [
      { from: '2026-11-30T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
      { from: '2026-12-02T00:00:00.000Z', to: null },
    ];
    expect(stoppedFor({ pauses })).toBe(86_400_000);
    expect(ranPastRestDays({ ...week, pauses })).toBe(false);
  });
});

describe('what may be done', () => {
  const offered = (action: string) => ({
    action,
    label: { zh: action, en: action },
    reason: 'optional' as const,
    fields: {},
    to: null,
  });
  const layout = layOut(
    [...Object.keys(standingActions), 'resolveOnSpot', 'dispatch'].map(offered),
    'intake',
    neighbourDispute,
  );

  test('leads a thumb to what presses before what takes a case from somebody', () => {
    const superior = layOut(
      ['reassign', 'takeOver', 'note', 'urge', 'supervise'].map(offered),
      'intake',
      neighbourDispute,
    );
    expect(foremost(superior).map((each) => each.offered.action)).toEqual([
      'urge',
      'supervise',
      'note',
      'reassign',
      'takeOver',
    ]);
    expect(foremost(layout)[0]).toBe(layout.main[0]);
  });

  test('is the step’s own first, in numbers; then the rest by what it is for', () => {
    expect(layout.main.map(({ offered: { action }, key }) => `${key} ${action}`)).toEqual([
      '1 resolveOnSpot',
      '2 dispatch',
    ]);
    expect(layout.groups.map(({ group }) => group)).toEqual(['who', 'time', 'press', 'record', 'end']);
  });

  test('leaves approvals to the box of what is asked for, and loses nothing else', () => {
    const shown = [...layout.main, ...layout.groups.flatMap(({ actions }) => actions)].map(
      (each) => each.offered.action,
    );
    const approvals = ['approveExtension', 'refuseExtension', 'approveSuspension', 'refuseSuspension'];
    const rest = Object.keys(standingActions).filter((action) => !approvals.includes(action));
    expect(new Set(shown)).toEqual(new Set(['resolveOnSpot', 'dispatch', ...rest]));
  });

  test('has a key of its own each', () => {
    const keys = [...layout.main, ...layout.groups.flatMap(({ actions }) => actions)].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(actionOfKey(layout, 'e')).toBe('escalate');
    expect(actionOfKey(layout, '2')).toBe('dispatch');
    expect(actionOfKey(layout, 'q')).toBeNull();
  });
});
