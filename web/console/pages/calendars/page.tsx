// 工作日历 Calendars: which days and hours count, version by version, and what an edit does to the deadlines of open cases.
import { EditOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Segmented, Tabs } from 'antd';
import { useEffect, useState } from 'react';
import type { WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import { text, useSay } from '../../../shared/language.ts';
import { useCalendarName } from '../../components/calendar-name.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { calendarVersionsQuery } from '../../queries.ts';
import { calendarsQuery } from './data.ts';
import { Derive } from './derive.tsx';
import { Editor } from './editor.tsx';
import type { CalendarSearch } from './search.ts';
import { Versions } from './versions.tsx';
import { words as shared, weekdayWords } from './words.ts';
import { hoursInWords, isWorked, monthsOf } from './year.ts';
import { YearView } from './year-view.tsx';
import '../../components/records.css';
import './calendars.css';

const words = {
  title: text('工作日历', 'Working calendars'),
  lead: text(
    '哪些日子、哪些时段计入时限。改动即为新版本，在办事项随之重新推算。',
    'Which days and hours count. An edit is a new version; open cases are derived again.',
  ),
  calendar: text('日历', 'Calendar'),
  year: text('年历', 'Year'),
  versions: text('版本与变动', 'Versions'),
  derive: text('推算时限', 'Derive a deadline'),
  before: text('上一年', 'Year before'),
  after: text('下一年', 'Year after'),
  of: text('{year} 年', '{year}'),
  edit: text('编辑', 'Edit'),
  unpublished: text('{year} 年的放假调休安排尚未发布', 'The arrangement of {year} is not published'),
  provisional: text(
    '跨入该年的时限暂按每周工作日推算并标为「暂定」，国务院通知发布后重算。通知一般在每年 11 月发布，请管理员及时录入。',
    'Deadlines that reach it are derived by the weekly pattern, marked provisional, and derived again once the notice (each November) is entered.',
  ),
  missing: text(
    '该年没有安排，也不紧接最后一个已发布年度：时限不能推算到这一年。',
    'It has no arrangement and does not follow the last published year: no deadline can be derived there.',
  ),
  notice: text('依据', 'Notice'),
  total: text('全年工作日', 'Working days'),
  days: text('{n} 天', '{n}'),
  offs: text('放假 {off} 天 · 调休上班 {work} 天', '{off} days off · {work} make-up days'),
  version: text('第 {n} 版', 'Version {n}'),
  older: text('正在查看第 {n} 版，最新为第 {latest} 版。', 'You look at version {n}; the latest is {latest}.'),
  toLatest: text('看最新版', 'Show the latest'),
  legend: text('图例', 'Legend'),
  legendOff: text('放假', 'Day off'),
  legendWork: text('调休上班', 'Make-up day'),
  legendWeekend: text('休息日', 'Rest day'),
};

/** China's date. */
const todayOf = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

const Unpublished = ({ calendar, year }: { calendar: WorkingCalendar; year: number }) => {
  const say = useSay();
  const years = Object.keys(calendar.years).map(Number);
  if (years.includes(year)) return null;
  const next = year === Math.max(...years) + 1;
  return (
    <Alert
      type={next ? 'warning' : 'error'}
      showIcon
      className="spaced"
      title={say(words.unpublished, { year })}
      description={say(next ? words.provisional : words.missing)}
    />
  );
};

const YearPanel = ({ calendar, year, today }: { calendar: WorkingCalendar; year: number; today: string }) => {
  const say = useSay();
  const months = monthsOf(calendar, year);
  const days = months.flat();
  const of = (kind: string) => days.filter((day) => day.kind === kind).length;
  return (
    <>
      <Unpublished calendar={calendar} year={year} />
      <div className="panel">
        <dl className="calendar-facts">
          <div>
            <dt>{say(words.notice)}</dt>
            <dd>{calendar.years[String(year)]?.notice ?? '—'}</dd>
          </div>
          <div>
            <dt>{say(shared.hours)}</dt>
            <dd>{hoursInWords(calendar)}</dd>
          </div>
          <div>
            <dt>{say(shared.weekdays)}</dt>
            <dd>{calendar.weekdays.map((day) => say(weekdayWords[day - 1] ?? text('', ''))).join(' ')}</dd>
          </div>
          <div>
            <dt>{say(words.total)}</dt>
            <dd>
              {say(words.days, { n: days.filter(isWorked).length })}{' '}
              <span className="quiet small">{say(words.offs, { off: of('off'), work: of('work') })}</span>
            </dd>
          </div>
          <div className="calendar-legend">
            <dt>{say(words.legend)}</dt>
            <dd>
              <span className="day off" aria-hidden /> {say(words.legendOff)} <span className="day work" aria-hidden />{' '}
              {say(words.legendWork)} <span className="day weekend" aria-hidden /> {say(words.legendWeekend)}
            </dd>
          </div>
        </dl>
        <YearView key={year} months={months} today={today} />
      </div>
    </>
  );
};

const CalendarView = ({
  name,
  mine,
  search,
  go,
}: {
  name: string;
  mine: boolean;
  search: CalendarSearch;
  go: (next: CalendarSearch) => void;
}) => {
  const say = useSay();
  const versions = useQuery(calendarVersionsQuery(name));
  const [editing, setEditing] = useState(false);
  const today = todayOf();
  const year = search.year ?? Number(today.slice(0, 4));
  const view = search.view ?? 'year';
  useEffect(() => {
    if (view !== 'year') setEditing(false);
  }, [view]);
  if (versions.isPending) return <Loading />;
  if (versions.isError) return <Trouble error={versions.error} again={() => void versions.refetch()} />;
  const latest = versions.data[0]?.calendar;
  const shown = versions.data.find(({ calendar }) => calendar.version === search.version)?.calendar ?? latest;
  if (!latest || !shown) return null;
  return (
    <>
      <div className="spread calendar-bar">
        <Tabs
          activeKey={view}
          onChange={(key) => {
            const { view: _, ...rest } = search;
            go({ ...rest, name, ...(key !== 'year' && { view: key as 'versions' | 'derive' }) });
          }}
          items={(['year', 'versions', 'derive'] as const).map((key) => ({ key, label: say(words[key]) }))}
        />
        {view === 'year' && (
          <div className="calendar-years">
            <Button
              icon={<LeftOutlined />}
              aria-label={say(words.before)}
              disabled={editing || year <= 2000}
              onClick={() => go({ ...search, name, year: year - 1 })}
            />
            <strong>{say(words.of, { year })}</strong>
            <Button
              icon={<RightOutlined />}
              aria-label={say(words.after)}
              disabled={editing || year >= 2100}
              onClick={() => go({ ...search, name, year: year + 1 })}
            />
            <span className="quiet">{say(words.version, { n: shown.version })}</span>
            {mine && !editing && shown.version === latest.version && (
              <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
                {say(words.edit)}
              </Button>
            )}
          </div>
        )}
      </div>
      {view === 'year' && shown.version !== latest.version && (
        <Alert
          type="info"
          showIcon
          className="spaced"
          title={say(words.older, { n: shown.version, latest: latest.version })}
          action={
            <Button
              size="small"
              onClick={() => {
                const { version: _, ...rest } = search;
                go(rest);
              }}
            >
              {say(words.toLatest)}
            </Button>
          }
        />
      )}
      {view === 'year' && editing && (
        <>
          <Unpublished calendar={latest} year={year} />
          <Editor published={latest} year={year} today={today} done={() => setEditing(false)} />
        </>
      )}
      {view === 'year' && !editing && <YearPanel calendar={shown} year={year} today={today} />}
      {view === 'versions' && (
        <Versions name={name} show={(version) => go({ name, year, ...(version !== latest.version && { version }) })} />
      )}
      {view === 'derive' && <Derive name={name} />}
    </>
  );
};

export const CalendarsPage = () => {
  const say = useSay();
  const search = useSearch({ from: '/signed-in/shell/calendars' });
  const navigate = useNavigate({ from: '/calendars' });
  const calendars = useQuery(calendarsQuery);
  const go = (next: CalendarSearch) => void navigate({ search: next });
  const items = calendars.data ?? [];
  // The local calendar before the national one: it is the one that cases here follow.
  const chosen = items.find(({ name }) => name === search.name) ?? items.find(({ mine }) => mine) ?? items.at(-1);
  const calendarName = useCalendarName();
  return (
    <div className="records calendars">
      <header className="page-head spread">
        <div>
          <h1>{say(words.title)}</h1>
          <p className="page-lead">{say(words.lead)}</p>
        </div>
        {items.length > 1 && chosen && (
          <Segmented
            aria-label={say(words.calendar)}
            value={chosen.name}
            options={items.map(({ name }) => ({ value: name, label: calendarName(name) }))}
            onChange={(name) =>
              go({
                name,
                ...(search.year !== undefined && { year: search.year }),
                ...(search.view && { view: search.view }),
              })
            }
          />
        )}
      </header>
      {calendars.isPending && <Loading />}
      {calendars.isError && <Trouble error={calendars.error} again={() => void calendars.refetch()} />}
      {chosen && <CalendarView key={chosen.name} name={chosen.name} mine={chosen.mine} search={search} go={go} />}
    </div>
  );
};
