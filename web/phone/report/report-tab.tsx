// The tab that reports: goes on with the draft that was begun, or begins one.
import { useEffect, useState } from 'react';
import { text, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';
import { Problem } from '../../shared/light/problem.tsx';
import type { PersonMe } from '../../shared/session.ts';
import { type Choices, recall } from '../queue/kept.ts';
import type { Report } from '../queue/report.ts';
import { loadChoices, mayReportHere } from './choices.ts';
import { ReportForm } from './report-form.tsx';
import { newDraft } from './use-draft.ts';

const words = {
  title: text('上报', 'Report'),
  loading: text('正在载入…', 'Loading…'),
  elsewhere: text('市级和部门请在工作台登记事项。', 'Cities and departments enter requests in the console.'),
  toConsole: text('打开工作台', 'Open the console'),
};

interface Ready {
  choices: Choices;
  used: Readonly<Record<string, number>>;
}

/** @param wanted the draft to go on with; `new` for another one; absent for the one begun last */
export const ReportTab = ({
  me,
  reports,
  wanted,
}: {
  me: PersonMe;
  reports: readonly Report[];
  wanted: string | undefined;
}) => {
  const say = useSay();
  const [ready, setReady] = useState<Ready | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    let gone = false;
    Promise.all([loadChoices(me), recall('used')]).then(
      ([choices, used]) => !gone && setReady({ choices, used: used ?? {} }),
      (caught: unknown) => !gone && setError(caught),
    );
    return () => {
      gone = true;
    };
  }, [me.person, turn]);

  // Chosen once: the draft must not change under the hands that write it.
  const [initial] = useState(() => {
    if (wanted === 'new') return newDraft(me);
    const open = ({ stage }: Report) => stage === 'draft' || stage === 'refused';
    const named = reports.find((report) => report.id === wanted && open(report));
    return named ?? reports.find(({ stage }) => stage === 'draft') ?? newDraft(me);
  });

  return (
    <>
      <h1>{say(words.title)}</h1>
      {!mayReportHere(me) ? (
        <Notice>
          {say(words.elsewhere)} <a href="/">{say(words.toConsole)}</a>
        </Notice>
      ) : ready ? (
        <ReportForm initial={initial} choices={ready.choices} used={ready.used} />
      ) : error !== null ? (
        <Problem
          error={error}
          again={() => {
            setError(null);
            setTurn(turn + 1);
          }}
        />
      ) : (
        <p role="status">{say(words.loading)}</p>
      )}
    </>
  );
};
