// Quantiles and rounding for what the benchmark prints.

/** p50, p95, p99 and the greatest of some samples, in the samples' unit, rounded to two digits behind the point. */
export interface Quantiles {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** @param samples at least one. Nearest-rank quantiles: each is a sample that was really taken. */
export const quantiles = (samples: readonly number[]): Quantiles => {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
};

export const rounded = (value: number): number => Math.round(value * 100) / 100;
