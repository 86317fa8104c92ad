// 五阶段: how far the case has come round the loop.
import { type Phase, phases } from '../../../workflows/contract/case-type.ts';
import { text, useSay } from '../language.ts';
import { phaseWords } from '../words.ts';

const words = { bar: text('办理进度', 'Progress') };

/** @param over the case is closed: all of it is behind */
export const PhaseBar = ({ phase, over }: { phase: Phase; over: boolean }) => {
  const say = useSay();
  const at = phases.indexOf(phase);
  const classOf = (i: number) => {
    if (over || i < at) return 'done';
    return i === at ? 'now' : '';
  };
  return (
    <ol className="phases" aria-label={say(words.bar)}>
      {phases.map((each, i) => (
        <li key={each} className={classOf(i)} aria-current={!over && i === at ? 'step' : undefined}>
          {say(phaseWords[each])}
        </li>
      ))}
    </ol>
  );
};
