// Where the flow's lines run: the five phases between reception and end on one line, steps forward along it, leaps above, returns below.
// Pure.
import { phases } from '../../../../workflows/contract/case-type.ts';
import type { Schemas } from '../../../shared/api-types.ts';

export type Move = Schemas['Hall']['today']['moves'][number];

export const stages = ['received', ...phases, 'closed'] as const;
export type Stage = (typeof stages)[number];

/** The drawing's height and its boxes, in units of its own; its width follows the room that it has. */
export const height = 236;
const boxWidth = 92;
const box = { top: 80, bottom: 162 } as const;

export interface Box {
  stage: Stage;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The stages side by side, over a width. */
export const boxesOf = (width: number): readonly Box[] =>
  stages.map((stage, i) => ({
    stage,
    x: i * (boxWidth + (width - stages.length * boxWidth) / (stages.length - 1)),
    y: box.top,
    width: boxWidth,
    height: box.bottom - box.top,
  }));

export interface Line {
  key: string;
  kind: 'step' | 'leap' | 'back';
  /** An SVG path. */
  path: string;
  /** Of the stroke. */
  width: number;
  label: { x: number; y: number };
  cases: number;
  from: Stage;
  to: Stage;
}

const indexOf = (stage: Move['from'] | Move['to']): number => (stage === null ? 0 : stages.indexOf(stage));

/** Steps, leaps and returns between the same two stages are one line each. */
const merged = (moves: readonly Move[]): { from: number; to: number; back: boolean; cases: number }[] => {
  const sums = new Map<string, { from: number; to: number; back: boolean; cases: number }>();
  for (const { from, to, back, cases } of moves) {
    const [a, b] = [indexOf(from), indexOf(to)];
    const isBack = back || b <= a;
    const key = `${a} ${b} ${isBack}`;
    const known = sums.get(key);
    sums.set(key, { from: a, to: b, back: isBack, cases: cases + (known?.cases ?? 0) });
  }
  return [...sums.values()];
};

/** How far a bow rises from its boxes, by how many stages it goes. */
const rises = [24, 24, 26, 44, 56, 63, 68] as const;

/** A bow from the top (or bottom) of one box to that of another; the longer, the higher. */
const bow = (
  boxes: readonly Box[],
  { from, to, below }: { from: number; to: number; below: boolean },
): { path: string; x: number; y: number } => {
  const middle = (i: number): number => (boxes[i] as Box).x + boxWidth / 2;
  const apart = Math.abs(to - from);
  const edge = below ? box.bottom : box.top;
  const rise = (rises[apart] ?? 68) * (below ? 1 : -1);
  // Leaving and arriving lines stand beside each other.
  const side = from < to ? 16 : -16;
  const [a, b] = from === to ? [middle(from) - 26, middle(from) + 26] : [middle(from) + side, middle(to) - side];
  // A cubic with both handles at the same height reaches three quarters of it.
  const handle = edge + (rise * 4) / 3;
  return { path: `M${a} ${edge}C${a} ${handle} ${b} ${handle} ${b} ${edge}`, x: (a + b) / 2, y: edge + rise };
};

const lineOf = (
  boxes: readonly Box[],
  { from, to, back, cases }: { from: number; to: number; back: boolean; cases: number },
  most: number,
): Line => {
  const told = { key: `${from}-${to}-${back}`, cases, from: stages[from] as Stage, to: stages[to] as Stage };
  const width = 1.5 + 15 * Math.sqrt(cases / most);
  if (!back && to === from + 1) {
    const [a, b] = [(boxes[from] as Box).x + boxWidth, (boxes[to] as Box).x];
    const y = (box.top + box.bottom) / 2;
    return { ...told, kind: 'step', path: `M${a} ${y}H${b}`, width, label: { x: (a + b) / 2, y: y - width / 2 - 6 } };
  }
  const { path, x, y } = bow(boxes, { from, to, below: back });
  return {
    ...told,
    kind: back ? 'back' : 'leap',
    path,
    width: Math.min(width, 9),
    label: { x, y: y + (back ? 14 : -6) },
  };
};

/** The lines of today's moves; the widest is of the most frequent one. */
export const linesOf = (boxes: readonly Box[], moves: readonly Move[]): Line[] => {
  const all = merged(moves);
  const most = Math.max(1, ...all.map(({ cases }) => cases));
  return all.map((move) => lineOf(boxes, move, most)).sort((a, b) => b.width - a.width);
};
