// A resident's case: where it stands, what was promised, who has it, the answer, and what happened.
import { useCallback, useEffect, useState } from 'react';
import { text, useLanguage, useSay } from '../shared/language.ts';
import { type Case, readCase, readStory, type Told } from '../shared/light/case.ts';
import { Files } from '../shared/light/files.tsx';
import { Notice } from '../shared/light/notice.tsx';
import { PhaseBar } from '../shared/light/phase-bar.tsx';
import { Problem } from '../shared/light/problem.tsx';
import { Story } from '../shared/light/story.tsx';
import { writtenIn } from '../shared/light/telling.ts';
import { useAsked } from '../shared/light/use-asked.ts';
import { spokenDeadline, spokenTime } from '../shared/time.ts';
import { categoryText, onDutyText } from '../shared/words.ts';
import { Grading, MoreActions } from './actions.tsx';
import { promiseOf, standingOf } from './standing.ts';

const words = {
  loading: text('正在查询…', 'Looking it up…'),
  caseNo: text('事项编号', 'Case number'),
  received: text('受理时间', 'Received'),
  promise: text('承诺办结', 'Promised by'),
  provisional: text('（以次年日历发布后为准）', "(until next year's calendar is published)"),
  unit: text('负责单位', 'Responsible'),
  said: text('您反映的', 'What you reported'),
  where: text('地点', 'Where'),
  answer: text('给您的答复', 'The answer to you'),
  answeredAt: text('{unit} · {at}', '{unit} · {at}'),
  story: text('办理经过', 'What happened'),
  done: text('已收到，谢谢您。', 'Received, thank you.'),
  refresh: text('刷新', 'Refresh'),
  print: text('打印', 'Print'),
  moment: text(
    '诉求已登记，正在立案。请过一会儿刷新。',
    'Your request is registered and being opened. Refresh in a while.',
  ),
};

const Answer = ({ caseNo, story }: { caseNo: string; story: readonly Told[] }) => {
  const say = useSay();
  const language = useLanguage();
  const answer = story.findLast(({ type }) => type === 'replied');
  const said = answer ? writtenIn(answer) : [];
  if (!answer || (said.length === 0 && answer.files.length === 0)) return null;
  return (
    <section className="paper stack answer">
      <h2>{say(words.answer)}</h2>
      {said.map((each) => (
        <p className="said" key={each}>
          {each}
        </p>
      ))}
      <Files caseNo={caseNo} files={answer.files} />
      <p className="quiet">
        {say(words.answeredAt, { unit: answer.authority.name, at: spokenTime(answer.at, language) })}
      </p>
    </section>
  );
};

const Facts = ({ seen }: { seen: Case }) => {
  const say = useSay();
  const language = useLanguage();
  const promise = promiseOf(seen);
  const provisional = seen.clocks.some((clock) => clock.name === 'case' && clock.provisional);
  return (
    <dl className="facts">
      <dt>{say(words.caseNo)}</dt>
      <dd className="number">{seen.caseNo}</dd>
      <dt>{say(words.received)}</dt>
      <dd>{spokenTime(seen.receivedAt, language)}</dd>
      {promise && (
        <>
          <dt>{say(words.promise)}</dt>
          <dd>
            <strong>{spokenDeadline(promise.due, language)}</strong>
            {provisional && say(words.provisional)}
          </dd>
        </>
      )}
      <dt>{say(words.unit)}</dt>
      <dd>
        {seen.responsible.name}
        {seen.responsible.onDuty !== null && <span className="quiet"> {onDutyText(seen.responsible.onDuty, say)}</span>}
      </dd>
      <dt>{say(words.said)}</dt>
      <dd className="said">{seen.texts?.description}</dd>
      {seen.texts?.place != null && (
        <>
          <dt>{say(words.where)}</dt>
          <dd className="said">{seen.texts.place}</dd>
        </>
      )}
    </dl>
  );
};

/** @param times how often a receipt opened it: each time it is asked for anew */
export const CaseView = ({ caseNo, times }: { caseNo: string; times: number }) => {
  const say = useSay();
  const language = useLanguage();
  const [thanks, setThanks] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` asks again
  const asking = useCallback(async (): Promise<{ seen: Case; story: Told[] }> => {
    const [seen, story] = await Promise.all([readCase(caseNo), readStory(caseNo)]);
    return { seen, story };
  }, [caseNo, times]);
  const { data, error, busy, again, put } = useAsked(asking);
  useEffect(() => {
    const visible = () => document.visibilityState === 'visible' && again();
    document.addEventListener('visibilitychange', visible);
    return () => document.removeEventListener('visibilitychange', visible);
  }, [again]);
  if (!data) {
    if (error === null) return <p role="status">{say(words.loading)}</p>;
    const opening = error instanceof Error && 'code' in error && error.code === 'NotFound';
    return (
      <div className="stack">
        <h1 className="number">{caseNo}</h1>
        {opening ? (
          <>
            <Notice role="status">{say(words.moment)}</Notice>
            <button type="button" className="button" disabled={busy} onClick={again}>
              {say(words.refresh)}
            </button>
          </>
        ) : (
          <Problem error={error} again={again} />
        )}
      </div>
    );
  }
  const { seen, story } = data;
  const standing = standingOf(seen, language);
  const refresh = () => {
    setThanks(false);
    again();
  };
  const done = (next: Case) => {
    setThanks(true);
    put({ seen: next, story });
    again();
    scrollTo(0, 0);
  };
  return (
    <div className="stack">
      <p className="quiet">{say(categoryText(seen.category, seen.typeLabel))}</p>
      <h1>{standing.short}</h1>
      {thanks && (
        <Notice tone="good" role="status">
          {say(words.done)}
        </Notice>
      )}
      {error !== null && <Problem error={error} again={again} />}
      <section className={`paper stack stand ${standing.tone}`}>
        <p className="sentence">{standing.sentence}</p>
        <PhaseBar phase={seen.phase} over={seen.status !== 'open'} />
      </section>
      <Answer caseNo={caseNo} story={story} />
      <Grading seen={seen} done={done} />
      <section className="paper stack">
        <Facts seen={seen} />
        <Files caseNo={caseNo} files={seen.attachments} />
      </section>
      <MoreActions seen={seen} done={done} />
      <section className="paper stack">
        <h2>{say(words.story)}</h2>
        <Story events={story} reader="resident" seen={seen} />
      </section>
      <div className="row on-screen">
        <button type="button" className="button grow" disabled={busy} onClick={refresh}>
          {say(words.refresh)}
        </button>
        <button type="button" className="button grow" onClick={() => print()}>
          {say(words.print)}
        </button>
      </div>
    </div>
  );
};
