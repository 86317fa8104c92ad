// A case type as a picture: five phases as lanes, steps in them, actions as arrows. Its words are below for those who do not see it.

import type { TimeLimit } from '../../../../workflows/contract/calendar.ts';
import {
  type CaseTypeDefinition,
  forUrgency,
  type OwnerRule,
  type Urgency,
} from '../../../../workflows/contract/case-type.ts';
import { phaseColours } from '../../../shared/colours.ts';
import { inParts, text, useLanguage, useSay } from '../../../shared/language.ts';
import { limitText, phaseWords } from '../../../shared/words.ts';
import { sizes } from './grid.ts';
import { lineHeight, shorten } from './labels.ts';
import { layoutOf } from './layout.ts';
import { fieldsOf, ownerInWords, routesInWords } from './tongue.ts';

const words = {
  title: text('「{name}」的流程图', 'The flow of “{name}”'),
  end: text('办结', 'Closed'),
  initial: text('起点', 'Start'),
  keep: text('责任单位不变', 'the same unit'),
  bySource: text('按来源定责任单位', 'by source'),
  legendForward: text('推进', 'On'),
  legendBack: text('退回、重办', 'Back'),
  legendLoop: text('转手，环节不变', 'Handed on, same step'),
  scrolls: text('⇄ 图较宽，可左右滑动查看', '⇄ The picture is wide: scroll it sideways'),
  step: text('{phase}阶段「{step}」，{owner}负责，时限 {limit}。', 'Phase {phase}, step “{step}”: {owner}; {limit}.'),
};

export const Diagram = ({ definition, urgency }: { definition: CaseTypeDefinition; urgency: Urgency }) => {
  const say = useSay();
  const language = useLanguage();
  const tongue = { say, of: (label: { zh: string; en: string }) => label[language] };
  const layout = layoutOf(definition, tongue.of);
  const fields = fieldsOf(definition);
  const { node, lane } = sizes;
  const ownerShort = (owner: OwnerRule): string => {
    if (owner === 'keep') return say(words.keep);
    return typeof owner === 'object' && 'bySource' in owner ? say(words.bySource) : ownerInWords(owner, tongue, fields);
  };
  const labelOf = (step: string) => definition.steps[step]?.label[language] ?? step;
  const told = Object.entries(definition.steps).map(([name, step]) =>
    [
      say(words.step, {
        phase: say(phaseWords[step.phase]),
        step: labelOf(name),
        owner: ownerInWords(step.owner, tongue, fields),
        limit: limitText(forUrgency<TimeLimit>(step.limit, urgency), tongue.say),
      }),
      ...Object.values(step.actions).map(
        (action) => `${action.label[language]}: ${inParts(routesInWords(action, definition, tongue), say)}`,
      ),
    ].join(' '),
  );
  return (
    <div className="diagram">
      <p className="quiet small diagram-hint">{say(words.scrolls)}</p>
      <section
        className="diagram-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture scrolls, by keyboard as well
        tabIndex={0}
        aria-label={say(words.title, { name: definition.label[language] })}
      >
        <svg viewBox={`0 0 ${layout.width} ${layout.height}`} role="img" aria-labelledby="diagram-title diagram-told">
          <title id="diagram-title">{say(words.title, { name: definition.label[language] })}</title>
          <desc id="diagram-told">{told.join('\n')}</desc>
          <defs>
            {(['forward', 'back'] as const).map((kind) => (
              <marker
                key={kind}
                id={`head-${kind}`}
                viewBox="0 0 10 10"
                refX="9"
                refY="5"
                markerWidth="7"
                markerHeight="7"
                orient="auto-start-reverse"
              >
                <path d="M0 0L10 5L0 10z" className={`head-${kind}`} />
              </marker>
            ))}
          </defs>
          {layout.lanes.map(({ phase, x, width }, i) => (
            <g key={phase}>
              <rect x={x} y={0} width={width} height={layout.height} className={i % 2 === 0 ? 'lane' : 'lane odd'} />
              <rect x={x} y={0} width={width} height={lane} style={{ fill: phaseColours[phase] }} />
              <text x={x + width / 2} y={lane / 2 + 5} className="lane-name">
                {say(phaseWords[phase])}
              </text>
            </g>
          ))}
          {layout.arrows.map((arrow) => (
            <path
              key={`${arrow.from} ${arrow.to}`}
              d={arrow.path}
              className={`arrow ${arrow.kind}`}
              markerEnd={`url(#head-${arrow.kind === 'back' ? 'back' : 'forward'})`}
            />
          ))}
          {layout.nodes.map(({ step, x, y }) => {
            const found = definition.steps[step];
            if (!found) return null;
            return (
              <g key={step} transform={`translate(${x} ${y})`}>
                <rect
                  width={node.width}
                  height={node.height}
                  rx={6}
                  className="node"
                  style={{ stroke: phaseColours[found.phase] }}
                />
                {step === definition.initial && (
                  <text x={10} y={-6} className="node-mark">
                    ▶ {say(words.initial)}
                  </text>
                )}
                <text x={node.width / 2} y={25} className="node-name">
                  {shorten(labelOf(step), 23)}
                  <title>{labelOf(step)}</title>
                </text>
                <text x={node.width / 2} y={45} className="node-owner">
                  {shorten(ownerShort(found.owner), 28)}
                  <title>{ownerInWords(found.owner, tongue, fields)}</title>
                </text>
                <text x={node.width / 2} y={63} className="node-limit">
                  {limitText(forUrgency<TimeLimit>(found.limit, urgency), tongue.say)}
                </text>
              </g>
            );
          })}
          {layout.end && (
            <g transform={`translate(${layout.end.x} ${layout.end.y})`}>
              <rect x={-34} y={-12} width={68} height={26} rx={13} className="end" />
              <text y={6} className="end-name">
                {say(words.end)}
              </text>
            </g>
          )}
          {layout.arrows.map(({ from, to, kind, words: { x, y, width, height, lines, whole } }) => (
            <g key={`${from} ${to} words`} transform={`translate(${x} ${y})`} className={`arrow-words ${kind}`}>
              <rect width={width} height={height} rx={3} />
              {lines.map((line, i) => (
                <text key={line} x={width / 2} y={(i + 1) * lineHeight - 4}>
                  {line}
                </text>
              ))}
              <title>{whole}</title>
            </g>
          ))}
        </svg>
      </section>
      <p className="legend">
        <span className="key forward">{say(words.legendForward)}</span>
        <span className="key back">{say(words.legendBack)}</span>
        <span className="key loop">{say(words.legendLoop)}</span>
      </p>
    </div>
  );
};
