// The loop: how many cases moved from phase to phase today, what came back, and where the open ones are now.
import { memo } from 'react';
import type { Schemas } from '../../../shared/api-types.ts';
import { type Say, useSay } from '../../../shared/language.ts';
import { phaseWords } from '../../../shared/words.ts';
import { type Box, boxesOf, height, type Line, linesOf, type Stage } from './flow-layout.ts';
import { Panel } from './panel.tsx';
import { useAspect } from './use-aspect.ts';
import { words } from './words.ts';

const nameOf = (stage: Stage, say: Say): string => {
  if (stage === 'received') return say(words.begin);
  return stage === 'closed' ? say(words.end) : say(phaseWords[stage]);
};

const StageBox = ({ box: { stage, x, y, width, height: boxHeight }, hall }: { box: Box; hall: Schemas['Hall'] }) => {
  const say = useSay();
  const isEnd = stage === 'received' || stage === 'closed';
  const load = isEnd ? null : hall.byPhase[stage];
  const count = stage === 'received' ? hall.today.received : stage === 'closed' ? hall.today.closed : (load?.open ?? 0);
  const late = load?.overdue ?? 0;
  const middle = x + width / 2;
  return (
    <g className={`hall-stage is-${stage}`}>
      <rect x={x} y={y} width={width} height={boxHeight} rx={8} />
      <text className="hall-stage-name" x={middle} y={y + 22} textAnchor="middle">
        {nameOf(stage, say)}
      </text>
      <text className="hall-stage-count" x={middle} y={y + 52} textAnchor="middle">
        {count}
      </text>
      <text className={`hall-stage-note ${late > 0 ? 'is-late' : ''}`} x={middle} y={y + 71} textAnchor="middle">
        {isEnd ? say(words.today) : `${say(words.overdue)} ${late}`}
      </text>
    </g>
  );
};

const LineOf = ({ line: { kind, path, width } }: { line: Line }) => (
  <path
    className={`hall-line is-${kind}`}
    d={path}
    strokeWidth={width}
    markerEnd={kind === 'step' ? undefined : `url(#hall-${kind})`}
  />
);

/** How many went along a line, drawn above all lines. */
const CountOf = ({ line: { kind, label, cases } }: { line: Line }) => (
  <text className={`hall-line-count is-${kind}`} x={label.x} y={label.y} textAnchor="middle">
    {cases}
  </text>
);

/** Arrow heads for lines that bend. */
const Heads = () => (
  <defs>
    {(['leap', 'back'] as const).map((kind) => (
      <marker
        key={kind}
        id={`hall-${kind}`}
        className={`hall-head is-${kind}`}
        viewBox="0 0 10 10"
        refX={8}
        refY={5}
        markerUnits="userSpaceOnUse"
        markerWidth={13}
        markerHeight={13}
        orient="auto"
      >
        <path d="M0 0L10 5L0 10Z" />
      </marker>
    ))}
  </defs>
);

export const Flow = memo(({ hall }: { hall: Schemas['Hall'] }) => {
  const say = useSay();
  const { room, aspect } = useAspect<HTMLDivElement>(4);
  const width = Math.max(860, height * aspect);
  const boxes = boxesOf(width);
  const lines = linesOf(boxes, hall.today.moves);
  return (
    <Panel area="flow" name={say(words.flow)} note={say(words.flowNote)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the drawing is wider than the screen, and keys must be able to scroll it. */}
      <div ref={room} className="hall-drawing" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
          <Heads />
          {lines.map((line) => (
            <LineOf key={line.key} line={line} />
          ))}
          {lines.map((line) => (
            <CountOf key={line.key} line={line} />
          ))}
          {boxes.map((box) => (
            <StageBox key={box.stage} box={box} hall={hall} />
          ))}
        </svg>
      </div>
      <ul className="visually-hidden">
        {lines.map(({ key, kind, from, to, cases }) => (
          <li key={key}>
            {say(kind === 'back' ? words.movedBack : words.moved, {
              from: nameOf(from, say),
              to: nameOf(to, say),
              n: cases,
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );
});
