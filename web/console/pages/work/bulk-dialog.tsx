// One act on several cases: first which of them allow it, then how it goes with each, and what to do about those that failed.
import { CheckCircleFilled, CloseCircleFilled, CopyOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Progress, Spin } from 'antd';
import { useState } from 'react';
import { isStanding, standingActions } from '../../../../workflows/case/actions.ts';
import { sameCounty } from '../../../../workflows/contract/org-path.ts';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { type Draft, findProblems, inputOf, reasonMax, reasonPointer } from '../../components/action/draft.ts';
import { FieldInput } from '../../components/action/field-input.tsx';
import { FormField } from '../../components/action/form-field.tsx';
import { WordsInput } from '../../components/action/words-input.tsx';
import { Loading } from '../../components/loading.tsx';
import { Trouble } from '../../components/trouble.tsx';
import { useTold } from '../../told.ts';
import type { Line } from './list-state.ts';
import { type Outcome, useBulk } from './use-bulk.ts';
import '../../components/action/action.css';

const words = {
  title: text('批量{action} · {n} 件', '{action} · cases: {n}'),
  possible: text('可以办理 {n} 件', '{n} allow it'),
  impossible: text('不能办理 {n} 件（将跳过）', '{n} do not, and are left out'),
  none: text('所选事项都不能进行此操作。', 'None of the chosen cases allows this.'),
  reason: text('理由', 'Reason'),
  same: text('所有事项将填写相同的内容。', 'All cases get the same words.'),
  submit: text('对 {n} 件执行', 'Do it, cases: {n}'),
  cancel: text('取消', 'Cancel'),
  stop: text('停止', 'Stop'),
  goOn: text('继续剩余 {n} 件', 'Go on with {n}'),
  retry: text('重试失败的 {n} 件', 'Try the {n} that failed again'),
  copy: text('复制清单', 'Copy the list'),
  copied: text('已复制', 'Copied'),
  close: text('完成', 'Done'),
  summary: text(
    '成功 {done} · 失败 {failed} · 未执行 {waiting}',
    '{done} done · {failed} failed · {waiting} not begun',
  ),
  done: text('已办理', 'Done'),
  waiting: text('未执行', 'Not begun'),
  sending: text('办理中', 'Being done'),
};

const OutcomeMark = ({ outcome }: { outcome: Outcome }) => {
  const say = useSay();
  const told = useTold();
  switch (outcome.state) {
    case 'done':
      return (
        <span className="bulk-done">
          <CheckCircleFilled /> {say(words.done)}
        </span>
      );
    case 'failed':
      return (
        <span className="bulk-failed">
          <CloseCircleFilled /> {told(outcome.error.message)}
        </span>
      );
    case 'sending':
      return (
        <span>
          <Spin size="small" /> {say(words.sending)}
        </span>
      );
    default:
      return (
        <span className="bulk-waiting">
          <MinusCircleOutlined /> {say(words.waiting)}
        </span>
      );
  }
};

const Items = ({ items }: { items: readonly { line: Line; mark: React.ReactNode }[] }) => (
  <ul className="bulk-items">
    {items.map(({ line, mark }) => (
      <li key={line.caseNo}>
        <span className="bulk-case">
          <b>{line.caseNo}</b> <span dir="auto">{line.title}</span>
        </span>
        <span className="bulk-mark">{mark}</span>
      </li>
    ))}
  </ul>
);

