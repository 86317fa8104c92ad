// How the arrows of a case type's picture run. What leads into the next lane meets before the step that it leads to; what leads over
// lanes goes above all steps, what leads back goes below them. Words stand where no other arrow turns: over an arrow's own beginning,
// between two rows, or on the outer side of its track.
import { type Node, sizes } from './grid.ts';
import type { Spot } from './labels.ts';

export type ArrowKind = 'forward' | 'back' | 'loop' | 'end';

/** One for each pair of steps, whatever actions lead from the one to the other. */
export interface Way {
  from: string;
  /** Null: the end of the case. */
  to: string | null;
  /** The actions that lead this way, by name. */
  actions: string[];
}

export interface Drawn {
  kind: ArrowKind;
  path: string;
  spot: Spot;
}

type Point = readonly [x: number, y: number];

/** A line through points, its corners rounded. */
const through = (points: readonly Point[], radius = 8): string =>
  points
    .map(([x, y], i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (!before) return `M${x} ${y}`;
      if (!after) return `L${x} ${y}`;
      const towards = ([ax, ay]: Point) => {
        const length = Math.hypot(ax - x, ay - y) || 1;
        const step = Math.min(radius, length / 2);
        return `${x + ((ax - x) / length) * step} ${y + ((ay - y) / length) * step}`;
      };
      return `L${towards(before)}Q${x} ${y} ${towards(after)}`;
    })
    .join('');

const { node, gap, row, track } = sizes;
/** Words between two lanes leave its edges to arrows that go up and down there. */
const roomBetween = gap - 32;
const roomOnTrack = 170;

const right = ({ x }: Node): number => x + node.width;
const middle = ({ y }: Node): number => y + node.height / 2;

/** Into the next lane, from a step that leads to one or several steps of it. */
const intoNext = (a: Node, b: Node, nth: { out: number; outs: number; bus: number }): Drawn => {
  const y = middle(a) + (nth.out - (nth.outs - 1) / 2) * 30;
  const bus = b.x - 14 - nth.bus * 9;
  return {
    kind: 'forward',
    path: through([
      [right(a), y],
      [bus, y],
      [bus, middle(b)],
      [b.x, middle(b)],
    ]),
    spot: { x: right(a) + gap / 2 - 4, y: y - 2, anchor: 'middle', above: true, room: roomBetween },
  };
};

/** To the step right below or above. @param both there is an arrow the other way, too */
const toNeighbour = (a: Node, b: Node, both: boolean): Drawn => {
  const down = b.row > a.row;
  const x = a.x + node.width * (both && !down ? 0.56 : both ? 0.06 : 0.25);
  const [from, to] = down ? [a.y + node.height, b.y] : [a.y, b.y + node.height];
  return {
    kind: down ? 'forward' : 'back',
    path: through([
      [x, from],
      [x, to],
    ]),
    spot: { x: x + 4, y: (from + to) / 2, anchor: 'start', room: node.width * (both ? 0.42 : 0.72) },
  };
};

/** Past other steps of the same lane: down on its right, up on its left. */
const pastOthers = (a: Node, b: Node, nth: number): Drawn => {
  const down = b.row > a.row;
  const [side, out] = down ? [right(a), right(a) + 10 + nth * 8] : [a.x, a.x - 10 - nth * 8];
  return {
    kind: down ? 'forward' : 'back',
    path: through([
      [side, a.y + node.height - 8],
      [out, a.y + node.height - 8],
      [out, b.y + 14],
      [side, b.y + 14],
    ]),
    spot: {
      x: down ? out + 4 : out - 4,
      y: down ? a.y + node.height + row / 2 : a.y - row / 2,
      anchor: down ? 'start' : 'end',
      room: roomBetween,
    },
  };
};

