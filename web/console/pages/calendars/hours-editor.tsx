// The ordinary week of a calendar while somebody edits it: which weekdays are worked, and in which hours.
import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import { Hours } from '../../../../workflows/contract/new-calendar.ts';
import { text, useSay } from '../../../shared/language.ts';
import { words as shared, weekdayWords } from './words.ts';

const words = {
  from: text('第 {n} 段起', 'Span {n}, from'),
  to: text('第 {n} 段止', 'Span {n}, to'),
  remove: text('去掉第 {n} 段', 'Remove span {n}'),
  add: text('添加时段', 'Add a span'),
  wrong: text(
    '时间写作 08:30；每段止晚于起，后一段在前一段之后。',
    'Times as 08:30; a span ends after it begins, and begins after the one before.',
  ),
  noDay: text('每周至少一个工作日。', 'A week has one working day at least.'),
};

type Week = Pick<WorkingCalendar, 'weekdays' | 'hours'>;

/** Whether a calendar can have this week. */
export const isWeek = ({ weekdays, hours }: Week): boolean => weekdays.length > 0 && Hours.safeParse(hours).success;

export const HoursEditor = ({
  week: { weekdays, hours },
  disabled,
  onChange,
}: {
  week: Week;
  disabled: boolean;
  onChange: (change: Partial<Week>) => void;
}) => {
  const say = useSay();
  const sound = Hours.safeParse(hours).success;
  const time = (i: number, end: 'from' | 'to') => (
    <Input
      className="editor-time"
      aria-label={say(words[end], { n: i + 1 })}
      value={hours[i]?.[end] ?? ''}
      maxLength={5}
      disabled={disabled}
      {...(!sound && { status: 'error' as const })}
      onChange={({ target }) =>
        onChange({ hours: hours.map((span, at) => (at === i ? { ...span, [end]: target.value } : span)) })
      }
    />
  );
  return (
    <div className="editor-week">
      <div>
        <span className="quiet small">{say(shared.weekdays)}</span>
        <Checkbox.Group
          disabled={disabled}
          value={weekdays}
          options={weekdayWords.map((word, i) => ({ value: i + 1, label: say(word) }))}
          onChange={(chosen) => onChange({ weekdays: [...chosen].sort((a, b) => a - b) })}
        />
        {weekdays.length === 0 && <p className="bad">{say(words.noDay)}</p>}
      </div>
      <div>
        <span className="quiet small">{say(shared.hours)}</span>
        <div className="tools">
          {hours.map((_span, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a span is known by its place among the others
            <span key={i} className="editor-span">
              {time(i, 'from')}–{time(i, 'to')}
              {hours.length > 1 && (
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined />}
                  aria-label={say(words.remove, { n: i + 1 })}
                  disabled={disabled}
                  onClick={() => onChange({ hours: hours.filter((_, at) => at !== i) })}
                />
              )}
            </span>
          ))}
          <Button
            icon={<PlusOutlined />}
            disabled={disabled || hours.length >= 6}
            onClick={() => onChange({ hours: [...hours, { from: '', to: '' }] })}
          >
            {say(words.add)}
          </Button>
        </div>
        {!sound && <p className="bad">{say(words.wrong)}</p>}
      </div>
    </div>
  );
};
