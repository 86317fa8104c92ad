// Where the steps and arrows of a case type are drawn: five phases as lanes from left to right, steps below each other in their lane,
// arrows between them. Forward arrows go through the gaps; what leads over lanes goes above, what leads back goes below.
import { type CaseTypeDefinition, type Phase, phases } from '../../../../workflows/contract/case-type.ts';

export const sizes = { node: { width: 156, height: 74 }, gap: 100, row: 44, lane: 34, track: 20 } as const;

export interface Node {
  step: string;
  lane: number;
  row: number;
  x: number;
  y: number;
}

export type ArrowKind = 'forward' | 'back' | 'loop' | 'end';

export interface Arrow {
  from: string;
  /** Null: the end of the case. */
  to: string | null;
  kind: ArrowKind;
  /** The actions that lead this way, by name. */
  actions: string[];
  path: string;
  /** Where its words stand: beginning, centred or ending there. */
  label: { x: number; y: number; anchor: 'start' | 'middle' | 'end' };
}

export interface Layout {
  width: number;
  height: number;
  lanes: { phase: Phase; x: number; width: number }[];
  nodes: Node[];
  arrows: Arrow[];
  end: { x: number; y: number } | null;
}

/** The steps in the order in which a case may come to them. */
const inOrder = ({ steps, initial, reopenAt }: CaseTypeDefinition): string[] => {
  const seen = new Set<string>();
  const waiting = [initial, reopenAt];
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const found = steps[step];
    if (seen.has(step) || !found) continue;
    seen.add(step);
    const targets = Object.values(found.actions).flatMap(({ routes }) => routes.map(({ to }) => to));
    // What leads on comes first, so that the straight way stands on top.
    waiting.push(...targets.sort((a, b) => laneOf(steps, b) - laneOf(steps, a)).reverse());
  }
  return [...seen, ...Object.keys(steps).filter((step) => !seen.has(step))];
};

const laneOf = (steps: CaseTypeDefinition['steps'], step: string): number =>
  phases.indexOf(steps[step]?.phase ?? 'discovery');

interface Way {
  from: string;
  to: string | null;
  actions: string[];
}

/** Arrows before they are drawn: one for each pair of steps, whatever actions lead from the one to the other. */
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

/** A line through points, its corners rounded. */
const through = (points: readonly (readonly [number, number])[], radius = 8): string =>
  points
    .map(([x, y], i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (!before) return `M${x} ${y}`;
      if (!after) return `L${x} ${y}`;
      const towards = ([ax, ay]: readonly [number, number]) => {
        const length = Math.hypot(ax - x, ay - y) || 1;
        const step = Math.min(radius, length / 2);
        return `${x + ((ax - x) / length) * step} ${y + ((ay - y) / length) * step}`;
      };
      return `L${towards(before)}Q${x} ${y} ${towards(after)}`;
    })
    .join('');