const Body = ({
  action,
  lines,
  preview,
  onDone,
  onClose,
}: {
  action: string;
  lines: readonly Line[];
  preview: Schemas['ActionPreview'];
  onDone: (caseNo: string) => void;
  onClose: (finished: boolean) => void;
}) => {
  const say = useSay();
  const told = useTold();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<Draft>({});
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const { outcomes, running, run, stop } = useBulk(onDone);
  const { offered } = preview;
  const why = new Map(preview.items.map((item) => [item.caseNo, item.why]));
  const possible = lines.filter(({ caseNo }) => why.get(caseNo) === null);
  const impossible = lines.filter(({ caseNo }) => why.get(caseNo) !== null);
  const problems = offered && checked ? findProblems(offered, draft, reason, say) : new Map<string, string>();

  const act = {
    action,
    input: offered ? inputOf(offered.fields, draft) : {},
    reason: reason.trim() === '' ? null : reason.trim(),
  };
  const of = (state: Outcome['state']) => possible.filter(({ caseNo }) => outcomes.get(caseNo)?.state === state);
  const numbers = (some: readonly Line[]) => some.map(({ caseNo }) => caseNo);

  const left = (
    <Items
      items={impossible.map((line) => ({
        line,
        mark: <span className="bulk-waiting">{told(why.get(line.caseNo) ?? '')}</span>,
      }))}
    />
  );
  const copy = async () => {
    const rows = lines.map((line) => {
      const outcome = outcomes.get(line.caseNo);
      const became =
        outcome?.state === 'failed'
          ? told(outcome.error.message)
          : outcome?.state === 'done'
            ? say(words.done)
            : told(why.get(line.caseNo) ?? say(words.waiting));
      return `${line.caseNo}\t${became}`;
    });
    await navigator.clipboard?.writeText(rows.join('\n'));
    void message.success(say(words.copied));
  };

  if (outcomes.size > 0) {
    const [done, failed, waiting] = [of('done'), of('failed'), of('waiting')];
    return (
      <>
        <Progress
          percent={Math.round((100 * (done.length + failed.length)) / possible.length)}
          status={running ? 'active' : failed.length > 0 ? 'exception' : 'normal'}
          aria-label={say(words.summary, { done: done.length, failed: failed.length, waiting: waiting.length })}
        />
        <p role="status">{say(words.summary, { done: done.length, failed: failed.length, waiting: waiting.length })}</p>
        <Items
          items={possible.map((line) => ({
            line,
            mark: <OutcomeMark outcome={outcomes.get(line.caseNo) ?? { state: 'waiting' }} />,
          }))}
        />
        <div className="action-foot">
          {navigator.clipboard && (
            <Button icon={<CopyOutlined />} onClick={() => void copy()}>
              {say(words.copy)}
            </Button>
          )}
          {running && <Button onClick={stop}>{say(words.stop)}</Button>}
          {!running && waiting.length > 0 && (
            <Button onClick={() => void run(numbers(waiting), act)}>{say(words.goOn, { n: waiting.length })}</Button>
          )}
          {!running && failed.length > 0 && (
            <Button onClick={() => void run(numbers(failed), act)}>{say(words.retry, { n: failed.length })}</Button>
          )}
          <Button type="primary" disabled={running} onClick={() => onClose(failed.length + waiting.length === 0)}>
            {say(words.close)}
          </Button>
        </div>
      </>
    );
  }

  return (
    <form
      className="action-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (offered && findProblems(offered, draft, reason, say).size === 0) void run(numbers(possible), act);
      }}
    >
      {offered === null ? (
        <p>{say(words.none)}</p>
      ) : (
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
          <Items items={possible.map((line) => ({ line, mark: line.responsible.name }))} />
        </details>
      )}
      {impossible.length > 0 && (
        <details className="bulk-group" open>
          <summary>{say(words.impossible, { n: impossible.length })}</summary>
          {left}
        </details>
      )}
      <div className="action-foot">
        <Button onClick={() => onClose(false)}>{say(words.cancel)}</Button>
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
  lines: readonly Line[];
  onDone: (caseNo: string) => void;
  /** @param finished everything was done: nothing needs to stay chosen */
  onClose: (finished: boolean) => void;
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
  const label = isStanding(action) ? say(standingActions[action].label) : action;
  return (
    <Modal
      open
      title={say(words.title, { action: label, n: chosen.length })}
      footer={null}
      width={680}
      mask={{ closable: false }}
      onCancel={() => onClose(false)}
      className="action-dialog"
    >
      {data ? (
        <Body action={action} lines={chosen} preview={data} onDone={onDone} onClose={onClose} />
      ) : error ? (
        <Trouble error={error} again={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Modal>
  );
};
