// How a deadline comes about: its rule, the calendar and notices it rests on, the months as a picture, and every line of the derivation.
import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer, Tabs } from 'antd';
import { useMemo } from 'react';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { listed, text, useLanguage, useSay } from '../../../shared/language.ts';
import { clockWords, limitText, unitWords } from '../../../shared/words.ts';
import { useCalendarName } from '../../components/calendar-name.ts';
import { Loading } from '../../components/loading.tsx';
import type { Chapter } from '../../components/timeline/story.ts';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { calendarVersionsQuery, derivationsQuery } from '../../queries.ts';
import { CalendarPicture } from './calendar-picture.tsx';
import { monthsOf } from './months.ts';
import './clock.css';

type Derivation = Schemas['Derivation'];
type ClockName = Derivation['clock'];

const words = {
  title: text('时限推算', 'How the deadlines are derived'),
  limit: text('时限', 'Limit'),
  rule: text('依据', 'Rule'),
  started: text('起算', 'Started'),
  due: text('截止', 'Due'),
  stopped: text('停钟中，恢复后重新推算', 'Stopped; derived again when it runs on'),
  calendar: text('工作日历', 'Calendar'),
  version: text('{name} 第 {n} 版', '{name}, version {n}'),
  notices: text('公布文件', 'Notices'),
  provisional: text('截止时间为暂定', 'The deadline is provisional'),
  provisionalHow: text(
    '推算经过的某一年，放假安排尚未公布（国务院每年 11 月前后公布），该年按平常周推算。公布后系统自动重算，变动记入台账并提醒责任单位。',
    'It passes through a year whose holidays the State Council has not published yet (it does around November), so that year is taken as ordinary weeks. It is derived again when they are published, and every move goes into the ledger.',
  ),
  lines: text('逐行推算', 'Line by line'),
  span: text('起止', 'From – to'),
  effect: text('计入（{unit}）', 'Counted ({unit})'),
  why: text('说明', 'Why'),
  total: text('合计', 'Sum'),
  note: text('说明依台账原文（中文）', 'Explanations are in the words of the ledger (Chinese)'),
};

/** Up to three digits behind the point: hours of a piece are seldom round. */
const amountText = (amount: number): string => String(Math.round(amount * 1000) / 1000);

const Lines = ({ derivation }: { derivation: Derivation }) => {
  const say = useSay();
  const language = useLanguage();
  const unit = say(unitWords[derivation.limit.unit]);
  const total = derivation.lines.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <>
      <h3>{say(words.lines)}</h3>
      {language === 'en' && <p className="case-aside">{say(words.note)}</p>}
      <table className="derivation">
        <thead>
          <tr>
            <th scope="col">{say(words.span)}</th>
            <th scope="col" className="is-number">
              {say(words.effect, { unit })}
            </th>
            <th scope="col">{say(words.why)}</th>
          </tr>
        </thead>
        <tbody>
          {derivation.lines.map(({ from, to, effect, amount, why }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
            <tr key={i} className={`is-${effect}`}>
              <td>
                <When at={from} deadline={from === to && from === derivation.due} />
                {to !== from && (
                  <>
                    {' – '}
                    <When at={to} deadline />
                  </>
                )}
              </td>
              <td className="is-number">{effect === 'counted' ? amountText(amount) : effect === 'mark' ? '' : '—'}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="is-sum">
            <td>{say(words.total)}</td>
            <td className="is-number">{amountText(total)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </>
  );
};

const OneClock = ({
  derivation,
  calendar,
  pauses,
  now,
}: {
  derivation: Derivation;
  calendar: WorkingCalendar | undefined;
  pauses: readonly { from: string; to: string | null }[];
  now: string;
}) => {
  const say = useSay();
  const calendarName = useCalendarName();
  const { limit, startedAt, due, provisional, calendar: used } = derivation;
  const months = useMemo(() => {
    const counted = derivation.lines.filter(({ effect }) => effect === 'counted');
    return calendar ? monthsOf(calendar, { startedAt, due, counted, paused: pauses, until: now }) : [];
  }, [calendar, derivation, startedAt, due, pauses, now]);
  return (
    <div className="one-clock">
      {provisional && (
        <Alert type="warning" showIcon title={say(words.provisional)} description={say(words.provisionalHow)} />
      )}
      <dl className="pairs">
        <div>
          <dt>{say(words.limit)}</dt>
          <dd>{limitText(limit, say)}</dd>
        </div>
        {limit.rule !== '' && (
          <div>
            <dt>{say(words.rule)}</dt>
            <dd>{limit.rule}</dd>
          </div>
        )}
        <div>
          <dt>{say(words.started)}</dt>
          <dd>
            <When at={startedAt} />
          </dd>
        </div>
        <div>
          <dt>{say(words.due)}</dt>
          <dd>{due === null ? say(words.stopped) : <When at={due} deadline />}</dd>
        </div>
        <div>
          <dt>{say(words.calendar)}</dt>
          <dd>{say(words.version, { name: calendarName(used.name), n: used.version })}</dd>
        </div>
        {used.notices.length > 0 && (
          <div>
            <dt>{say(words.notices)}</dt>
            <dd>{listed(used.notices, say)}</dd>
          </div>
        )}
      </dl>
      <CalendarPicture months={months} />
      <Lines derivation={derivation} />
    </div>
  );
};

export const ClockDrawer = ({
  kase,
  story,
  clock,
  onClock,
  onClose,
}: {
  kase: Schemas['Case'];
  story: readonly Chapter[];
  /** The clock that is shown; null: the drawer is closed. */
  clock: ClockName | null;
  onClock: (clock: ClockName) => void;
  onClose: () => void;
}) => {
  const say = useSay();
  const { data, error, refetch } = useQuery({ ...derivationsQuery(kase.caseNo), enabled: clock !== null });
  const names = useMemo(() => [...new Set(data?.map(({ calendar }) => calendar.name))], [data]);
  const { data: versions } = useQuery({ ...calendarVersionsQuery(names[0] ?? ''), enabled: names.length > 0 });
  const state = story.at(-1)?.after;
  return (
    <Drawer
      open={clock !== null}
      onClose={onClose}
      title={`${say(words.title)} · ${kase.caseNo}`}
      size={760}
      className="clock-drawer"
    >
      {error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <Tabs
          activeKey={clock ?? 'case'}
          onChange={(key) => onClock(key as ClockName)}
          items={data.map((derivation) => ({
            key: derivation.clock,
            label: say(clockWords[derivation.clock]),
            children: (
              <OneClock
                derivation={derivation}
                calendar={versions?.find(({ calendar }) => calendar.version === derivation.calendar.version)?.calendar}
                pauses={state?.clocks.find(({ name }) => name === derivation.clock)?.pauses ?? []}
                now={kase.now}
              />
            ),
          }))}
        />
      )}
    </Drawer>
  );
};
