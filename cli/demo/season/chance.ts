// Chance that can be repeated: the same seed and name give the same numbers, whatever else was drawn before.

export interface Chance {
  /** Evenly from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** True with probability `share`. */
  happens(share: number): boolean;
  /** A whole number from `from` to `to`, both inclusive. */
  between(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** A key with a probability in proportion to its weight. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[];
}

/** FNV-1a over the name, then mulberry32 (Tommy Ettinger, public domain): 32 bits of state are enough for who does what. */
export const chance = (seed: number, name: string): Chance => {
  let state =
    [...name].reduce(
      (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193),
      seed ^ 0x811c9dc5,
    ) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    happens: (share) => next() < share,
    between,
    pick: (items) => items[between(0, items.length - 1)] as never,
    weighted: (weights) => {
      const entries = Object.entries(weights) as [string, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key as never;
      }
      return entries.at(-1)?.[0] as never;
    },
    shuffled: (items) => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = between(0, i);
        [copy[i], copy[j]] = [copy[j] as never, copy[i] as never];
      }
      return copy;
    },
  };
};
