// Chance that can be repeated: the same seed gives the same numbers.

export interface Chance {
  /** Evenly from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** True with probability `share`. */
  happens(share: number): boolean;
  /** A whole number from `from` to `to`, both inclusive. */
  between(from: number, to: number): number;
  /** A key that no other chance of another seed or name gives. */
  key(): string;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, passes gjrand; enough for choosing what to do next. */
export const chance = (seed: number, name: string): Chance => {
  let state =
    [...name].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193), seed) >>> 0;
  let keys = 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    happens: (share) => next() < share,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    key() {
      keys += 1;
      return `${seed}-${name}-${keys}`.replaceAll(' ', '-').padEnd(8, '-');
    },
  };
};
