// How an act on several cases goes: each case with what became of it, those that failed first once it is over, and what to do about them.
import { CheckCircleFilled, CloseCircleFilled, CopyOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { App, Button, Progress, Spin } from 'antd';
import { text, useSay } from '../../../shared/language.ts';
import { useTold } from '../../told.ts';
import { BulkItems } from './bulk-items.tsx';
import type { Chosen } from './chosen.ts';
import type { Outcome } from './use-bulk.ts';

const words = {
  stop: text('停止', 'Stop'),
  goOn: text('继续剩余 {n} 件', 'Go on with {n}'),
  retry: text('重试失败的 {n} 件', 'Try the {n} that failed again'),
  copy: text('复制清单', 'Copy the list'),
  copied: text('已复制', 'Copied'),
  close: text('完成', 'Done'),
  doneCount: text('成功 {n}', '{n} done'),
  failedCount: text('失败 {n}', '{n} failed'),
  waitingCount: text('未执行 {n}', '{n} not begun'),
  skippedCount: text('跳过 {n}', '{n} left out'),
  left: text('跳过的 {n} 件及原因', 'Left out, and why: {n}'),
  advice: text(
    '可以重试：已办成的不会重复办理。关闭后，未办成的仍保持选中，可逐件处理。',
    'You may try again: nothing is done twice. After closing, what was not done stays selected.',
  ),
  done: text('已办理', 'Done'),
  waiting: text('未执行', 'Not begun'),
  skipped: text('已跳过', 'Left out'),
  sending: text('办理中', 'Being done'),
};

const OutcomeMark = ({ outcome }: { outcome: Outcome }) => {
  const say = useSay();
  const told = useTold();
  switch (outcome.state) {
    case 'done':
      return (
        <span className="bulk-done">
          <CheckCircleFilled aria-hidden /> {say(words.done)}
        </span>
      );
    case 'failed':
      return (
        <span className="bulk-failed">
          <CloseCircleFilled aria-hidden /> {told(outcome.error.message)}
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
        <span>
          <MinusCircleOutlined aria-hidden /> {say(words.waiting)}
        </span>
      );
  }
};

/** Once it is over: what needs somebody comes first. */
const order: readonly Outcome['state'][] = ['failed', 'waiting', 'sending', 'done'];

export const BulkResult = ({
  lines,
  skipped,
  outcomes,
  running,
  onRun,
  onStop,
  onClose,
}: {
  /** Those that it is done to. */
  lines: readonly Chosen[];
  /** Those that were left out, and why. */
  skipped: readonly { line: Chosen; why: string }[];
  outcomes: ReadonlyMap<string, Outcome>;
  running: boolean;
  onRun: (caseNos: readonly string[]) => void;
  onStop: () => void;
  onClose: () => void;
}) => {
  const say = useSay();
  const told = useTold();
  const { message } = App.useApp();
  const outcomeOf = ({ caseNo }: Chosen): Outcome => outcomes.get(caseNo) ?? { state: 'waiting' };
  const of = (state: Outcome['state']) =>
    lines.filter((line) => outcomeOf(line).state === state).map(({ caseNo }) => caseNo);
  const [done, failed, waiting] = [of('done'), of('failed'), of('waiting')];
  const shown = running
    ? lines
    : [...lines].sort((a, b) => order.indexOf(outcomeOf(a).state) - order.indexOf(outcomeOf(b).state));
  const percent = (n: number) => Math.round((100 * n) / lines.length);
  const summary = [
    say(words.doneCount, { n: done.length }),
    say(words.failedCount, { n: failed.length }),
    waiting.length > 0 && say(words.waitingCount, { n: waiting.length }),
    skipped.length > 0 && say(words.skippedCount, { n: skipped.length }),
  ]
    .filter(Boolean)
    .join(' · ');

  const copy = async () => {
    const rows = [
      ...shown.map((line) => {
        const outcome = outcomeOf(line);
        const became = outcome.state === 'failed' ? told(outcome.error.message) : say(words[outcome.state]);
        return `${line.caseNo}\t${became}`;
      }),
      ...skipped.map(({ line, why }) => `${line.caseNo}\t${say(words.skipped)}\t${told(why)}`),
    ];
    await navigator.clipboard?.writeText(rows.join('\n'));
    void message.success(say(words.copied));
  };

  return (
    <>
      <Progress
        percent={percent(done.length + failed.length)}
        success={{ percent: percent(done.length), strokeColor: '#389e0d' }}
        status={running ? 'active' : failed.length > 0 ? 'exception' : 'normal'}
        aria-label={summary}
      />
      <p role="status" className="bulk-summary">
        <strong>{summary}</strong>
        {!running && failed.length + waiting.length > 0 && <span>{say(words.advice)}</span>}
      </p>
      <BulkItems items={shown.map((line) => ({ line, mark: <OutcomeMark outcome={outcomeOf(line)} /> }))} />
      {skipped.length > 0 && (
        <details className="bulk-group">
          <summary>{say(words.left, { n: skipped.length })}</summary>
          <BulkItems items={skipped.map(({ line, why }) => ({ line, mark: told(why) }))} />
        </details>
      )}
      <div className="action-foot">
        {navigator.clipboard && !running && (
          <Button icon={<CopyOutlined />} onClick={() => void copy()}>
            {say(words.copy)}
          </Button>
        )}
        {running && <Button onClick={onStop}>{say(words.stop)}</Button>}
        {!running && waiting.length > 0 && (
          <Button onClick={() => onRun(waiting)}>{say(words.goOn, { n: waiting.length })}</Button>
        )}
        {!running && failed.length > 0 && (
          <Button onClick={() => onRun(failed)}>{say(words.retry, { n: failed.length })}</Button>
        )}
        <Button type="primary" disabled={running} onClick={onClose}>
          {say(words.close)}
        </Button>
      </div>
    </>
  );
};
