// Words that several parts of the calendars page use.
import type { Label } from '../../../../workflows/contract/fields.ts';
import { type Say, text } from '../../../shared/language.ts';
import type { CalendarChange, Day } from './year.ts';

export const weekdayWords: readonly Label[] = [
  text('一', 'Mo'),
  text('二', 'Tu'),
  text('三', 'We'),
  text('四', 'Th'),
  text('五', 'Fr'),
  text('六', 'Sa'),
  text('日', 'Su'),
];

export const kindWords: Readonly<Record<Day['kind'], Label>> = {
  off: text('放假', 'day off'),
  work: text('调休上班', 'make-up day, worked'),
  weekday: text('工作日', 'working day'),
  weekend: text('休息日', 'rest day'),
};

export const words = {
  hours: text('工作时间', 'Hours'),
  weekdays: text('每周工作日', 'Weekdays'),
};

const changeWords: Readonly<Record<CalendarChange['what'], Label>> = {
  off: text('{at} 放假：{to}', '{at} off: {to}'),
  work: text('{at} 调休上班：{to}', '{at} worked: {to}'),
  plain: text('{at} 恢复平常（原：{from}）', '{at} as usual (was: {from})'),
  notice: text('{at} 年通知：{from} → {to}', 'Notice of {at}: {from} → {to}'),
  hours: text('工作时间：{from} → {to}', 'Hours: {from} → {to}'),
  weekdays: text('每周工作日：{from} → {to}', 'Weekdays: {from} → {to}'),
  year: text('发布 {at} 年：{to}', 'Published {at}: {to}'),
  noYear: text('撤去 {at} 年：{from}', 'Withdrew {at}: {from}'),
  offset: text('时区偏移：{from} → {to} 分钟', 'Offset: {from} → {to} minutes'),
};

/** `1 2 3` as people call those days. */
const weekdaysInWords = (numbers: string, say: Say): string =>
  numbers
    .split(' ')
    .flatMap((number) => weekdayWords[Number(number) - 1] ?? [])
    .map((word) => say(word))
    .join(' ');

export const changeInWords = ({ what, from = '', to = '', at = '' }: CalendarChange, say: Say): string =>
  what === 'weekdays'
    ? say(changeWords.weekdays, { from: weekdaysInWords(from, say), to: weekdaysInWords(to, say) })
    : say(changeWords[what], { from, to, at });
