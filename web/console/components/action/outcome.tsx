// What came of an action: where the case stands now, who answers for it and until when.
import { CheckCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useSay } from '../../../shared/language.ts';
import { clockWords, phaseWords, statusWords } from '../../../shared/words.ts';
import { When } from '../when.tsx';

type CaseAnswer = Schemas['Case'];

const words = {
  done: text('「{action}」已办理', '"{action}" is done'),
  responsible: text('责任单位', 'Responsible'),
  same: text('（未变）', '(as before)'),
  was: text('（原{name}）', '(was {name})'),
  step: text('环节', 'Step'),
  status: text('状态', 'Status'),
  stopped: text('已停钟', 'stopped'),
  close: text('关闭', 'Close'),
};

const standOf = ({ status, responsible, handler, step, clocks }: CaseAnswer): unknown => [
  status,
  responsible.unit,
  handler?.unit,
  step,
  clocks.map(({ name, due }) => [name, due]),
];

/** Nothing came of it that needs reading: the case stands where it stood, with whoever had it, until when it was due. */
export const isAsBefore = (before: CaseAnswer, after: CaseAnswer): boolean =>
  JSON.stringify(standOf(before)) === JSON.stringify(standOf(after));

export const Outcome = ({
  label,
  before,
  after,
  onClose,
}: {
  label: string;
  before: CaseAnswer;
  after: CaseAnswer;
  onClose: () => void;
}) => {
  const say = useSay();
  const { responsible } = after;
  const changed = responsible.unit !== before.responsible.unit;
  return (
    <div className="outcome" role="status">
      <p className="outcome-title">
        <CheckCircleFilled aria-hidden /> {say(words.done, { action: label })}
      </p>
      <dl>
        {after.status === 'open' ? (
          <div>
            <dt>{say(words.step)}</dt>
            <dd>
              {say(phaseWords[after.phase])} · {say(after.stepLabel)}
            </dd>
          </div>
        ) : (
          <div>
            <dt>{say(words.status)}</dt>
            <dd>{say(statusWords[after.status])}</dd>
          </div>
        )}
        <div>
          <dt>{say(words.responsible)}</dt>
          <dd>
            <strong>{responsible.name}</strong>
            {responsible.onDuty !== null && ` · ${responsible.onDuty}`}{' '}
            <span className="outcome-aside">
              {changed ? say(words.was, { name: before.responsible.name }) : say(words.same)}
            </span>
          </dd>
        </div>
        {after.clocks.map(({ name, due }) => (
          <div key={name}>
            <dt>{say(clockWords[name])}</dt>
            <dd>{due === null ? say(words.stopped) : <When at={due} deadline />}</dd>
          </div>
        ))}
      </dl>
      <div className="outcome-foot">
        <Button type="primary" autoFocus onClick={onClose}>
          {say(words.close)}
        </Button>
      </div>
    </div>
  );
};
