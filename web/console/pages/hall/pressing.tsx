// What is overdue, the longest first, then what is due soon, with the name of the unit that answers for it. A page at a time takes its turn.
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { wantsLessMotion } from '../../../shared/less-motion.ts';
import { duration } from '../../../shared/time.ts';
import { cardWords, phaseWords } from '../../../shared/words.ts';
import { Panel } from './panel.tsx';
import { words } from './words.ts';

const pageMs = 12_000;
/** Rows where the page scrolls as one column. */
const inColumn = 10;

/**
 * How many rows fit into the list, measured; at least one.
 * @param filled there are rows, and not the line that says that there are none
 */
const useFitting = (filled: boolean) => {
  const list = useRef<HTMLOListElement>(null);
  const [fitting, setFitting] = useState(6);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || !filled) return;
    const measure = (): void => {
      const row = element.firstElementChild?.getBoundingClientRect().height ?? 0;
      // In a column that scrolls, the list is as high as its rows.
      const isColumn = getComputedStyle(element).flexGrow === '0';
      if (row > 0) setFitting(isColumn ? inColumn : Math.max(1, Math.floor((element.clientHeight + 1) / row)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [filled]);
  return { list, fitting };
};

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
  const { list, fitting } = useFitting(hall.pressing.length > 0);
  const [page, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(hall.pressing.length / fitting));
  useEffect(() => {
    if (pages < 2 || wantsLessMotion()) return;
    const timer = setInterval(() => setPage((at) => at + 1), pageMs);
    return () => clearInterval(timer);
  }, [pages]);
  const from = (page % pages) * fitting;
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
                <span className={`hall-late-time ${overdue ? '' : 'is-soon'}`}>
                  {due !== null && !rehearsals
                    ? say(overdue ? words.late : words.left, { time: duration(now - Date.parse(due), say) })
                    : say(overdue ? words.overdue : words.soon)}
                </span>
              </div>
              <div className="hall-late-row">
                <span className="hall-late-what">
                  {typeName(type)} · {nameOf(area)}
                </span>
                <span className="hall-late-no">
                  {say(phaseWords[phase])} · {caseNo}
                </span>
              </div>
            </li>
          ))}
        {hall.pressing.length === 0 && <li className="hall-empty is-good">{say(words.nothingPressing)}</li>}
      </ol>
    </Panel>
  );
});
