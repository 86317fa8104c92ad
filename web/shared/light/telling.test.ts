// Plain words: each kind of event is a sentence in both languages without gaps, and a resident hears what concerns them.
import { describe, expect, test } from 'vitest';
import { eventTypes } from '../../../workflows/contract/event.ts';
import type { Schemas } from '../api-types.ts';
import { hears, namesIn, tellEvent, writtenIn } from './telling.ts';

type Told = Schemas['Event'];

const anEvent = (type: Told['type'], data: object = {}, basis: Told['authority']['basis'] = 'duty'): Told => ({
  seq: 2,
  type,
  at: '2026-11-25T01:00:00.000Z',
  person: { id: 'p-1', name: '张三' },
  unit: { unit: 'xx.zone', name: '示范区' },
  authority: { role: basis === 'receipt' ? 'resident' : 'county', unit: 'xx.zone', name: '示范区综治中心', basis },
  reason: null,
  texts: {},
  files: [],
  commandId: null,
  data: data as Record<string, unknown>,
  prev: '',
  hash: '',
});

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(eventTypes)('%s is a sentence without gaps', (type) => {
    const told = tellEvent(anEvent(type, { transition: { responsible: 'xx.zone.d_water' } }), new Map(), language);
    expect(told.length).toBeGreaterThan(2);
    expect(told).not.toMatch(/[{}]|undefined|xx\.zone/);
  });
});

test('units are named as far as anything names them', () => {
  const handed = anEvent('dispatched', { transition: { responsible: 'xx.zone.d_water' } });
  const seen = {
    area: 'xx.zone',
    areaName: '示范区',
    responsible: { unit: 'xx.zone.d_water', name: '自来水公司', onDuty: null },
    handler: null,
  };
  expect(tellEvent(handed, namesIn([handed], seen), 'zh')).toBe('示范区综治中心交给自来水公司办理');
});

test("a resident's grade is told as theirs, a call-back as the office's", () => {
  const input = { satisfaction: 'basicallySatisfied' };
  expect(tellEvent(anEvent('calledBack', { input }, 'receipt'), new Map(), 'zh')).toBe('居民评价：基本满意');
  expect(tellEvent(anEvent('calledBack', { input: { result: 'unreached' } }), new Map(), 'zh')).toContain('未接通');
});

test('a resident hears of their own notes and not of what offices say to each other', () => {
  expect(hears('resident', anEvent('noted', {}, 'receipt'))).toBe(true);
  expect(hears('resident', anEvent('noted'))).toBe(false);
  expect(hears('resident', anEvent('supervised'))).toBe(false);
  expect(hears('staff', anEvent('supervised'))).toBe(true);
});

test('what was written comes in its order, without what is erased', () => {
  expect(writtenIn({ texts: { cause: '管道老化', result: null }, reason: '如上' })).toEqual(['管道老化', '如上']);
});
