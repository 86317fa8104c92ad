// How far away a deadline is, in words. Working time is named as such: two rows that say the same may be a night apart.
import { type Say, text } from './language.ts';
import type { TimeLeft } from './working-time.ts';

const words = {
  workingDays: text('{n} 个工作日', '{n} wd'),
  days: text('{n} 天', '{n} d'),
  hours: text('{n} 小时', '{n} h'),
  minutes: text('{n} 分', '{n} min'),
  workingHours: text('{n} 工作时', '{n} work h'),
  workingMinutes: text('{n} 工作分钟', '{n} work min'),
};

/**
 * The two largest parts, the first of which says whether it is working time: `2 个工作日 3 小时`, `1 工作时 59 分`; on the wall clock
 * `1 小时 59 分`. Empty below a minute.
 */
export const spanOf = ({ ms, dayMs, working }: Pick<TimeLeft, 'ms' | 'dayMs' | 'working'>, say: Say): string => {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const perDay = Math.round(dayMs / 60_000);
  const days = Math.floor(minutes / perDay);
  const hours = Math.floor((minutes % perDay) / 60);
  const rest = (minutes % perDay) % 60;
  const parts = [
    { n: days, plain: words.days, marked: words.workingDays },
    { n: hours, plain: words.hours, marked: words.workingHours },
    { n: days === 0 ? rest : 0, plain: words.minutes, marked: words.workingMinutes },
  ].filter(({ n }) => n > 0);
  return parts
    .slice(0, 2)
    .map(({ n, plain, marked }, i) => say(working && i === 0 ? marked : plain, { n }))
    .join(' ');
};
