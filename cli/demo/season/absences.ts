// When a unit is short of people in a season: days off, training, sickness. What comes in then is picked up late.
import type { OrgPath } from '../../../workflows/contract/org-path.ts';
import { chance } from './chance.ts';
import { assumed, zone } from './figures.ts';

/** Tells whether a unit is short of people on a day of the season. */
export const absencesOf = (seed: number, units: readonly OrgPath[]): ((unit: OrgPath, day: number) => boolean) => {
  const spans = new Map(units.map((unit) => [unit, spansOf(seed, unit)]));
  return (unit, day) => (spans.get(unit) ?? []).some(({ from, to }) => day >= from && day <= to);
};

const spansOf = (seed: number, unit: OrgPath): { from: number; to: number }[] => {
  const random = chance(seed, `absences ${unit}`);
  const { times, days } = assumed.absences;
  return Array.from({ length: random.between(...times) }, () => {
    const from = random.between(0, zone.days - 1);
    return { from, to: from + random.between(...days) - 1 };
  });
};
