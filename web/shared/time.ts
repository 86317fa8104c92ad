// Instants and durations as people read them. China has one zone: every time is shown in it, wherever the browser stands.

import type { Language, Say } from './language.ts';
import { text } from './language.ts';

const timeZone = 'Asia/Shanghai';
const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  formats.set(key, known);
  return known;
};

const twoDigits = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const part = (parts: readonly Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes): string =>
  parts.find((each) => each.type === type)?.value ?? '';

/** `11-23 周一 18:30`; with the year when it is not this year's. */
export const shortTime = (at: string | number, language: Language): string => {
  const parts = formatOf(language, 'short', { year: 'numeric', weekday: 'short', ...twoDigits }).formatToParts(
    new Date(at),
  );
  const thisYear = formatOf('en', 'year', { year: 'numeric' }).format(new Date());
  const year = part(parts, 'year') === thisYear ? '' : `${part(parts, 'year')}-`;
  return `${year}${part(parts, 'month')}-${part(parts, 'day')} ${part(parts, 'weekday')} ${part(parts, 'hour')}:${part(parts, 'minute')}`;
};

/** `11-23` of an instant. */
export const shortDate = (at: string | number, language: Language): string => {
  const parts = formatOf(language, 'short', { year: 'numeric', weekday: 'short', ...twoDigits }).formatToParts(
    new Date(at),
  );
  return `${part(parts, 'month')}-${part(parts, 'day')}`;
};

/** As one says it: `11月28日周六 17:30`, `Sat 28 Nov 17:30`; with the year when it is not this year's. */
export const spokenTime = (at: string | number, language: Language): string => {
  const of = formatOf(language, 'spoken', {
    year: 'numeric',
    month: language === 'zh' ? 'numeric' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = of.formatToParts(new Date(at));
  const thisYear = part(parts, 'year') === formatOf('en', 'year', { year: 'numeric' }).format(new Date());
  const [year, month, day] = [part(parts, 'year'), part(parts, 'month'), part(parts, 'day')];
  const clock = `${part(parts, 'hour')}:${part(parts, 'minute')}`;
  if (language === 'zh') return `${thisYear ? '' : `${year}年`}${month}月${day}日${part(parts, 'weekday')} ${clock}`;
  return `${part(parts, 'weekday')} ${day} ${month}${thisYear ? '' : ` ${year}`} ${clock}`;
};

/** With date, weekday, seconds and zone: what stands behind every time when one points at it. */
export const fullTime = (at: string | number, language: Language): string =>
  `${formatOf(language, 'full', { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at))} ${language === 'zh' ? '北京时间（UTC+8）' : 'China Standard Time (UTC+8)'}`;

const dayMs = 86_400_000;
const beijingOffsetMs = 8 * 3_600_000;

/** What ends at midnight ends the day before it: that day is named, with `24:00`, and nobody reads a day too many into it. */
export const asEnd =
  (tell: (at: string | number, language: Language) => string) =>
  (at: string | number, language: Language): string => {
    const ms = new Date(at).getTime();
    if ((ms + beijingOffsetMs) % dayMs !== 0) return tell(ms, language);
    return tell(ms - 1, language).replace(/23:59(:59)?/, (_, seconds) => (seconds ? '24:00:00' : '24:00'));
  };

/** {@link shortTime} of a deadline, or of another end: `11-28 周六 24:00`. */
export const shortDeadline = asEnd(shortTime);

/** {@link spokenTime} of a deadline: `11月28日周六 24:00`. */
export const spokenDeadline = asEnd(spokenTime);

/** {@link fullTime} of a deadline. */
export const fullDeadline = asEnd(fullTime);

const words = {
  days: text('{n} 天', '{n} d'),
  hours: text('{n} 小时', '{n} h'),
  minutes: text('{n} 分', '{n} min'),
};

/** The two largest parts of a duration in ms, without a sign: `3 天 4 小时`. @param oneDayMs what a day is: 24 hours, or the hours worked */
export const duration = (ms: number, say: Say, oneDayMs = dayMs): string => {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const perDay = Math.round(oneDayMs / 60_000);
  const [days, hours, rest] = [
    Math.floor(minutes / perDay),
    Math.floor((minutes % perDay) / 60),
    (minutes % perDay) % 60,
  ];
  const parts = [
    days > 0 ? say(words.days, { n: days }) : '',
    hours > 0 ? say(words.hours, { n: hours }) : '',
    rest > 0 && days === 0 ? say(words.minutes, { n: rest }) : '',
  ].filter(Boolean);
  return parts.slice(0, 2).join(' ') || say(words.minutes, { n: 0 });
};

/** An instant as a wall clock in China shows it, for a date and time control: `2026-11-23T18:30`. */
export const toBeijing = (at: string): string => new Date(Date.parse(at) + beijingOffsetMs).toISOString().slice(0, 16);

/** The instant of a date and time control that is read as China's time; null while it is not complete. */
export const fromBeijing = (local: string): string | null => {
  const ms = Date.parse(`${local.slice(0, 16)}:00.000+08:00`);
  return local.length >= 16 && Number.isFinite(ms) ? new Date(ms).toISOString() : null;
};
