// The months of a clock as small calendars.
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import type { DayCell, Month } from './months.ts';

const words = {
  weekdays: text('一二三四五六日', 'MTWTFSS'),
  start: text('起算', 'start'),
  due: text('截止', 'due'),
  counted: text('计入', 'counted'),
  paused: text('停钟', 'stopped'),
  notCounted: text('不计入', 'not counted'),
  unpublished: text('该年安排未公布', 'year not published'),
  holiday: text('放假', 'day off'),
  makeUp: text('调休上班', 'make-up day'),
  rest: text('休息日', 'rest day'),
  work: text('工作日', 'working day'),
};

const legend: readonly { className: string; word: keyof typeof words }[] = [
  { className: 'is-start', word: 'start' },
  { className: 'is-due', word: 'due' },
  { className: 'is-counted', word: 'counted' },
  { className: 'is-paused', word: 'paused' },
  { className: 'is-holiday', word: 'holiday' },
  { className: 'is-makeUp', word: 'makeUp' },
  { className: 'is-rest', word: 'rest' },
];

const classOf = (cell: DayCell): string =>
  [
    'day',
    `is-${cell.kind}`,
    cell.counted && 'is-counted',
    cell.paused && 'is-paused',
    cell.start && 'is-start',
    cell.due && 'is-due',
    !cell.published && 'is-unpublished',
  ]
    .filter(Boolean)
    .join(' ');

export const CalendarPicture = ({ months }: { months: readonly Month[] }) => {
  const say = useSay();
  const language = useLanguage();
  const weekdays = [...say(words.weekdays)];
  const tell = (cell: DayCell): string =>
    [
      cell.date,
      language === 'zh' ? cell.why : say(words[cell.kind]),
      cell.start && say(words.start),
      cell.due && say(words.due),
      say(cell.paused ? words.paused : cell.counted ? words.counted : words.notCounted),
      !cell.published && say(words.unpublished),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <div className="months">
      {months.map(({ name, weeks }) => (
        <table key={name} className="month">
          <caption>{name}</caption>
          <thead>
            <tr>
              {weekdays.map((weekday, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: seven weekdays in a fixed order
                <th key={i} scope="col">
                  {weekday}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: weeks stay where they are
              <tr key={i}>
                {week.map((cell, j) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: days stay where they are
                  <td key={j} className={cell ? classOf(cell) : ''} title={cell ? tell(cell) : undefined}>
                    {cell && (
                      <>
                        <span aria-hidden>{cell.day}</span>
                        <span className="visually-hidden">{tell(cell)}</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <ul className="months-legend">
        {legend.map(({ className, word }) => (
          <li key={word}>
            <span className={`day ${className}`} aria-hidden />
            {say(words[word])}
          </li>
        ))}
      </ul>
    </div>
  );
};
