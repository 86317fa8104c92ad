// The picture of a case type, ready to be drawn: lanes, steps, arrows and their words.
import { type CaseTypeDefinition, type Phase, phases } from '../../../../workflows/contract/case-type.ts';
import type { Label } from '../../../../workflows/contract/fields.ts';
import { type ArrowKind, drawn, isBackOverLanes, isOverLanes, type Way } from './arrows.ts';
import { type Node, nodeAt, placesOf, sizes } from './grid.ts';
import { apart, type Box, boxFor } from './labels.ts';

export interface Arrow extends Pick<Way, 'from' | 'to'> {
  kind: ArrowKind;
  path: string;
  words: Box;
}

export interface Layout {
  width: number;
  height: number;
  lanes: { phase: Phase; x: number; width: number }[];
  nodes: Node[];
  arrows: Arrow[];
  end: { x: number; y: number } | null;
}

const waysOf = ({ steps }: CaseTypeDefinition): Way[] => {
  const ways = new Map<string, Way>();
  for (const [from, { actions }] of Object.entries(steps)) {
    for (const [name, { routes, kind }] of Object.entries(actions)) {
      const targets: (string | null)[] = kind === 'close' ? [null] : routes.map(({ to }) => to);
      for (const to of targets) {
        if (to !== null && !steps[to]) continue;
        const way = ways.get(`${from} ${to}`) ?? { from, to, actions: [] };
        if (!way.actions.includes(name)) way.actions.push(name);
        ways.set(`${from} ${to}`, way);
      }
    }
  }
  return [...ways.values()];
};

export const layoutOf = (definition: CaseTypeDefinition, of: (label: Label) => string): Layout => {
  const { node, gap, row, lane, track } = sizes;
  const places = placesOf(definition);
  const placeOf = new Map(places.map((place) => [place.step, place]));
  const ways = waysOf(definition);
  const count = (is: typeof isOverLanes): number =>
    ways.filter(({ from, to }) => {
      const [a, b] = [placeOf.get(from), placeOf.get(to ?? '')];
      return a && b && is(a, b);
    }).length;
  const top = lane + 22 + count(isOverLanes) * track;
  const nodes = places.map((place) => nodeAt(place, top));
  const floor = Math.max(...nodes.map(({ y }) => y)) + node.height;
  const at = new Map(nodes.map((each) => [each.step, each]));
  const arrows = drawn(ways, at, { top, floor });
  const called = ({ from, actions }: Way): string[] => [
    ...new Set(
      actions.map((action) => {
        const label = definition.steps[from]?.actions[action]?.label;
        return label ? of(label) : action;
      }),
    ),
  ];
  const words = apart(ways.map((way, i) => boxFor(called(way), (arrows[i] as (typeof arrows)[number]).spot)));
  const closing = ways.find(({ to }) => to === null);
  const last = closing && at.get(closing.from);
  const end = last ? { x: last.x + node.width / 2, y: last.y + node.height + row } : null;
  return {
    width: phases.length * (node.width + gap),
    height: Math.max(floor + 30 + count(isBackOverLanes) * track, (end?.y ?? 0) + 26),
    lanes: phases.map((phase, i) => ({ phase, x: i * (node.width + gap), width: node.width + gap })),
    nodes,
    arrows: arrows.map(({ kind, path }, i) => ({
      from: (ways[i] as Way).from,
      to: (ways[i] as Way).to,
      kind,
      path,
      words: words[i] as Box,
    })),
    end,
  };
};
