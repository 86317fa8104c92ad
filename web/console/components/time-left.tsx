// The countdown to a deadline, in working time when its limit runs there; counts down by itself. The exact deadline stands behind it.
import { useQuery } from '@tanstack/react-query';
import type { LimitUnit } from '../../../workflows/contract/calendar.ts';
import { slackColours, slackLevelOf } from '../../shared/colours.ts';
import { text, useLanguage, useSay } from '../../shared/language.ts';
import { useMinute } from '../../shared/minute.ts';
import { fullDeadline } from '../../shared/time.ts';
import { spanOf } from '../../shared/time-left.ts';
import { type TimeLeft as Left, timeLeft } from '../../shared/working-time.ts';
import { calendarQuery } from '../queries.ts';
import './time-left.css';

const words = {
  stopped: text('挂起停钟', 'Clock stopped'),
  left: text('剩 {time}', '{time} left'),
  over: text('超期 {time}', 'Overdue {time}'),
  now: text('即将到期', 'Due any moment'),
  justOver: text('刚超期', 'Just overdue'),
  due: text('{at} 到期', 'Due {at}'),
  working: text('按工作时间计算', 'counted in working time'),
  provisional: text('跨未公布年度，暂定', 'provisional: crosses a year that is not published'),
};

export interface TimeLeftProps {
  /** Null: the clock is stopped. */
  due: string | null;
  /** The limit's unit; on the wall clock unless it is given. */
  unit?: LimitUnit | null | undefined;
  /** The name of the calendar that the case's clocks follow. */
  calendar?: string | null | undefined;
  /** A present that stands still, ISO: a rehearsal's, or one of the past. The present of the page unless given. */
  at?: string | undefined;
  provisional?: boolean;
}

/** {@link TimeLeft} in figures, for pages that show it in their own way; null while the clock is stopped. */
export const useTimeLeft = ({ due, unit, calendar, at }: TimeLeftProps): Left | null => {
  const minute = useMinute();
  const { data } = useQuery({ ...calendarQuery(calendar ?? ''), enabled: Boolean(calendar) });
  if (due === null) return null;
  return timeLeft(data ?? null, unit ?? null, at === undefined ? minute : Date.parse(at), Date.parse(due));
};

export const TimeLeft = (props: TimeLeftProps) => {
  const say = useSay();
  const language = useLanguage();
  const left = useTimeLeft(props);
  if (left === null || props.due === null) {
    return (
      <span className="time-left" style={{ color: slackColours.stopped }}>
        {say(words.stopped)}
      </span>
    );
  }
  const span = spanOf(left, say);
  const shown = left.overdue
    ? span === ''
      ? say(words.justOver)
      : say(words.over, { time: span })
    : span === ''
      ? say(words.now)
      : say(words.left, { time: span });
  const level = slackLevelOf(left);
  const behind = [
    say(words.due, { at: fullDeadline(props.due, language) }),
    left.working && say(words.working),
    props.provisional && say(words.provisional),
  ].filter(Boolean);
  return (
    <time
      dateTime={props.due}
      className={`time-left is-${level}`}
      style={{ color: slackColours[level] }}
      title={behind.join('\n')}
    >
      {shown}
      {props.provisional && <sup>*</sup>}
    </time>
  );
};
