// 今日任务: the open cases that the person's unit must act on, the most pressing first.
import { useCallback, useEffect, useState } from 'react';
import { api, ask } from '../../shared/api.ts';
import type { Schemas } from '../../shared/api-types.ts';
import { text, useLanguage, useSay } from '../../shared/language.ts';
import { typedIn } from '../../shared/light/act.ts';
import { Problem } from '../../shared/light/problem.tsx';
import { useAsked } from '../../shared/light/use-asked.ts';
import type { PersonMe } from '../../shared/session.ts';
import { spokenDeadline } from '../../shared/time.ts';
import { cardWords, categoryText, phaseWords, urgedWords, urgencyWords } from '../../shared/words.ts';
import type { Begun } from '../case/begun.ts';
import { useBegun } from '../case/use-begun.ts';
import { hashOf } from '../hash.ts';
import { TimeLeft } from '../time-left.tsx';

const words = {
  title: text('今日任务', "Today's tasks"),
  refresh: text('刷新', 'Refresh'),
  loading: text('正在载入…', 'Loading…'),
  none: text('没有要您办理的事项。', 'Nothing waits for you.'),
  until: text('{phase}：{due} 前完成', '{phase}: by {due}'),
  total: text('{n} 件', '{n} to do'),
  atLeast: text('前 {n} 件', 'The first {n}'),
  draft: text('草稿', 'Draft'),
  elsewhere: text('填了一半的', 'Begun and not sent'),
};

/** How often the list is asked for again while it is looked at, in ms. */
const againMs = 60_000;

/** A rehearsal stands at its last event; null: the present. */
const presentOf = ({ rehearsal, due, slackMs }: Schemas['WorkListItem']): string | null =>
  rehearsal && due !== null && slackMs !== null ? new Date(Date.parse(due) - slackMs).toISOString() : null;

const Task = ({ item, begun }: { item: Schemas['WorkListItem']; begun: boolean }) => {
  const say = useSay();
  const language = useLanguage();
  return (
    <li>
      <a className="paper card" href={hashOf('tasks', item.caseNo)}>
        <span className="row spread">
          <strong>{say(categoryText(item.category, item.typeLabel))}</strong>
          <TimeLeft due={item.due} unit={item.clock?.unit ?? null} calendar={item.calendar} at={presentOf(item)} />
        </span>
        <span>
          {item.due === null
            ? say(phaseWords[item.phase])
            : say(words.until, { due: spokenDeadline(item.due, language), phase: say(phaseWords[item.phase]) })}
        </span>
        <span className="row">
          <span>{item.areaName}</span>
          {item.urgency !== 'normal' && <span className="tag warn">{say(urgencyWords[item.urgency])}</span>}
          {item.urges > 0 && <span className="tag warn">{say(urgedWords, { n: item.urges })}</span>}
          {item.card && (
            <span className={item.card === 'red' ? 'tag danger' : 'tag yellow'}>{say(cardWords[item.card])}</span>
          )}
        </span>
        <span className="row spread">
          <span className="quiet number">{item.caseNo}</span>
          {begun && <span className="tag brand">{say(words.draft)}</span>}
        </span>
      </a>
    </li>
  );
};

/** Forms of cases that are not in the list: they are no tasks any more, or there is no network. */
const BegunElsewhere = ({ begun }: { begun: readonly Begun[] }) => {
  const say = useSay();
  if (begun.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="begun-elsewhere">
      <h2 id="begun-elsewhere">{say(words.elsewhere)}</h2>
      <ul className="stack">
        {begun.map(({ caseNo, offered: { action, label, fields }, act }) => (
          <li key={`${caseNo} ${action}`}>
            <a className="paper card" href={hashOf('tasks', caseNo, action)}>
              <strong>{say(label)}</strong>
              <span className="said clip">{typedIn(fields, act)}</span>
              <span className="quiet number">{caseNo}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

export const TasksTab = ({ me: { person, unit } }: { me: PersonMe }) => {
  const say = useSay();
  const begun = useBegun(person).all ?? [];
  const [limit, setLimit] = useState(50);
  const asking = useCallback(
    () => ask(api.GET('/v1/cases', { params: { query: { acting: unit, sort: 'slack', limit } } })),
    [unit, limit],
  );
  const { data, error, busy, again } = useAsked(asking);
  useEffect(() => {
    const visible = () => document.visibilityState === 'visible' && again();
    const timer = setInterval(visible, againMs);
    document.addEventListener('visibilitychange', visible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', visible);
    };
  }, [again]);
  const isListed = (caseNo: string) => data?.items.some((item) => item.caseNo === caseNo) ?? false;
  return (
    <div className="stack">
      <div className="row spread">
        <h1>
          {say(words.title)}{' '}
          {data && data.items.length > 0 && (
            <span className="tag brand">
              {say(data.next === null ? words.total : words.atLeast, { n: data.items.length })}
            </span>
          )}
        </h1>
        <button type="button" className="button plain" disabled={busy} onClick={again}>
          {say(words.refresh)}
        </button>
      </div>
      {error !== null && <Problem error={error} again={again} />}
      {data === null && busy && <p role="status">{say(words.loading)}</p>}
      {!(data === null && busy) && <BegunElsewhere begun={begun.filter(({ caseNo }) => !isListed(caseNo))} />}
      {data?.items.length === 0 && <p className="paper">{say(words.none)}</p>}
      <ul className="stack">
        {data?.items.map((item) => (
          <Task key={item.caseNo} item={item} begun={begun.some(({ caseNo }) => caseNo === item.caseNo)} />
        ))}
      </ul>
      {data !== null && data.next !== null && limit < 200 && (
        <button type="button" className="button" onClick={() => setLimit(200)}>
          {say(text('显示更多', 'Show more'))}
        </button>
      )}
    </div>
  );
};
