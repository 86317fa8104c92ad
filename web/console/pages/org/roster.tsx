// A week of a unit's roster: who stands for it when, and where nobody does, in red.
import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { partIn, useLanguage, useSay } from '../../../shared/language.ts';
import { useMinute } from '../../../shared/minute.ts';
import { shortTime } from '../../../shared/time.ts';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { When } from '../../components/when.tsx';
import { DutyForm } from './duty-form.tsx';
import { type Duty, endDuty, rosterQuery, type Unit, useChange } from './org-queries.ts';
import { dateOf, day, gapsIn, mondayOf, type Span, weekAfter, weekOf, within } from './week.ts';
import { words } from './words.ts';

const place = (week: Span, { from, to }: Span) => ({
  left: `${((from - week.from) / (week.to - week.from)) * 100}%`,
  width: `${((to - from) / (week.to - week.from)) * 100}%`,
});

const Days = ({ week, now }: { week: Span; now: number }) => {
  const language = useLanguage();
  return (
    <div className="roster-days">
      {Array.from({ length: 7 }, (_, i) => {
        const at = week.from + i * day;
        const [date, weekday] = shortTime(at + day / 2, language)
          .split(' ')
          .slice(-3);
        return (
          <span key={at} className={dateOf(at) === dateOf(now) ? 'is-today' : ''}>
            {weekday} <b>{date}</b>
          </span>
        );
      })}
    </div>
  );
};

/** One line for each person, and one for the gaps. */
const Chart = ({ entries, week, now }: { entries: readonly Duty[]; week: Span; now: number }) => {
  const say = useSay();
  const language = useLanguage();
  const people = [...new Map(entries.map(({ person, name }) => [person, name]))];
  const gaps = gapsIn(week, entries);
  // What is past cannot be mended any more: it is shown, and alarms nobody.
  const ahead = gaps.filter(({ to }) => to > now).length;
  const told = ({ from, to }: Span): string => `${shortTime(from, language)} – ${shortTime(to, language)}`;
  return (
    <div className="roster-chart">
      <div className="roster-head">
        <span className={ahead > 0 ? 'is-vacant' : 'org-quiet'}>
          {ahead > 0 ? say(words.gaps, { n: ahead }) : say(words.noGaps)}
        </span>
        <Days week={week} now={now} />
      </div>
      {gaps.length > 0 && (
        <div className="roster-line">
          <span className={ahead > 0 ? 'is-vacant' : 'org-quiet'}>
            {say(ahead > 0 ? words.coverage : words.coverageBefore)}
          </span>
          <div className="roster-track">
            {gaps.map((gap) => (
              <span
                key={gap.from}
                className={`roster-gap${gap.to <= now ? ' is-past' : ''}`}
                style={place(week, gap)}
                role="img"
                aria-label={say(words.gap, { from: shortTime(gap.from, language), to: shortTime(gap.to, language) })}
                title={told(gap)}
              />
            ))}
          </div>
        </div>
      )}
      {people.map(([person, name]) => (
        <div key={person} className="roster-line">
          <span title={name}>{name}</span>
          <div className="roster-track">
            {entries
              .filter((entry) => entry.person === person)
              .map((entry) => {
                const span = within(week, entry);
                return (
                  span && (
                    <span
                      key={entry.id}
                      className={`roster-bar${span.to <= now ? ' is-past' : ''}`}
                      style={place(week, span)}
                      role="img"
                      aria-label={`${name} ${told(span)}`}
                      title={told(span)}
                    />
                  )
                );
              })}
          </div>
        </div>
      ))}
      {now > week.from && now < week.to && (
        <div className="roster-now" aria-hidden="true">
          <i style={{ left: place(week, { from: now, to: now }).left }} />
        </div>
      )}
    </div>
  );
};

const Entry = ({ entry, now, mayArrange }: { entry: Duty; now: number; mayArrange: boolean }) => {
  const say = useSay();
  const language = useLanguage();
  const { message } = App.useApp();
  const end = useChange(endDuty);
  const begins = Date.parse(entry.from);
  const over = entry.to !== null && Date.parse(entry.to) <= now;
  const future = begins > now;
  return (
    <tr>
      <td>{entry.name}</td>
      <td>
        <When at={entry.from} />
      </td>
      <td>{entry.to === null ? say(words.openEnd) : <When at={entry.to} />}</td>
      <td className={over ? 'org-quiet' : future ? '' : 'is-present'}>
        {say(over ? words.ended : future ? words.future : words.present)}
      </td>
      {mayArrange && (
        <td>
          {!over && (
            <Popconfirm
              title={say(future ? words.callOffSure : words.endSure, { name: entry.name })}
              onConfirm={() =>
                end.mutate(entry, { onError: (error) => void message.error(partIn(language, error.message)) })
              }
            >
              <Button size="small" loading={end.isPending}>
                {say(future ? words.callOff : words.endNow)}
              </Button>
            </Popconfirm>
          )}
        </td>
      )}
    </tr>
  );
};

export const Roster = ({
  unit,
  monday,
  setMonday,
}: {
  unit: Unit;
  monday: string | undefined;
  setMonday: (monday: string | undefined) => void;
}) => {
  const say = useSay();
  const now = useMinute();
  const [arranging, setArranging] = useState(false);
  const first = monday ?? mondayOf(now);
  const week = weekOf(first);
  const { data, error, refetch } = useQuery(rosterQuery(unit.path, week));
  const go = (weeks: number) => {
    const next = weekAfter(first, weeks);
    setMonday(next === mondayOf(now) ? undefined : next);
  };
  return (
    <div className="roster">
      <div className="roster-tools">
        <Button icon={<LeftOutlined />} aria-label={say(words.weekBefore)} onClick={() => go(-1)} />
        <Button onClick={() => setMonday(undefined)} disabled={monday === undefined}>
          {say(words.thisWeek)}
        </Button>
        <Button icon={<RightOutlined />} aria-label={say(words.weekAfter)} onClick={() => go(1)} />
        <strong>{say(words.week, { from: first, to: dateOf(week.to - day) })}</strong>
        {data?.mayArrange && unit.active && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setArranging(true)}>
            {say(words.arrange)}
          </Button>
        )}
      </div>
      {error && !data ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <>
          <Chart entries={data.items} week={week} now={now} />
          {data.items.length === 0 ? (
            <p className="org-quiet">{say(words.noEntries)}</p>
          ) : (
            <div className="org-scroll">
              <table className="org-table">
                <thead>
                  <tr>
                    <th scope="col">{say(words.person)}</th>
                    <th scope="col">{say(words.from)}</th>
                    <th scope="col">{say(words.to)}</th>
                    <th scope="col">{say(words.state)}</th>
                    {data.mayArrange && <td />}
                  </tr>
                </thead>
                <tbody>
                  {data.items.map((entry) => (
                    <Entry key={entry.id} entry={entry} now={now} mayArrange={data.mayArrange} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
      {arranging && data && (
        <DutyForm
          unit={unit}
          standIns={data.standIns}
          from={Math.max(now, week.from + 9 * 3_600_000)}
          close={() => setArranging(false)}
        />
      )}
    </div>
  );
};
