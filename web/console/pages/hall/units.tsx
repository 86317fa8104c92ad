// Who answers for the open cases: the units with the most overdue ones, then the busiest.
import { memo } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { CountUp } from './number.tsx';
import { Panel } from './panel.tsx';
import { words } from './words.ts';

export const Units = memo(({ units, nameOf }: { units: Schemas['Hall']['units']; nameOf(path: string): string }) => {
  const say = useSay();
  const most = Math.max(1, ...units.map(({ open }) => open));
  return (
    <Panel area="units" name={say(words.units)} note={say(words.unitsNote)}>
      <ul className="hall-bars">
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
