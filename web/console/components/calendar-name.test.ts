// A calendar is called as its county is, not by the county's label.
import { expect, test } from 'vitest';
import { sayIn } from '../../shared/language.ts';
import { calendarText } from './calendar-name.ts';

const units = [
  { path: 'xx', name: '新乡市' },
  { path: 'xx.zone', name: '示范区' },
  { path: 'xx.zone.zone', name: '同名街道' },
];

test.each([
  ['cn', '国家统一'],
  ['zone', '本地（示范区）'],
  ['gone', '本地（gone）'],
])('%s is called %s', (name, called) => {
  expect(calendarText(name, units, sayIn('zh'))).toBe(called);
});
