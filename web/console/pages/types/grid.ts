// Where the steps of a case type stand in its picture: five phases as lanes from left to right, steps below each other in their lane.
import { type CaseTypeDefinition, phases } from '../../../../workflows/contract/case-type.ts';

export const sizes = { node: { width: 174, height: 74 }, gap: 112, row: 46, lane: 34, track: 22 } as const;

export interface Node {
  step: string;
  lane: number;
  row: number;
  x: number;
  y: number;
}

const laneOf = (steps: CaseTypeDefinition['steps'], step: string): number =>
  phases.indexOf(steps[step]?.phase ?? 'discovery');

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

/** Lane and row of each step, before it is known where the rows begin. */
export const placesOf = (definition: CaseTypeDefinition): Omit<Node, 'x' | 'y'>[] => {
  const rows = phases.map(() => 0);
  return inOrder(definition).map((step) => {
    const lane = laneOf(definition.steps, step);
    const row = rows[lane] ?? 0;
    rows[lane] = row + 1;
    return { step, lane, row };
  });
};

export const nodeAt = (place: Omit<Node, 'x' | 'y'>, top: number): Node => ({
  ...place,
  x: sizes.gap / 2 + place.lane * (sizes.node.width + sizes.gap),
  y: top + place.row * (sizes.node.height + sizes.row),
});
