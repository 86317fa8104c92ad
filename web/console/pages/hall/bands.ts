// What is usual at each hour of the day, from the last whole days. Pure.
import type { Schemas } from '../../../shared/api-types.ts';

export interface Usual {
  /** Per hour: mean, and the span that four of five days keep to. */
  mean: number[];
  low: number[];
  high: number[];
  /** Days that it rests on. */
  days: number;
}

const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour);

/** A value below which `share` of the sorted values lie, between neighbours in proportion. */
const quantile = (sorted: readonly number[], share: number): number => {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at % 1);
};

/** Null before there were three days with anything: fewer tell nothing. */
export const usualOf = (hours: readonly Schemas['PastHour'][]): Usual | null => {
  const days = [...new Set(hours.map(({ day }) => day))];
  if (days.length < 3) return null;
  const known = new Map(hours.map(({ day, hour, received }) => [`${day} ${hour}`, received]));
  const byHour = hoursOfDay.map((hour) => days.map((day) => known.get(`${day} ${hour}`) ?? 0).sort((a, b) => a - b));
  return {
    mean: byHour.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    low: byHour.map((values) => quantile(values, 0.1)),
    high: byHour.map((values) => quantile(values, 0.9)),
    days: days.length,
  };
};
