// One act on several cases: first which of them allow it, then how it goes with each, and what to do about those that failed.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { isStanding, standingActions } from '../../../../workflows/case/actions.ts';
import { sameCounty } from '../../../../workflows/contract/org-path.ts';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { useTold } from '../../told.ts';
import { type Draft, findProblems, inputOf, isEmpty, reasonMax, reasonPointer } from '../action/draft.ts';
import { FieldInput } from '../action/field-input.tsx';
import { FormField } from '../action/form-field.tsx';
import { WordsInput } from '../action/words-input.tsx';
import { Dialog } from '../dialog.tsx';
import { Loading } from '../loading.tsx';
import { Trouble } from '../trouble.tsx';
import { useMayLose, useUnsaved } from '../unsaved.ts';
import { BulkItems } from './bulk-items.tsx';
import { BulkResult } from './bulk-result.tsx';
import type { Chosen } from './chosen.ts';
import { type Act, useBulk } from './use-bulk.ts';
import '../action/action.css';

const words = {
  title: text('批量{action} · 已选 {n} 件', '{action} · selected: {n}'),
  all: text('所选 {n} 件都可以办理。', 'All {n} of them allow it.'),
  some: text('其中 {n} 件可以办理，{m} 件不能办理，将跳过。', '{n} of them allow it; {m} do not, and are left out.'),
  none: text('所选事项都不能进行此操作。', 'None of the chosen cases allows this.'),
  possible: text('可以办理 {n} 件', 'Allow it: {n}'),
  impossible: text('不能办理 {n} 件（将跳过）', 'Left out: {n}'),
  reason: text('理由', 'Reason'),
  same: text('所有事项将填写相同的内容。', 'All cases get the same words.'),
  submit: text('对 {n} 件执行', 'Do it to {n}'),
  cancel: text('取消', 'Cancel'),
};

const Form = ({
  preview,
  possible,
  impossible,
  onSubmit,
  onCancel,
  onTouched,
}: {
  preview: Schemas['ActionPreview'];
  possible: readonly Chosen[];
  impossible: readonly { line: Chosen; why: string }[];
  onSubmit: (by: Pick<Act, 'input' | 'reason'>) => void;
  onCancel: () => void;
  onTouched: (touched: boolean) => void;
}) => {
  const say = useSay();
  const told = useTold();
  const [draft, setDraft] = useState<Draft>({});
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const touched = !isEmpty(draft, reason);
  useEffect(() => onTouched(touched), [onTouched, touched]);
  const { offered } = preview;
  const problems = offered && checked ? findProblems(offered, draft, reason, say) : new Map<string, string>();
  const counts = { n: possible.length, m: impossible.length };
  return (
    <form
      className="action-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (!offered || findProblems(offered, draft, reason, say).size > 0) return;
        onSubmit({ input: inputOf(offered.fields, draft), reason: reason.trim() === '' ? null : reason.trim() });
      }}
    >
      <p className="bulk-summary">
        {say(offered === null ? words.none : impossible.length === 0 ? words.all : words.some, counts)}
      </p>
      {offered !== null && (
        <>
          {Object.entries(offered.fields).map(([name, field]) => (
            <FormField
              key={name}
              id={`bulk-${name}`}
              label={say(field.label)}
              required={field.required}
              problem={problems.get(`/input/${name}`)}
              group={field.kind === 'choice'}
            >
              {(ids) => (
                <FieldInput
                  field={field}
                  value={draft[name]}
                  onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
                  ids={ids}
                  around={{
                    plausible: ({ path }) => possible.every(({ area }) => sameCounty(path, area)),
                    open: possible.slice(0, 1).map(({ area }) => area),
                    now: new Date().toISOString(),
                  }}
                  disabled={false}
                />
              )}
            </FormField>
          ))}
          <FormField
            id="bulk-reason"
            label={say(words.reason)}
            required={offered.reason === 'required'}
            hint={say(words.same)}
            problem={problems.get(reasonPointer)}
          >
            {(ids) => (
              <WordsInput ids={ids} value={reason} onChange={setReason} rows={2} max={reasonMax} disabled={false} />
            )}
          </FormField>
        </>
      )}
      {possible.length > 0 && (
        <details className="bulk-group">
          <summary>{say(words.possible, { n: possible.length })}</summary>
          <BulkItems items={possible.map((line) => ({ line, mark: line.responsible.name }))} />
        </details>
      )}
      {impossible.length > 0 && (
        <details className="bulk-group" open>
          <summary>{say(words.impossible, { n: impossible.length })}</summary>
          <BulkItems items={impossible.map(({ line, why }) => ({ line, mark: told(why) }))} />
        </details>
      )}
      <div className="action-foot">
        <Button onClick={onCancel}>{say(words.cancel)}</Button>
        <Button type="primary" htmlType="submit" disabled={offered === null}>
          {say(words.submit, { n: possible.length })}
        </Button>
      </div>
    </form>
  );
};

export const BulkDialog = ({
  action,
  lines,
  onDone,
  onClose,
}: {
  action: string;
  lines: readonly Chosen[];
  /** As soon as one of them is done. */
  onDone?: (caseNo: string) => void;
  /** @param left those that were not done though they could have been: they stay chosen; null: nothing was begun */
  onClose: (left: readonly string[] | null) => void;
}) => {
  const say = useSay();
  // What was chosen when it opened: news must not change it under one's hands.
  const [chosen] = useState(lines);
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', action, chosen.map(({ caseNo }) => caseNo)],
    queryFn: () =>
      ask(
        api.POST('/v1/actions/{action}/preview', {
          params: { path: { action } },
          body: { caseNos: chosen.map(({ caseNo }) => caseNo) },
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const [act, setAct] = useState<Act | null>(null);
  const [touched, setTouched] = useState(false);
  const { outcomes, running, run, stop } = useBulk(onDone);
  const why = new Map(data?.items.map((item) => [item.caseNo, item.why]));
  const possible = chosen.filter(({ caseNo }) => why.get(caseNo) === null);
  const impossible = chosen.flatMap((line) => {
    const because = why.get(line.caseNo);
    return typeof because === 'string' ? [{ line, why: because }] : [];
  });
  const close = () =>
    onClose(
      act === null
        ? null
        : possible.map(({ caseNo }) => caseNo).filter((caseNo) => outcomes.get(caseNo)?.state !== 'done'),
    );
  const dirty = touched && act === null;
  useUnsaved(dirty);
  const mayLose = useMayLose();
  const leave = async () => {
    if (!dirty || (await mayLose())) close();
  };
  const label = isStanding(action) ? say(standingActions[action].label) : action;
  return (
    <Dialog
      title={say(words.title, { action: label, n: chosen.length })}
      footer={null}
      width={680}
      mask={{ closable: false }}
      // While it runs one stops it first: nothing goes on behind one's back.
      closable={!running}
      keyboard={!running}
      onCancel={() => void leave()}
      className="action-dialog"
    >
      {data && act ? (
        <BulkResult
          lines={possible}
          skipped={impossible}
          outcomes={outcomes}
          running={running}
          onRun={(caseNos) => void run(caseNos, act)}
          onStop={stop}
          onClose={close}
        />
      ) : data ? (
        <Form
          preview={data}
          possible={possible}
          impossible={impossible}
          onSubmit={(by) => {
            const whole = { action, ...by };
            setAct(whole);
            void run(
              possible.map(({ caseNo }) => caseNo),
              whole,
            );
          }}
          onCancel={() => void leave()}
          onTouched={setTouched}
        />
      ) : error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Dialog>
  );
};
