// 上报: what, where, how it looks, how urgent. Less than a minute with a thumb.
import { useState } from 'react';
import { urgencies } from '../../../workflows/contract/case-type.ts';
import { newKey } from '../../shared/api.ts';
import { text, useSay } from '../../shared/language.ts';
import { Notice } from '../../shared/light/notice.tsx';
import { PhotoPicker } from '../../shared/light/photo-picker.tsx';
import { urgencyWords } from '../../shared/words.ts';
import { go } from '../hash.ts';
import { isComplete, isEmpty, type Report } from '../queue/report.ts';
import { DraftLine } from '../store/draft-line.tsx';
import { type Choices, keep } from '../store/kept.ts';
import { CategoryField } from './category-field.tsx';
import { categoryNames } from './category-names.ts';
import { ordered } from './order.ts';
import { phrasesFor } from './phrases.ts';
import { PlaceField } from './place-field.tsx';
import { Refused } from './refused.tsx';
import { useDraft } from './use-draft.ts';

const words = {
  photos: text('现场照片', 'Photos'),
  optional: text('（选填，最多 {n} 张）', '(optional, at most {n})'),
  description: text('情况说明', 'What happened'),
  example: text('点上面的常用语，或直接输入', 'Tap a phrase, or write'),
  exampleFirst: text('直接输入；选择什么事后有常用语', 'Write; phrases come with what it is'),
  phrases: text('常用语', 'Phrases'),
  urgency: text('紧急程度', 'How urgent'),
  danger: text(
    '特急：危及人身安全，请同时拨打 110、119 或 120。',
    'Emergency: danger to life. Also call 110, 119 or 120.',
  ),
  onBehalf: text('代居民上报', 'On behalf of a resident'),
  reporter: text('居民姓名、电话', "The resident's name and telephone"),
  reporterWhy: text('只有办理单位能看到，用于回访。', 'Only those who handle it see it, to call back.'),
  send: text('提交上报', 'Send the report'),
  unkept: text(
    '没有提交：手机存不下这份上报（可能是无痕浏览或空间已满）。请不要关闭页面，腾出空间后再提交。',
    'Not sent: the phone cannot keep this report (private browsing, or a full disk). Do not close the page; make room and send it again.',
  ),
  needCategory: text('请选择什么事', 'Choose what it is'),
  needDescription: text('请写一句情况说明', 'Say in a few words what happened'),
};

const mostPhotos = 6;
/** The API takes more; a report from the field is short. */
const mostWords = 2_000;

export const ReportForm = ({
  initial,
  choices,
  used,
}: {
  initial: Report;
  choices: Choices;
  used: Readonly<Record<string, number>>;
}) => {
  const say = useSay();
  const { report, setForm, changePhotos, kept, broken, send, discard } = useDraft(initial);
  const { form, photos, refusal } = report;
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [unkept, setUnkept] = useState(false);
  const [shrinking, setShrinking] = useState(false);
  const categories = ordered([...new Set(choices.categories.map(({ category }) => category))], used);

  const submit = async () => {
    setTried(true);
    if (!isComplete(report)) {
      document
        .getElementById(form.category === null ? 'report-what' : 'report-description')
        ?.scrollIntoView({ block: 'center' });
      return;
    }
    setLeaving(true);
    setUnkept(false);
    try {
      await send();
    } catch {
      setUnkept(true);
      setLeaving(false);
      return;
    }
    const category = form.category ?? '';
    // The report waits already: what is remembered for the next one is not worth a word.
    await keep('used', { ...used, [category]: (used[category] ?? 0) + 1 }).catch(() => undefined);
    void navigator.storage?.persist?.().catch(() => false);
    go('sent', report.id);
  };

  const missing = (absent: boolean, sentence: typeof words.needCategory, id: string) =>
    tried &&
    absent && (
      <p className="wrong" id={id} role="alert">
        {say(sentence)}
      </p>
    );

  return (
    <form
      className="stack report"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!leaving && !shrinking) void submit();
      }}
    >
      {refusal && <Refused refusal={refusal} />}
      <section className="paper stack" id="report-what">
        <CategoryField
          categories={categories}
          nameOf={categoryNames(choices)}
          value={form.category}
          choose={(category) => setForm({ category })}
        />
        {missing(form.category === null, words.needCategory, 'report-what-wrong')}
      </section>
      <section className="paper stack">
        <fieldset className="field">
          <legend className="label">
            {say(words.photos)}
            <span className="optional"> {say(words.optional, { n: mostPhotos })}</span>
          </legend>
          <PhotoPicker photos={photos} most={mostPhotos} change={changePhotos} working={setShrinking} />
        </fieldset>
      </section>
      <section className="paper stack">
        {form.category !== null && (
          <ul className="phrases" aria-label={say(words.phrases)}>
            {phrasesFor(form.category).map((phrase) => (
              <li key={phrase.zh}>
                <button
                  type="button"
                  className="phrase"
                  onClick={() => {
                    const said = form.description.trim();
                    setForm({ description: `${said}${said === '' ? '' : '，'}${say(phrase)}`.slice(0, mostWords) });
                  }}
                >
                  {say(phrase)}
                </button>
              </li>
            ))}
          </ul>
        )}
        <div className="field">
          <label htmlFor="report-description">{say(words.description)}</label>
          <textarea
            id="report-description"
            className="input"
            maxLength={mostWords}
            placeholder={say(form.category === null ? words.exampleFirst : words.example)}
            aria-invalid={tried && form.description.trim() === ''}
            aria-describedby={tried && form.description.trim() === '' ? 'report-description-wrong' : undefined}
            value={form.description}
            onChange={(event) => setForm({ description: event.currentTarget.value })}
          />
          {missing(form.description.trim() === '', words.needDescription, 'report-description-wrong')}
        </div>
      </section>
      <section className="paper stack">
        <PlaceField form={form} units={choices.units} set={setForm} />
      </section>
      <section className="paper stack">
        <fieldset className="field">
          <legend className="label">{say(words.urgency)}</legend>
          <div className="urgencies">
            {[...urgencies]
              .reverse()
              .filter((each) => each !== 'complex')
              .map((urgency) => (
                <label key={urgency} className="choice">
                  <input
                    type="radio"
                    name="urgency"
                    checked={form.urgency === urgency}
                    onChange={() => setForm({ urgency })}
                  />
                  {say(urgencyWords[urgency])}
                </label>
              ))}
          </div>
        </fieldset>
        {form.urgency === 'emergency' && <Notice tone="warn">{say(words.danger)}</Notice>}
        <details open={form.reporter !== '' || undefined}>
          <summary className="touch">{say(words.onBehalf)}</summary>
          <div className="field">
            <label htmlFor="report-reporter">{say(words.reporter)}</label>
            <input
              id="report-reporter"
              className="input"
              maxLength={200}
              autoComplete="off"
              aria-describedby="report-reporter-why"
              value={form.reporter}
              onChange={(event) => setForm({ reporter: event.currentTarget.value })}
            />
            <span className="quiet" id="report-reporter-why">
              {say(words.reporterWhy)}
            </span>
          </div>
        </details>
      </section>
      {(broken || !isEmpty(report)) && (
        <DraftLine
          kept={kept}
          broken={broken}
          discard={() => void discard().then(() => go('report', 'new', newKey()))}
        />
      )}
      <div className="sendbar stack">
        {unkept && <Notice tone="danger">{say(words.unkept)}</Notice>}
        <button type="submit" className="button main wide" disabled={leaving || shrinking}>
          {say(words.send)}
        </button>
      </div>
    </form>
  );
};
