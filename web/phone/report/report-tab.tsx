// The tab that reports: goes on with the draft that was begun, or begins one.
import { useEffect, useState } from 'react';
import { text, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';
import { Problem } from '../../shared/light/problem.tsx';
import type { PersonMe } from '../../shared/session.ts';
import type { Report } from '../queue/report.ts';
import { type Choices, recall } from '../store/kept.ts';
import { draftFor } from './begin.ts';
import { loadChoices, mayReportHere } from './choices.ts';
import { ReportForm } from './report-form.tsx';

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

/** For `wanted` and `turn` see {@link draftFor}. */
export const ReportTab = ({
  me,
  reports,
  wanted,
  turn,
}: {
  me: PersonMe;
  reports: readonly Report[];
  wanted: string | undefined;
  turn: string | undefined;
}) => {
  const say = useSay();
  const [ready, setReady] = useState<Ready | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` asks again
  useEffect(() => {
    let gone = false;
    // Without what was reported often the categories have another order, and no more.
    Promise.all([loadChoices(me), recall('used').catch(() => null)]).then(
      ([choices, used]) => !gone && setReady({ choices, used: used ?? {} }),
      (caught: unknown) => !gone && setError(caught),
    );
    return () => {
      gone = true;
    };
  }, [me.person, asked]);

  // Chosen once: the draft must not change under the hands that write it.
  const [initial] = useState(() => draftFor(me, reports, wanted, turn));

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
            setAsked(asked + 1);
          }}
        />
      ) : (
        <p role="status">{say(words.loading)}</p>
      )}
    </>
  );
};