const toItself = (a: Node): Drawn => ({
  kind: 'loop',
  path: through([
    [right(a), a.y + 46],
    [right(a) + 14, a.y + 46],
    [right(a) + 14, a.y + 60],
    [right(a), a.y + 60],
  ]),
  spot: { x: right(a) + 18, y: a.y + 53, anchor: 'start', room: roomBetween },
});

const overLanes = (a: Node, b: Node, nth: number, top: number): Drawn => {
  const y = top - 12 - nth * track;
  const [x1, x2] = [right(a) + 14 + nth * 6, b.x - 14 - nth * 6];
  return {
    kind: 'forward',
    path: through([
      [right(a), a.y + 18],
      [x1, a.y + 18],
      [x1, y],
      [x2, y],
      [x2, b.y + 18],
      [b.x, b.y + 18],
    ]),
    spot: { x: (x1 + x2) / 2, y: y - 10, anchor: 'middle', room: roomOnTrack, single: true },
  };
};

const backOverLanes = (a: Node, b: Node, nth: number, floor: number): Drawn => {
  const y = floor + 16 + nth * track;
  const [x1, x2] = [a.x - 14 - nth * 7, right(b) + 14 + nth * 7];
  return {
    kind: 'back',
    path: through([
      [a.x, a.y + node.height - 16],
      [x1, a.y + node.height - 16],
      [x1, y],
      [x2, y],
      [x2, b.y + node.height - 6],
      [right(b), b.y + node.height - 6],
    ]),
    spot: { x: (x1 + x2) / 2, y: y + 10, anchor: 'middle', room: roomOnTrack, single: true },
  };
};

const toEnd = (a: Node): Drawn => {
  const [x, y] = [a.x + node.width / 2, a.y + node.height];
  return {
    kind: 'end',
    path: through([
      [x, y],
      [x, y + row - 12],
    ]),
    spot: { x: x + 6, y: y + row / 2 - 6, anchor: 'start', room: node.width / 2 },
  };
};

/** On, past a whole lane. */
export const isOverLanes = (a: Pick<Node, 'lane'>, b: Pick<Node, 'lane'>): boolean => b.lane > a.lane + 1;
/** Into an earlier lane. */
export const isBackOverLanes = (a: Pick<Node, 'lane'>, b: Pick<Node, 'lane'>): boolean => b.lane < a.lane;

/** Every way as an arrow, in the order of the ways. @param frame where the first row begins and the last one ends */
export const drawn = (
  ways: readonly Way[],
  at: ReadonlyMap<string, Node>,
  frame: { top: number; floor: number },
): Drawn[] => {
  const counts = new Map<string, number>();
  /** How many of a kind there were before. */
  const nth = (kind: string): number => {
    const before = counts.get(kind) ?? 0;
    counts.set(kind, before + 1);
    return before;
  };
  const nodeOf = (step: string): Node => at.get(step) as Node;
  const nextOf = (step: string): Node[] =>
    ways
      .flatMap(({ from, to }) => (from === step && to !== null ? [nodeOf(to)] : []))
      .filter(({ lane }) => lane === nodeOf(step).lane + 1)
      .sort((a, b) => a.row - b.row);
  return ways.map(({ from, to }): Drawn => {
    const a = nodeOf(from);
    if (to === null) return toEnd(a);
    const b = nodeOf(to);
    if (a === b) return toItself(a);
    if (isOverLanes(a, b)) return overLanes(a, b, nth('over'), frame.top);
    if (isBackOverLanes(a, b)) return backOverLanes(a, b, nth('back'), frame.floor);
    if (b.lane > a.lane) {
      const outs = nextOf(from);
      return intoNext(a, b, { out: outs.indexOf(b), outs: outs.length, bus: b.row });
    }
    if (Math.abs(a.row - b.row) === 1) {
      return toNeighbour(
        a,
        b,
        ways.some((way) => way.from === to && way.to === from),
      );
    }
    return pastOthers(a, b, nth(`past ${a.lane} ${b.row > a.row}`));
  });
};
