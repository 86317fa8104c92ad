// How long there is until a deadline, counted as the console counts it: in working time where the limit runs there.
import type { LimitUnit } from '../../workflows/contract/calendar.ts';
import { slackLevelOf } from '../shared/colours.ts';
import { text, useSay } from '../shared/language.ts';
import { useMinute } from '../shared/minute.ts';
import { spanOf } from '../shared/time-left.ts';
import { timeLeft } from '../shared/working-time.ts';
import { useCalendar } from './use-calendar.ts';

const words = {
  late: text('已超 {time}', '{time} late'),
  left: text('还剩 {time}', '{time} left'),
  justLate: text('刚超时', 'Just late'),
  now: text('即将到期', 'Due any moment'),
  stopped: text('已停钟', 'Clock stopped'),
};

const tones = { overdue: 'tag danger', soon: 'tag warn', fine: 'tag good', stopped: 'tag' } as const;

interface Props {
  /** Null: the clock is stopped. */
  due: string | null;
  /** The limit's unit, null when it is not known. */
  unit: LimitUnit | null;
  calendar: string;
  /** A rehearsal's own present, ISO; null: the present of the page. */
  at: string | null;
}

export const TimeLeft = ({ due, unit, calendar, at }: Props) => {
  const say = useSay();
  const minute = useMinute();
  const known = useCalendar(calendar === '' ? null : calendar);
  if (due === null) return <span className={tones.stopped}>{say(words.stopped)}</span>;
  const left = timeLeft(known, unit, at === null ? minute : Date.parse(at), Date.parse(due));
  const time = spanOf(left, say);
  const said = left.overdue
    ? say(time === '' ? words.justLate : words.late, { time })
    : say(time === '' ? words.now : words.left, { time });
  return <span className={tones[slackLevelOf(left)]}>{said}</span>;
};
