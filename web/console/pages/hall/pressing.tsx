// What is overdue, the longest first, then what is due soon, with the name of the unit that answers for it. A page at a time takes its turn.
import { memo, useEffect, useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { wantsLessMotion } from '../../../shared/less-motion.ts';
import { duration } from '../../../shared/time.ts';
import { cardWords, phaseWords } from '../../../shared/words.ts';
import { Panel } from './panel.tsx';
import { useFitting } from './use-fitting.ts';
import { words } from './words.ts';

const pageMs = 12_000;
interface PressingProps {
  hall: Schemas['Hall'];
  /** The server's present, in ms, to the minute. */
  now: number;
  rehearsals: boolean;
  nameOf(path: string): string;
  typeName(type: string): string;
}

export const Pressing = memo(({ hall, now, rehearsals, nameOf, typeName }: PressingProps) => {
  const say = useSay();
  const { list, fitting } = useFitting<HTMLOListElement>(hall.pressing.length > 0);
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(hall.pressing.length / fitting));
  useEffect(() => {
    if (pages < 2 || wantsLessMotion()) return;
    const timer = setInterval(() => setPage((at) => at + 1), pageMs);
    return () => clearInterval(timer);
  }, [pages]);
  // The last page is as full as the others: a wall does not stand empty for a turn.
  const from = Math.max(0, Math.min((page % pages) * fitting, hall.pressing.length - fitting));
  const all = hall.now.overdue + hall.now.soon;
  return (
    <Panel
      area="overdue"
      name={say(words.pressing)}
      note={say(words.pressingCount, { overdue: hall.now.overdue, soon: hall.now.soon })}
    >
      <ol ref={list} className="hall-late" start={from + 1}>
        {hall.pressing
          .slice(from, from + fitting)
          .map(({ caseNo, overdue, card, responsible, area, type, phase, due }) => (
            <li key={caseNo}>
              <div className="hall-late-row">
                <strong>{nameOf(responsible)}</strong>
                {card && <span className={`hall-card is-${card}`}>{say(cardWords[card])}</span>}
                <span className="hall-late-part">{say(phaseWords[phase])}</span>
                <span className={`hall-late-time ${overdue ? '' : 'is-soon'}`}>
                  {due !== null && !rehearsals
                    ? say(overdue ? words.late : words.left, { time: duration(now - Date.parse(due), say) })
                    : say(overdue ? words.overdue : words.soon)}
                </span>
              </div>
              <div className="hall-late-row">
                <span className="hall-late-what">
                  <span className="hall-late-type">{typeName(type)}</span>
                  <span className="hall-late-place">{nameOf(area)}</span>
                </span>
                <span className="hall-late-no">{caseNo}</span>
              </div>
            </li>
          ))}
        {hall.pressing.length === 0 && <li className="hall-empty is-good">{say(words.nothingPressing)}</li>}
      </ol>
      {all > fitting && (
        <p className="hall-late-part">
          {say(words.pressingPart, { from: from + 1, to: Math.min(from + fitting, hall.pressing.length), n: all })}
        </p>
      )}
    </Panel>
  );
});
