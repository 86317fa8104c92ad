// The words beside the arrows: a line for each action, cut to the room that there is, and moved apart where they would lie on one another.

/** As many characters as fit: a Chinese one is as wide as two others. */
export const shorten = (whole: string, widths: number): string => {
  let used = 0;
  for (const [i, each] of [...whole].entries()) {
    used += isWide(each) ? 2 : 1;
    if (used > widths) return `${[...whole].slice(0, Math.max(1, i - 1)).join('')}…`;
  }
  return whole;
};

const isWide = (character: string): boolean => /[\u2e80-\uffef]/.test(character);

/** Of a letter of the words' size; a Chinese character has two of them. */
const letter = 6;
export const lineHeight = 15;
const margin = 3;

/** Where words are wanted. */
export interface Spot {
  x: number;
  /** The middle of its lines, or (`above`) the line that they stand on. */
  y: number;
  anchor: 'start' | 'middle' | 'end';
  above?: true;
  room: number;
  /** On one line whatever they are: along a track. */
  single?: true;
}

/** Words as they are drawn: a box, and lines in its middle. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  lines: string[];
  /** Uncut. */
  whole: string;
}

const most = 2;

const linesOf = (actions: readonly string[], { room, single }: Spot): string[] => {
  const rows = single
    ? [actions.join('／')]
    : actions.length > most
      ? [actions[0], actions.slice(1).join('／')]
      : actions;
  return rows.map((each) => shorten(each ?? '', Math.floor((room - 2 * margin) / letter)));
};

export const boxFor = (actions: readonly string[], spot: Spot): Box => {
  const lines = linesOf(actions, spot);
  const widths = lines.map((line) => [...line].reduce((sum, each) => sum + (isWide(each) ? 2 : 1) * letter, 0));
  const width = Math.max(...widths) + 2 * margin;
  const height = lines.length * lineHeight;
  const left = { start: spot.x, middle: spot.x - width / 2, end: spot.x - width }[spot.anchor];
  return {
    x: left,
    y: spot.above ? spot.y - height : spot.y - height / 2,
    width,
    height,
    lines,
    whole: actions.join('／'),
  };
};

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Each box below those before it that it would lie on. */
export const apart = (boxes: readonly Box[]): Box[] => {
  const placed: Box[] = [];
  for (const box of boxes) {
    let free = box;
    for (let hit = true; hit; ) {
      const under = placed.find((each) => overlap(each, free));
      hit = under !== undefined;
      if (under) free = { ...free, y: under.y + under.height };
    }
    placed.push(free);
  }
  return placed;
};
