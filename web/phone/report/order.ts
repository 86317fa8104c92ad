// In which order categories are shown: what is reported most on this phone first, then as the types name them.

/** What grid workers meet most, before the phone knows better. */
const common = ['sanitation', 'environment', 'clutter', 'utility', 'cityAppearance', 'traffic', 'water', 'neighbour'];

const rankOf = (category: string): number => {
  const at = common.indexOf(category);
  return at === -1 ? common.length : at;
};

/** @param used times that each was reported */
export const ordered = (categories: readonly string[], used: Readonly<Record<string, number>>): string[] =>
  [...categories].sort((a, b) => (used[b] ?? 0) - (used[a] ?? 0) || rankOf(a) - rankOf(b));
