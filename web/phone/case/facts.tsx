// What is known of a case: what, where, by whom, at which step, until when.
import { text, useLanguage, useSay } from '../../shared/language.ts';
import type { Case } from '../../shared/light/case.ts';
import { spokenDeadline } from '../../shared/time.ts';
import { cardWords, urgencyWords } from '../../shared/words.ts';
import { TimeLeft } from '../time-left.tsx';

const words = {
  where: text('地点', 'Where'),
  what: text('情况', 'What'),
  who: text('诉求人', 'Reported by'),
  now: text('环节', 'Step'),
  due: text('时限', 'Due'),
  none: text('未计时', 'No clock runs'),
  urgency: text('紧急程度', 'Urgency'),
  whole: text('在工作台看完整号码', 'See it in the console'),
};

/** Hides telephone numbers but for their ends: three digits and two of a mobile one, one and two of a shorter one. */
const hidePhones = (said: string): string =>
  said.replaceAll(/\d{7,}/g, (digits) => {
    const shown = digits.length >= 11 ? 3 : 1;
    return `${digits.slice(0, shown)}${'*'.repeat(digits.length - shown - 2)}${digits.slice(-2)}`;
  });

export const Facts = ({ seen }: { seen: Case }) => {
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
            {hidePhones(reporter) !== reporter && (
              <a className="quiet whole" href={`/cases/${encodeURIComponent(seen.caseNo)}`}>
                {say(words.whole)}
              </a>
            )}
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
