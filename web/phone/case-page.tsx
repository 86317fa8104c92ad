// One case on the phone: what it is, until when, what to do, what happened. The same for one's own reports and for tasks; what can be
// done is what the API allows.
import { useCallback, useState } from 'react';
import { isStanding } from '../../workflows/case/actions.ts';
import { text, useLanguage, useSay } from '../shared/language.ts';
import { Files } from '../shared/light/files.tsx';
import type { Offered } from '../shared/light/form-values.ts';
import { LightForm } from '../shared/light/light-form.tsx';
import { Notice } from '../shared/light/notice.tsx';
import { PhaseBar } from '../shared/light/phase-bar.tsx';
import { Problem } from '../shared/light/problem.tsx';
import { Story } from '../shared/light/story.tsx';
import { type Case, readCase, readStory, type Told } from '../shared/light/use-act.ts';
import { useAsked } from '../shared/light/use-asked.ts';
import { spokenDeadline } from '../shared/time.ts';
import { cardWords, categoryText, urgencyWords } from '../shared/words.ts';
import { caseLine } from './case-line.ts';
import { TimeLeft } from './time-left.tsx';

const words = {
  loading: text('正在载入…', 'Loading…'),
  where: text('地点', 'Where'),
  what: text('情况', 'What'),
  who: text('诉求人', 'Reported by'),
  now: text('环节', 'Step'),
  due: text('时限', 'Due'),
  none: text('未计时', 'No clock runs'),
  urgency: text('紧急程度', 'Urgency'),
  photos: text('照片材料', 'Photos and files'),
  story: text('办理经过', 'What happened'),
  act: text('现在要做', 'To do now'),
  others: text('其他操作', 'Other actions'),
  done: text('已提交', 'Done'),
  back: text('返回', 'Back'),
  nothing: text('现在不需要您操作。', 'Nothing to be done by you now.'),
  hidden: text(
    '（电话已隐藏，需要联系请在工作台查看）',
    '(telephone hidden; see it in the console when you must call)',
  ),
};

/** Hides telephone numbers but for their ends: three digits and two of a mobile one, one and two of a shorter one. */
const hidePhones = (said: string): string =>
  said.replaceAll(/\d{7,}/g, (digits) => {
    const shown = digits.length >= 11 ? 3 : 1;
    return `${digits.slice(0, shown)}${'*'.repeat(digits.length - shown - 2)}${digits.slice(-2)}`;
  });

const Facts = ({ seen }: { seen: Case }) => {
  const say = useSay();
  const language = useLanguage();
  const step = seen.clocks.find(({ name }) => name === 'step') ?? seen.clocks[0];
  const reporter = seen.texts?.reporter ?? null;
  return (
    <dl className="facts">
      <dt>{say(words.what)}</dt>
      <dd className="said">{seen.texts?.description}</dd>
      <dt>{say(words.where)}</dt>
      <dd>
        {seen.areaName} <span className="said">{seen.texts?.place}</span>
      </dd>
      {reporter !== null && (
        <>
          <dt>{say(words.who)}</dt>
          <dd className="said">
            {hidePhones(reporter)}
            {hidePhones(reporter) !== reporter && <span className="quiet"> {say(words.hidden)}</span>}
          </dd>
        </>
      )}
      <dt>{say(words.now)}</dt>
      <dd>{say(seen.stepLabel)}</dd>
      <dt>{say(words.due)}</dt>
      <dd>
        {step ? (
          <>
            {step.due !== null && `${spokenDeadline(step.due, language)} `}
            <TimeLeft
              due={step.due}
              unit={step.limit.unit}
              calendar={step.calendar}
              at={seen.rehearsal ? seen.now : null}
            />
          </>
        ) : (
          say(words.none)
        )}
      </dd>
      <dt>{say(words.urgency)}</dt>
      <dd>
        {say(urgencyWords[seen.urgency])}
        {seen.card && (
          <span className={`tag ${seen.card === 'red' ? 'danger' : 'yellow'}`}> {say(cardWords[seen.card])}</span>
        )}
      </dd>
    </dl>
  );
};

