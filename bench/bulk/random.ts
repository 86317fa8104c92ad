// Numbers that look random and are the same at every run.

export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** A whole number, 0 ≤ x < n. */
  below(n: number): number;
  pick<T>(items: readonly T[]): T;
  /** Prefers the first items, as people's words do: an item's share falls with its rank. */
  common<T>(items: readonly T[]): T;
}

/** Mulberry32. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)] as never,
    common: (items) => items[Math.floor(items.length ** next()) - 1] as never,
  };
};
