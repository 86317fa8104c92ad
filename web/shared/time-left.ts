// How far away a deadline is, in words.
import { type Say, text } from './language.ts';
import type { TimeLeft } from './working-time.ts';

const words = {
  workingDays: text('{n} 个工作日', '{n} wd'),
  days: text('{n} 天', '{n} d'),
  hours: text('{n} 小时', '{n} h'),
  minutes: text('{n} 分', '{n} min'),
};

/** The two largest parts: `2 个工作日 3 小时`. Empty below a minute. */
export const spanOf = ({ ms, dayMs, working }: Pick<TimeLeft, 'ms' | 'dayMs' | 'working'>, say: Say): string => {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const perDay = Math.round(dayMs / 60_000);
  const days = Math.floor(minutes / perDay);
  const hours = Math.floor((minutes % perDay) / 60);
  const rest = (minutes % perDay) % 60;
  return [
    days > 0 && say(working ? words.workingDays : words.days, { n: days }),
    hours > 0 && say(words.hours, { n: hours }),
    rest > 0 && days === 0 && say(words.minutes, { n: rest }),
  ]
    .filter(Boolean)
    .slice(0, 2)
    .join(' ');
};
