// What categories are called: by words of their own, or as the case type that brought them. Never by their names for machines.
import { expect, test } from 'vitest';
import { sayIn, text } from './language.ts';
import { categoryText, choiceText, kindParts, limitText, onDutyText } from './words.ts';

const lamps = text('路灯故障', 'Street light fault');

test.each([
  [{ amount: 0.25, unit: 'hour' }, '15 分钟', '15 minutes'],
  [{ amount: 0.5, unit: 'workingHour' }, '30 工作分钟', '30 working minutes'],
  [{ amount: 1, unit: 'workingDay' }, '1 工作日', '1 working day'],
] as const)('a limit of %o is said as %s', (limit, zh, en) => {
  expect([limitText(limit, sayIn('zh')), limitText(limit, sayIn('en'))]).toEqual([zh, en]);
});

test('who is called by the post of duty is not led in by it again', () => {
  expect(onDutyText('值班员 示范区综治中心-01', sayIn('zh'))).toBe('值班员 示范区综治中心-01');
  expect(onDutyText('网格长 崔庄村', sayIn('zh'))).toBe('值班：网格长 崔庄村');
  expect(onDutyText('值班员 示范区综治中心-01', sayIn('en'))).toBe('On duty: 值班员 示范区综治中心-01');
});

test('a category of the starter types has words of its own', () => {
  expect(categoryText('water', lamps)).toEqual({ zh: '供水', en: 'Water' });
});

test.each(['streetLight', 'toString'])('%s, which only a case type knows, is called as the type is', (category) => {
  expect(categoryText(category, lamps)).toBe(lamps);
});

test('a type and a category that are called the same are named once', () => {
  expect(kindParts(lamps, 'streetLight', sayIn('zh'))).toEqual(['路灯故障']);
  expect(kindParts(lamps, 'utility', sayIn('en'))).toEqual(['Street light fault', 'Utilities']);
});

test('where one is chosen, categories of a type that have no words of their own are told apart', () => {
  const siblings = ['utility', 'streetLight', 'trafficLight'];
  const zh = sayIn('zh');
  expect(siblings.map((category) => zh(choiceText(category, lamps, siblings)))).toEqual([
    '公用设施',
    '路灯故障（street light）',
    '路灯故障（traffic light）',
  ]);
  expect(choiceText('streetLight', lamps, ['utility', 'streetLight'])).toBe(lamps);
});
