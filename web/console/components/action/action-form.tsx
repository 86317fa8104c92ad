// The form of one action: its fields, the reason, what stands against it, and the button that sends it.
import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import { sameCounty } from '../../../../workflows/contract/org-path.ts';
import type { ApiError } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { useMe } from '../../queries.ts';
import { useTold } from '../../told.ts';
import type { Unit } from '../unit-picker.tsx';
import { Consequence } from './consequence.tsx';
import { type Draft, findProblems, inputOf, type Problems, reasonMax, reasonPointer, uploadsOf } from './draft.ts';
import { FieldInput, type FormAround } from './field-input.tsx';
import { FormField } from './form-field.tsx';
import { FormFrame } from './form-frame.tsx';
import { WordsInput } from './words-input.tsx';

const words = {
  reason: text('理由', 'Reason'),
  submit: text('提交', 'Submit'),
  cancel: text('取消', 'Cancel'),
  again: text('再次确认结果', 'Ask again'),
  waiting: text('附件上传完成后即可提交', 'Wait until the files are sent'),
  unknown: text('尚不确定是否已办理', 'It is not known whether this was done'),
  unknownHow: text(
    '提交后没有得到答复。再次确认不会重复办理；确认之前内容不能更改。',
    'No answer came back. Asking again never does it twice; until then it cannot be changed.',
  ),
  repeating: text('没有得到答复，正在再次确认…', 'No answer came back; asking again…'),
};

/** Receivers that the case itself would not refuse at once: of its county, and neither who sends nor who has it already. */
const receiversOf =
  (kase: Schemas['Case'], action: string, ownUnit: string) =>
  ({ path }: Unit): boolean =>
    sameCounty(path, kase.area) && (action === 'arbitrate' || (path !== kase.responsible.unit && path !== ownUnit));

/** Problems that the API named, by the field that they belong to; a file's belongs to its field. */
const problemsTold = (error: ApiError | null, told: (sentence: string) => string): Problems =>
  new Map(
    (error?.problems ?? []).map(({ pointer, message }) => [
      pointer
        .split('/')
        .slice(0, pointer.startsWith('/input/') ? 3 : 2)
        .join('/'),
      told(message),
    ]),
  );

export const ActionForm = ({
  kase,
  offered,
  draft,
  reason,
  onDraft,
  onReason,
  onSubmit,
  onCancel,
  sending,
  blocked,
}: {
  kase: Schemas['Case'];
  offered: Schemas['OfferedAction'];
  draft: Draft;
  reason: string;
  onDraft: (change: (before: Draft) => Draft) => void;
  onReason: (reason: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
  sending: { busy: boolean; repeating: boolean; unknown: boolean; refusal: ApiError | null };
  /** The case has moved on in a way that this form cannot be sent. */
  blocked: boolean;
}) => {
  const say = useSay();
  const told = useTold();
  const me = useMe();
  const [checked, setChecked] = useState(false);
  const plausible = useMemo(() => receiversOf(kase, offered.action, me.unit), [kase, offered.action, me.unit]);
  const around: FormAround = { plausible, open: [kase.area], now: kase.now };
  const named = problemsTold(sending.refusal, told);
  const found = checked ? findProblems(offered, draft, reason, say) : new Map<string, string>();
  const problemOf = (pointer: string) => found.get(pointer) ?? named.get(pointer);
  const uploads = Object.values(draft).flatMap((value) => (Array.isArray(value) ? uploadsOf(value) : []));
  const arriving = uploads.some(({ state }) => state === 'uploading');
  const locked = sending.busy || sending.unknown;

  const send = (): boolean => {
    setChecked(true);
    const sound = findProblems(offered, draft, reason, say).size === 0;
    if (sound) onSubmit();
    return sound;
  };

  const shown = new Set([reasonPointer, ...Object.keys(offered.fields).map((name) => `/input/${name}`)]);
  const general = sending.refusal && ![...named.keys()].some((pointer) => shown.has(pointer)) ? sending.refusal : null;
  return (
    <FormFrame
      focus
      ready={!blocked && !arriving && !sending.busy}
      send={send}
      unknown={sending.unknown ? { title: say(words.unknown), how: say(words.unknownHow) } : null}
      refusal={general}
    >
      {sending.repeating && <Alert type="info" showIcon role="status" title={say(words.repeating)} />}
      <Consequence kase={kase} offered={offered} />
      {Object.entries(offered.fields).map(([name, field]) => (
        <FormField
          key={name}
          id={`field-${name}`}
          label={say(field.label)}
          required={field.required}
          problem={problemOf(`/input/${name}`)}
          group={
            field.kind === 'boolean' ||
            field.kind === 'attachments' ||
            (field.kind === 'choice' && field.options.length <= 5)
          }
        >
          {(ids) => (
            <FieldInput
              field={field}
              value={draft[name]}
              onChange={(value) =>
                onDraft((before) => ({
                  ...before,
                  [name]: typeof value === 'function' ? value(uploadsOf(before[name])) : value,
                }))
              }
              ids={ids}
              around={around}
              disabled={locked}
            />
          )}
        </FormField>
      ))}
      <FormField
        id="field-reason"
        label={say(words.reason)}
        required={offered.reason === 'required'}
        problem={problemOf(reasonPointer)}
      >
        {(ids) => (
          <WordsInput ids={ids} value={reason} onChange={onReason} rows={2} max={reasonMax} disabled={locked} />
        )}
      </FormField>
      <div className="action-foot">
        {arriving && <span className="form-hint">{say(words.waiting)}</span>}
        <Button onClick={onCancel} disabled={sending.busy}>
          {say(words.cancel)}
        </Button>
        <Button type="primary" htmlType="submit" loading={sending.busy} disabled={blocked || arriving}>
          {say(sending.unknown ? words.again : words.submit)}
        </Button>
      </div>
    </FormFrame>
  );
};

/** The request that a form becomes. */
export const bodyOf = (offered: Schemas['OfferedAction'], draft: Draft, reason: string) => ({
  input: inputOf(offered.fields, draft),
  reason: reason.trim() === '' ? null : reason.trim(),
});
