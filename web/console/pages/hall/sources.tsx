// Where requests come from: today beside the whole span.
import { memo } from 'react';
import { sources } from '../../../../workflows/contract/case-type.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { useSay } from '../../../shared/language.ts';
import { sourceWords } from '../../../shared/words.ts';
import { CountUp } from './number.tsx';
import { Panel } from './panel.tsx';
import type { Span } from './search.ts';
import { words } from './words.ts';

export const Sources = memo(({ hall, span }: { hall: Schemas['Hall']; span: Span }) => {
  const say = useSay();
  const most = Math.max(1, ...sources.map((source) => hall.receivedBySource[source] ?? 0));
  return (
    <Panel area="sources" name={say(words.sources)} note={say(words.sourcesNote, { span: say(words.spans[span]) })}>
      <ul className="hall-bars">
        {sources.map((source) => {
          const all = hall.receivedBySource[source] ?? 0;
          return (
            <li key={source}>
              <span className="hall-bar-name">{say(sourceWords[source])}</span>
              <span className="hall-bar" aria-hidden>
                <span style={{ transform: `scaleX(${all / most})` }} />
              </span>
              <span className="hall-bar-today">
                <CountUp value={hall.today.bySource[source] ?? 0} />
              </span>
              <span className="hall-bar-all">
                <CountUp value={all} />
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
});
