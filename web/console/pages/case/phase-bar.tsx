// 发现 → 流转 → 处置 → 反馈 → 复盘: where the case is, when it was where, and who had it.
import { CheckOutlined } from '@ant-design/icons';
import type { Schemas } from '../../../shared/api-types.ts';
import { text, useLanguage, useSay } from '../../../shared/language.ts';
import { shortDate, shortTime } from '../../../shared/time.ts';
import { phaseWords } from '../../../shared/words.ts';
import type { Chapter } from '../../components/timeline/story.ts';
import { useUnitName } from '../../queries.ts';
import { phaseStays } from './phases.ts';

const words = {
  label: text('五个阶段', 'The five phases'),
  times: text('第 {n} 次', 'time {n}'),
  skipped: text('未经过', 'skipped'),
  ahead: text('待进行', 'to come'),
  since: text('{at} 起', 'since {at}'),
  now: text('当前', 'now'),
};

export const PhaseBar = ({ story, kase }: { story: readonly Chapter[]; kase: Schemas['Case'] }) => {
  const say = useSay();
  const language = useLanguage();
  const unitName = useUnitName();
  const phases = phaseStays(story);
  const reached = phases.findLastIndex(({ stays }) => stays.length > 0);
  return (
    <ol className="phase-bar" aria-label={say(words.label)}>
      {phases.map(({ phase, state, stays }, i) => {
        const last = stays.at(-1);
        const passed = state === 'ahead' && i < reached;
        const when =
          last === undefined
            ? say(passed ? words.skipped : words.ahead)
            : last.to === null
              ? say(words.since, { at: shortDate(last.from, language) })
              : [...new Set([shortDate(last.from, language), shortDate(last.to, language)])].join(' – ');
        const history = stays
          .map(({ from, to, units }) =>
            [
              shortTime(from, language),
              to === null ? '' : ` – ${shortTime(to, language)}`,
              ' ',
              units.map(unitName).join(' → '),
            ].join(''),
          )
          .join('\n');
        return (
          <li
            key={phase}
            className={`phase is-${state}`}
            aria-current={state === 'now' ? 'step' : undefined}
            title={history}
          >
            <span className="phase-name">
              {state === 'done' && <CheckOutlined aria-hidden />}
              {say(phaseWords[phase])}
              {state === 'now' && <span className="phase-step">{say(kase.stepLabel)}</span>}
              {stays.length > 1 && <span className="phase-times">{say(words.times, { n: stays.length })}</span>}
            </span>
            <span className="phase-when">{when}</span>
            <span className="phase-who">{last?.units.map(unitName).join(' → ')}</span>
          </li>
        );
      })}
    </ol>
  );
};
