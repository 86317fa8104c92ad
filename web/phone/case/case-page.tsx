// One case on the phone: what it is, until when, what to do, what happened. The same for one's own reports and for tasks; what can be
// done is what the API allows.
import { useCallback, useEffect, useState } from 'react';
import { text, useLanguage, useSay } from '../../shared/language.ts';
import { wentThrough } from '../../shared/light/act.ts';
import { type Case, readCase, readStory, type Told } from '../../shared/light/case.ts';
import { Files } from '../../shared/light/files.tsx';
import { Notice } from '../../shared/light/notice.tsx';
import { PhaseBar } from '../../shared/light/phase-bar.tsx';
import { Problem } from '../../shared/light/problem.tsx';
import { Story } from '../../shared/light/story.tsx';
import { useAsked } from '../../shared/light/use-asked.ts';
import type { PersonMe } from '../../shared/session.ts';
import { categoryText } from '../../shared/words.ts';
import { go, goInstead, hashOf } from '../hash.ts';
import { Actions } from './actions.tsx';
import { begunStore } from './begun.ts';
import { caseLine } from './case-line.ts';
import { Facts } from './facts.tsx';
import { useBegun } from './use-begun.ts';

const words = {
  loading: text('正在载入…', 'Loading…'),
  photos: text('照片材料', 'Photos and files'),
  story: text('办理经过', 'What happened'),
  done: text('已提交', 'Done'),
  back: text('返回', 'Back'),
  kept: text('您填写的内容还在手机上，打开事项后继续。', 'What you wrote is on this phone; go on when the case opens.'),
};

/** The forms of a case that the person has begun; what went through after all is dropped. */
const useBegunOf = (person: string, caseNo: string, story: readonly Told[] | undefined, through: () => void) => {
  const all = useBegun(person).all?.filter((each) => each.caseNo === caseNo);
  const gone = story ? all?.filter(({ act }) => wentThrough(act, story)) : undefined;
  const first = gone?.[0];
  useEffect(() => {
    if (!first) return;
    through();
    begunStore.remove(first).catch(() => undefined);
  }, [first, through]);
  return all?.filter((each) => !gone?.includes(each));
};

export const CasePage = ({
  me,
  tab,
  caseNo,
  action,
}: {
  me: PersonMe;
  /** Where one came from. */
  tab: string;
  caseNo: string;
  /** The action whose form is open. */
  action: string | undefined;
}) => {
  const say = useSay();
  const language = useLanguage();
  const [done, setDone] = useState(false);
  const asking = useCallback(async (): Promise<{ seen: Case; story: Told[] }> => {
    const [seen, story] = await Promise.all([readCase(caseNo), readStory(caseNo)]);
    return { seen, story };
  }, [caseNo]);
  const { data, error, again, put } = useAsked(asking);
  const begun = useBegunOf(
    me.person,
    caseNo,
    data?.story,
    useCallback(() => setDone(true), []),
  );
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
      <a className="button plain back" href={hashOf(tab)}>
        ‹ {say(words.back)}
      </a>
      {data === null && error !== null && (
        <>
          <Problem error={error} again={again} />
          {begun !== undefined && begun.length > 0 && <Notice>{say(words.kept)}</Notice>}
        </>
      )}
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
          {begun && data.seen.allowed.length + begun.length > 0 && (
            <Actions
              me={me}
              seen={data.seen}
              story={data.story}
              begun={begun}
              open={action}
              turnTo={(next) => (next === null ? goInstead(tab, caseNo) : go(tab, caseNo, next))}
              done={(next) => {
                goInstead(tab, caseNo);
                setDone(true);
                put({ seen: next, story: data.story });
                again();
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
