// Twelve months: rest days, holidays 休 and make-up days 班, as people know them from the State Council's notice. Days become buttons
// while somebody edits; the arrows go from day to day.
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { kindWords, weekdayWords } from './words.ts';
import { type Day, isWorked } from './year.ts';

const words = {
  month: text('{n} 月', '{n}'),
  worked: text('{n} 个工作日', '{n} working days'),
  off: text('休', 'off'),
  work: text('班', 'on'),
  changed: text('本次改动', 'changed now'),
};

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Days that the arrows move by. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface Props {
  months: readonly Day[][];
  /** China's date of today. */
  today: string;
  /** Dates that differ from what is published. */
  changed?: ReadonlySet<string>;
  /** Somebody edits: called with the day that was chosen. */
  choose?: (day: Day) => void;
}

export const YearView = ({ months, today, changed, choose }: Props) => {
  const say = useSay();
  const language = useLanguage();
  const grid = useRef<HTMLDivElement>(null);
  const days = months.flat();
  const [at, setAt] = useState(() => days.find(({ date }) => date === today)?.date ?? days[0]?.date ?? '');
  const describe = ({ date, kind, name }: Day): string =>
    [
      date,
      language === 'zh' ? `周${say(weekdayWords[(new Date(date).getUTCDay() || 7) - 1] ?? text('', ''))}` : '',
      name,
      say(kindWords[kind]),
      changed?.has(date) ? say(words.changed) : '',
    ]
      .filter(Boolean)
      .join(' ');
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || !choose) return;
    event.preventDefault();
    const next = days[days.findIndex(({ date }) => date === at) + step];
    if (!next) return;
    setAt(next.date);
    grid.current?.querySelector<HTMLElement>(`[data-date="${next.date}"]`)?.focus();
  };
  const cell = (day: Day) => {
    const className = `day ${day.kind} ${day.date === today ? 'today' : ''} ${changed?.has(day.date) ? 'changed' : ''}`;
    const mark = day.kind === 'off' ? say(words.off) : day.kind === 'work' ? say(words.work) : null;
    const inside = (
      <>
        <span aria-hidden>{day.day}</span>
        {mark && (
          <span className="mark" aria-hidden>
            {mark}
          </span>
        )}
        <span className="unseen">{describe(day)}</span>
      </>
    );
    return choose ? (
      <button
        type="button"
        className={className}
        data-date={day.date}
        tabIndex={day.date === at ? 0 : -1}
        title={describe(day)}
        onClick={() => {
          setAt(day.date);
          choose(day);
        }}
      >
        {inside}
      </button>
    ) : (
      <span className={className} title={describe(day)}>
        {inside}
      </span>
    );
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the days within are buttons, which this moves between
    <div className="year" ref={grid} onKeyDown={onKey}>
      {months.map((month, index) => {
        const lead = (month[0]?.weekday ?? 1) - 1;
        const cells: (Day | null)[] = [...Array.from({ length: lead }, () => null), ...month];
        const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => cells.slice(i * 7, i * 7 + 7));
        return (
          <table key={month[0]?.date} className="month">
            <caption>
              <strong>{language === 'zh' ? say(words.month, { n: index + 1 }) : monthNames[index]}</strong>
              <span className="quiet small">{say(words.worked, { n: month.filter(isWorked).length })}</span>
            </caption>
            <thead>
              <tr>
                {weekdayWords.map((weekday) => (
                  <th key={weekday.en} scope="col">
                    {say(weekday)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.find((day) => day !== null)?.date}>
                  {weekdayWords.map(({ en }, i) => {
                    const day = week[i];
                    return <td key={en}>{day ? cell(day) : null}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        );
      })}
    </div>
  );
};