const Actions = ({ seen, from, done }: { seen: Case; from: string; done: (next: Case) => void }) => {
  const say = useSay();
  const [open, setOpen] = useState<string | null>(null);
  const own = seen.allowed.filter(({ action }) => !isStanding(action));
  const others = seen.allowed.filter(({ action }) => isStanding(action));
  const chosen = seen.allowed.find(({ action }) => action === open);
  if (chosen) {
    return (
      <section className="paper stack" aria-labelledby="act-title">
        <h2 id="act-title">{say(chosen.label)}</h2>
        <LightForm
          key={chosen.action}
          seen={seen}
          offered={chosen}
          from={from}
          reader="staff"
          submit={say(chosen.label)}
          cancel={() => setOpen(null)}
          done={(next) => {
            setOpen(null);
            done(next);
          }}
        />
      </section>
    );
  }
  const buttons = (offered: readonly Offered[], className: string) =>
    offered.map(({ action, label }) => (
      <button key={action} type="button" className={className} onClick={() => setOpen(action)}>
        {say(label)}
      </button>
    ));
  return (
    <section className="paper stack" aria-labelledby="act-title">
      <h2 id="act-title">{say(words.act)}</h2>
      {own.length > 0 ? (
        <div className="stack">{buttons(own, 'button main wide')}</div>
      ) : (
        <p className="quiet">{say(words.nothing)}</p>
      )}
      {others.length > 0 && (
        <details>
          <summary className="touch">{say(words.others)}</summary>
          <div className="row">{buttons(others, 'button')}</div>
        </details>
      )}
    </section>
  );
};

export const CasePage = ({ caseNo, from, back }: { caseNo: string; from: string; back: string }) => {
  const say = useSay();
  const language = useLanguage();
  const [done, setDone] = useState(false);
  const asking = useCallback(async (): Promise<{ seen: Case; story: Told[] }> => {
    const [seen, story] = await Promise.all([readCase(caseNo), readStory(caseNo)]);
    return { seen, story };
  }, [caseNo]);
  const { data, error, again, put } = useAsked(asking);
  const line = (seen: Case) => {
    const due =
      seen.clocks
        .map((clock) => clock.due)
        .filter((at): at is string => at !== null)
        .sort()[0] ?? null;
    return caseLine({ ...seen, due, overdue: seen.clocks.some(({ overdue }) => overdue) }, language);
  };
  return (
    <div className="stack">
      <a className="button plain back" href={back}>
        ‹ {say(words.back)}
      </a>
      {data === null && error !== null && <Problem error={error} again={again} />}
      {data === null && error === null && <p role="status">{say(words.loading)}</p>}
      {data && (
        <>
          <div>
            <h1>{say(categoryText(data.seen.category, data.seen.typeLabel))}</h1>
            <p className="quiet number">{caseNo}</p>
          </div>
          {done && (
            <Notice tone="good" role="status">
              {say(words.done)}
            </Notice>
          )}
          {error !== null && <Problem error={error} again={again} />}
          <section className="paper stack">
            <p className="strong">{line(data.seen)}</p>
            <PhaseBar phase={data.seen.phase} over={data.seen.status !== 'open'} />
          </section>
          <section className="paper stack">
            <Facts seen={data.seen} />
            {data.seen.attachments.length > 0 && (
              <>
                <h2>{say(words.photos)}</h2>
                <Files caseNo={caseNo} files={data.seen.attachments} />
              </>
            )}
          </section>
          {data.seen.allowed.length > 0 && (
            <Actions
              key={data.seen.seq}
              seen={data.seen}
              from={from}
              done={(next) => {
                setDone(true);
                put({ seen: next, story: data.story });
                again();
                scrollTo(0, 0);
              }}
            />
          )}
          <section className="paper stack">
            <h2>{say(words.story)}</h2>
            <Story events={data.story} reader="staff" seen={data.seen} />
          </section>
        </>
      )}
    </div>
  );
};