export const layoutOf = (definition: CaseTypeDefinition): Layout => {
  const { node, gap, row, lane: laneHead, track } = sizes;
  const rows = phases.map(() => 0);
  const places = inOrder(definition).map((step) => {
    const lane = laneOf(definition.steps, step);
    const place = { step, lane, row: rows[lane] ?? 0 };
    rows[lane] = place.row + 1;
    return place;
  });
  const ways = waysOf(definition);
  const laneIndex = new Map(places.map(({ step, lane }) => [step, lane]));
  const over = ways.filter(({ from, to }) => to !== null && (laneIndex.get(to) ?? 0) > (laneIndex.get(from) ?? 0) + 1);
  const top = laneHead + 20 + over.length * track;
  const deepest = Math.max(...rows);
  const nodes: Node[] = places.map((place) => ({
    ...place,
    x: gap / 2 + place.lane * (node.width + gap),
    y: top + place.row * (node.height + row),
  }));
  const at = new Map(nodes.map((each) => [each.step, each]));
  const floor = top + deepest * (node.height + row) - row;
  let [above, below] = [0, 0];

  const draw = ({ from, to, actions }: Way): Arrow => {
    const a = at.get(from) as Node;
    const right = a.x + node.width;
    const middle = a.y + node.height / 2;
    if (to === null) {
      const y = a.y + node.height;
      return {
        from,
        to,
        actions,
        kind: 'end',
        path: through([
          [a.x + node.width / 2, y],
          [a.x + node.width / 2, y + row - 12],
        ]),
        label: { x: a.x + node.width / 2 + 8, y: y + row / 2 - 2, anchor: 'start' },
      };
    }
    const b = at.get(to) as Node;
    const into = b.y + node.height / 2;
    if (to === from) {
      return {
        from,
        to,
        actions,
        kind: 'loop',
        path: through([
          [right, a.y + 16],
          [right + 22, a.y + 16],
          [right + 22, a.y - 14],
          [right - 30, a.y - 14],
          [right - 30, a.y],
        ]),
        label: { x: right - 4, y: a.y - 18, anchor: 'middle' },
      };
    }
    if (b.lane === a.lane) {
      const down = b.row > a.row;
      if (down && b.row === a.row + 1) {
        const x = a.x + node.width / 2;
        return {
          from,
          to,
          actions,
          kind: 'forward',
          path: through([
            [x, a.y + node.height],
            [x, b.y],
          ]),
          label: { x: x + 8, y: a.y + node.height + row / 2 + 4, anchor: 'start' },
        };
      }
      const side = down ? right : a.x;
      const out = down ? right + 18 : a.x - 18;
      return {
        from,
        to,
        actions,
        kind: down ? 'forward' : 'back',
        path: through([
          [side, middle + 14],
          [out, middle + 14],
          [out, into - 14],
          [side, into - 14],
        ]),
        label: { x: down ? out + 4 : out - 4, y: (middle + into) / 2, anchor: down ? 'start' : 'end' },
      };
    }
    if (b.lane === a.lane + 1) {
      const bend = gap / 2;
      return {
        from,
        to,
        actions,
        kind: 'forward',
        path: `M${right} ${middle}C${right + bend} ${middle} ${b.x - bend} ${into} ${b.x} ${into}`,
        label: { x: (right + b.x) / 2, y: (middle + into) / 2 - 6, anchor: 'middle' },
      };
    }
    if (b.lane > a.lane) {
      above += 1;
      const y = top - 8 - above * track + 4;
      const [x1, x2] = [right + 14 + above * 6, b.x - 14 - above * 6];
      return {
        from,
        to,
        actions,
        kind: 'forward',
        path: through([
          [right, a.y + 18],
          [x1, a.y + 18],
          [x1, y],
          [x2, y],
          [x2, b.y + 18],
          [b.x, b.y + 18],
        ]),
        label: { x: (x1 + x2) / 2, y: y - 5, anchor: 'middle' },
      };
    }
    below += 1;
    const y = floor + 14 + below * (track + 4);
    const [x1, x2] = [a.x - 14 - below * 7, b.x + node.width + 14 + below * 7];
    return {
      from,
      to,
      actions,
      kind: 'back',
      path: through([
        [a.x, a.y + node.height - 16],
        [x1, a.y + node.height - 16],
        [x1, y],
        [x2, y],
        [x2, b.y + node.height - 16],
        [b.x + node.width, b.y + node.height - 16],
      ]),
      label: { x: (x1 + x2) / 2, y: y - 5, anchor: 'middle' },
    };
  };

  const arrows = ways.map(draw);
  const closing = ways.find(({ to }) => to === null);
  const last = closing && at.get(closing.from);
  const end = last ? { x: last.x + node.width / 2, y: last.y + node.height + row } : null;
  return {
    width: phases.length * (node.width + gap),
    height: Math.max(floor + 30 + below * (track + 4), (end?.y ?? 0) + 26),
    lanes: phases.map((phase, i) => ({ phase, x: i * (node.width + gap), width: node.width + gap })),
    nodes,
    arrows,
    end,
  };
};
