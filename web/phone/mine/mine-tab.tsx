// 我的上报: what waits on this phone, then what was received and what became of it.
import { useCallback, useState } from 'react';
import { api, ask } from '../../shared/api.ts';
import type { Schemas } from '../../shared/api-types.ts';
import { partIn, text, useLanguage, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';
import { Problem } from '../../shared/light/problem.tsx';
import { useAsked } from '../../shared/light/use-asked.ts';
import type { PersonMe } from '../../shared/session.ts';
import { spokenTime } from '../../shared/time.ts';
import { caseLine } from '../case/case-line.ts';
import { hashOf } from '../hash.ts';
import { isEditable, type Report } from '../queue/report.ts';
import { reportStore } from '../queue/store.ts';
import { type CategoryName, useCategoryNames } from '../report/category-names.ts';
import { stateOf, stateTones, stateWords } from './report-state.ts';

const words = {
  title: text('我的上报', 'My reports'),
  here: text('手机里的', 'On this phone'),
  there: text('已受理的', 'Received'),
  none: text('还没有上报过。看到问题，点“上报”即可。', 'Nothing reported yet. When you see something, tap “Report”.'),
  loading: text('正在载入…', 'Loading…'),
  noText: text('（还没有写说明）', '(no words yet)'),
  open: text('打开', 'Open'),
  remove: text('删除', 'Remove'),
  sure: text('从手机上删除？', 'Remove it from the phone?'),
  opening: text('已登记，稍后立案', 'Received; opens in a moment'),
  more: text('更早的', 'Earlier ones'),
  refresh: text('刷新', 'Refresh'),
  offline: text('没有网络，已受理的上报暂时看不到。', 'No network: received reports cannot be shown now.'),
};

type Reported = Schemas['Report'];

const Local = ({ report, sending, nameOf }: { report: Report; sending: string | null; nameOf: CategoryName }) => {
  const say = useSay();
  const language = useLanguage();
  const state = stateOf(report, sending);
  const { form, refusal } = report;
  const place = report.stage === 'draft' || report.stage === 'refused' ? 'report' : 'sent';
  return (
    <li className="paper stack">
      <div className="row spread">
        <strong>{form.category === null ? say(stateWords.draft) : say(nameOf(form.category))}</strong>
        <span className={stateTones[state]}>{say(stateWords[state])}</span>
      </div>
      <p className="said clip">{form.description.trim() || say(words.noText)}</p>
      {refusal && <p className="wrong">{partIn(language, refusal.message)}</p>}
      <div className="row">
        <a className="button" href={hashOf(place, report.id)}>
          {say(words.open)}
        </a>
        {isEditable(report) && report.stage !== 'waiting' && (
          <button
            type="button"
            className="button plain danger"
            onClick={() => {
              if (confirm(say(words.sure))) void reportStore.remove(report.id);
            }}
          >
            {say(words.remove)}
          </button>
        )}
      </div>
    </li>
  );
};

const Remote = ({ report, nameOf }: { report: Reported; nameOf: CategoryName }) => {
  const say = useSay();
  const language = useLanguage();
  const found = report.case;
  return (
    <li>
      <a className="paper card" href={hashOf('mine', report.caseNo)}>
        <span className="row spread">
          <strong>{say(nameOf(report.category))}</strong>
          {found?.overdue && found.status === 'open' ? (
            <span className="tag danger">{say(text('超期', 'Late'))}</span>
          ) : null}
        </span>
        <span>{found ? caseLine(found, language) : say(words.opening)}</span>
        <span className="quiet number">
          {report.caseNo} · {spokenTime(report.receivedAt, language)}
        </span>
      </a>
    </li>
  );
};

/** @param cursor the end of the page before; null: the first page */
const readReports = (cursor: string | null) =>
  ask(api.GET('/v1/reports', { params: { query: { limit: 20, ...(cursor !== null && { cursor }) } } }));

/**
 * Pages of what was received.
 * @param accepted how many reports on this phone were; asks again when one more is
 */
const useReported = (accepted: number) => {
  const [{ items, next }, setPages] = useState<Awaited<ReturnType<typeof readReports>>>({ items: [], next: null });
  const [older, setOlder] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const asking = useCallback(async () => {
    setPages(await readReports(null));
    return accepted;
  }, [accepted]);
  const { data, ...asked } = useAsked(asking);
  const more = async () => {
    setOlder({ busy: true, error: null });
    try {
      const page = await readReports(next);
      // Whoever refreshed meanwhile looks at the first page again.
      setPages((before) => (before.next === next ? { ...page, items: [...before.items, ...page.items] } : before));
      setOlder({ busy: false, error: null });
    } catch (error) {
      setOlder({ busy: false, error });
    }
  };
  return { ...asked, items, known: data, older, more: next === null ? null : more };
};

export const MineTab = ({
  me,
  reports,
  sending,
  others,
}: {
  me: PersonMe;
  reports: readonly Report[];
  sending: string | null;
  others: number;
}) => {
  const say = useSay();
  const nameOf = useCategoryNames(me);
  const count = reports.filter(({ accepted }) => accepted).length;
  const { items, known, error, busy, again, older, more } = useReported(count);
  const received = new Set(items.map(({ caseNo }) => caseNo));
  // Those that were received since the list was asked for are not in it yet.
  const here = reports.filter(({ accepted }) => !accepted || (known !== count && !received.has(accepted.caseNo)));
  return (
    <div className="stack">
      <div className="row spread">
        <h1>{say(words.title)}</h1>
        <button type="button" className="button plain" disabled={busy} onClick={again}>
          {say(words.refresh)}
        </button>
      </div>
      {others > 0 && (
        <Notice>
          {say(
            text(
              '这部手机上还有其他人的 {n} 份上报待发送，需要本人登录后发送。',
              '{n} reports of other people wait on this phone; they are sent when those sign in.',
            ),
            { n: others },
          )}
        </Notice>
      )}
      {here.length > 0 && (
        <section className="stack" aria-labelledby="mine-here">
          <h2 id="mine-here">{say(words.here)}</h2>
          <ul className="stack">
            {here.map((report) => (
              <Local key={report.id} report={report} sending={sending} nameOf={nameOf} />
            ))}
          </ul>
        </section>
      )}
      <section className="stack" aria-labelledby="mine-there">
        <h2 id="mine-there">{say(words.there)}</h2>
        {error !== null && <Problem error={error} again={again} />}
        {known === null && busy && <p role="status">{say(words.loading)}</p>}
        {known !== null && items.length === 0 && <p className="paper">{say(words.none)}</p>}
        <ul className="stack">
          {items.map((report) => (
            <Remote key={report.caseNo} report={report} nameOf={nameOf} />
          ))}
        </ul>
        {older.error !== null && <Problem error={older.error} />}
        {more && (
          <button type="button" className="button" disabled={older.busy} onClick={() => void more()}>
            {say(words.more)}
          </button>
        )}
      </section>
    </div>
  );
};
