// The form of one action, on a light page: its fields, a reason, and what happened meanwhile.
import { useId, useState } from 'react';
import type { Fields, Label } from '../../../workflows/contract/fields.ts';
import { ApiError } from '../api.ts';
import { leadsTo } from '../before-acting.ts';
import { type Language, partIn, text, useLanguage, useSay } from '../language.ts';
import type { Case } from './case.ts';
import { isBlank, type Offered, photosIn, searchOf, type Value, wanting } from './form-values.ts';
import { fieldId, LightField } from './light-field.tsx';
import { Notice } from './notice.tsx';
import { Problem } from './problem.tsx';
import { Story } from './story.tsx';
import type { Reader } from './telling.ts';
import { type ActProps, useAct } from './use-act.ts';

const words = {
  reason: text('理由', 'Reason'),
  optional: text('（选填）', '(optional)'),
  needed: text('请填写', 'Please fill this in'),
  range: text('请填 {min} 到 {max} 之间的整数', 'A whole number from {min} to {max}'),
  sending: text('正在提交…', 'Sending…'),
  meanwhile: text('您填写时，事项有了新变化：', 'While you were writing, something happened:'),
  again: text('看过了，仍要提交', 'I have seen it; send anyway'),
  impossible: text(
    '现在已不能进行这项操作。您填写的内容仍在下面，可以复制。',
    'This is not possible any more. What you wrote is still below and can be copied.',
  ),
};

const problemsOf = (error: unknown, language: Language): Record<string, string> =>
  Object.fromEntries(
    error instanceof ApiError
      ? error.problems.map(({ pointer, message }) => [
          pointer
            .replace(/^\/input\//, '')
            .replace(/^\//, '')
            .split('/')[0] ?? '',
          partIn(language, message),
        ])
      : [],
  );

export interface LightFormProps extends Omit<ActProps, 'caseNo'> {
  seen: Case;
  offered: Offered;
  /** The unit that acts. */
  from: string;
  /** Fields that are not shown: the act begins with their values. */
  hidden?: readonly string[];
  /** Who fills it in. */
  reader: Reader;
  submit: string;
  danger?: boolean;
  /** Closes the form. */
  cancel?: { say: Label; act: () => void };
}

export const LightForm = ({ seen, from, hidden = [], reader, submit, danger, cancel, ...acting }: LightFormProps) => {
  const say = useSay();
  const language = useLanguage();
  const id = useId();
  /** What was wrong when it was last sent, see {@link wanting}. */
  const [amiss, setAmiss] = useState<readonly string[]>([]);
  const { busy, error, conflict, send } = useAct({ caseNo: seen.caseNo, ...acting });
  const {
    offered,
    writing: { act, change },
  } = acting;
  const { values, reason } = act;
  /** Fields whose photos are being made smaller. */
  const [shrinking, setShrinking] = useState(0);
  const waits = busy || shrinking > 0;
  const told = problemsOf(error, language);
  const set = (name: string, value: Value | ((before: Value | undefined) => Value)) => {
    change((before) => {
      const next = typeof value === 'function' ? value(before.values[name]) : value;
      return { ...before, values: { ...before.values, [name]: next } };
    });
    setAmiss((before) => before.filter((each) => each !== name));
  };
  const wrong = (name: string): string | null => {
    if (!amiss.includes(name)) return told[name] ?? null;
    const field = (offered.fields as Fields)[name];
    return field?.kind === 'integer' && !isBlank(values[name])
      ? say(words.range, { min: field.min, max: field.max })
      : say(words.needed);
  };
  const submitted = () => {
    const missing = wanting(offered, act);
    setAmiss(missing);
    const [first] = missing;
    if (first === undefined) return void send();
    document.getElementById(first === 'reason' ? `${id}-reason` : fieldId(first))?.focus();
  };
  const leads = reader === 'staff' ? leadsTo(seen, offered, say) : null;
  const stuck = conflict !== null && !conflict.stillPossible;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!waits && !stuck) submitted();
      }}
    >
      {conflict && (
        <Notice tone="warn" role="alert">
          <div className="stack">
            <p>
              <strong>{say(words.meanwhile)}</strong>
            </p>
            <Story events={conflict.events} reader={reader} seen={conflict.now} />
            {stuck && <p>{say(words.impossible)}</p>}
          </div>
        </Notice>
      )}
      {leads !== null && <p className="quiet">{leads}</p>}
      {Object.entries(offered.fields as Fields)
        .filter(([name]) => !hidden.includes(name))
        .map(([name, field]) => (
          <LightField
            key={name}
            name={name}
            field={field}
            value={values[name]}
            set={(value) => set(name, value)}
            search={String(values[searchOf(name)] ?? '')}
            look={(typed) => set(searchOf(name), typed)}
            changePhotos={(how) => set(name, (before) => how(photosIn(before)))}
            working={(more) => setShrinking((n) => n + (more ? 1 : -1))}
            wrong={wrong(name)}
            from={from}
          />
        ))}
      {(offered.reason === 'required' || Object.keys(offered.fields).length === 0) && (
        <div className="field">
          <label htmlFor={`${id}-reason`}>
            {say(words.reason)}
            {offered.reason === 'optional' && <span className="optional"> {say(words.optional)}</span>}
          </label>
          <textarea
            id={`${id}-reason`}
            className="input"
            maxLength={2_000}
            value={reason}
            aria-invalid={wrong('reason') !== null}
            aria-describedby={wrong('reason') === null ? undefined : `${id}-reason-wrong`}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change((before) => ({ ...before, reason: value }));
              setAmiss((before) => before.filter((each) => each !== 'reason'));
            }}
          />
          {wrong('reason') !== null && (
            <span className="wrong" id={`${id}-reason-wrong`}>
              {wrong('reason')}
            </span>
          )}
        </div>
      )}
      {error !== null && <Problem error={error} />}
      <div className="row">
        {!stuck && (
          <button type="submit" className={danger ? 'button danger grow' : 'button main grow'} disabled={waits}>
            {busy ? say(words.sending) : conflict ? say(words.again) : submit}
          </button>
        )}
        {cancel && (
          <button type="button" className="button" disabled={waits} onClick={cancel.act}>
            {say(cancel.say)}
          </button>
        )}
      </div>
    </form>
  );
};
