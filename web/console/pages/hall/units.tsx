// Who answers for the open cases: the units with the most overdue ones, then the busiest.
import { memo } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { CountUp } from './number.tsx';
import { Panel } from './panel.tsx';
import { useFitting } from './use-fitting.ts';
import { words } from './words.ts';

export const Units = memo(({ hall, nameOf }: { hall: Schemas['Hall']; nameOf(path: string): string }) => {
  const say = useSay();
  const { list, fitting } = useFitting<HTMLUListElement>(hall.units.length > 0);
  const units = hall.units.slice(0, fitting);
  const most = Math.max(1, ...units.map(({ open }) => open));
  const others = hall.now.open - units.reduce((sum, { open }) => sum + open, 0);
  const note = say(others > 0 ? words.unitsNoteOthers : words.unitsNote, { n: others });
  return (
    <Panel area="units" name={say(words.units)} note={note}>
      <ul ref={list} className="hall-bars">
        {units.map(({ unit, open, overdue }) => (
          <li key={unit}>
            <span className="hall-bar-name">{nameOf(unit)}</span>
            <span className="hall-bar" aria-hidden>
              <span className="hall-bar-open" style={{ transform: `scaleX(${open / most})` }} />
              <span className="hall-bar-late" style={{ transform: `scaleX(${overdue / most})` }} />
            </span>
            <span className={`hall-bar-today ${overdue > 0 ? 'is-late' : ''}`}>
              <CountUp value={overdue} />
            </span>
            <span className="hall-bar-all">
              <CountUp value={open} />
            </span>
          </li>
        ))}
        {units.length === 0 && <li className="hall-empty">{say(words.noCases)}</li>}
      </ul>
    </Panel>
  );
});
