// The work list's filters as they stand in the address, so that a view can be kept, sent and reloaded.
import { phases, sources } from '../../../../workflows/contract/case-type.ts';
import { OrgPath } from '../../../../workflows/contract/org-path.ts';

export const workStatuses = ['open', 'closed', 'archived'] as const;

export interface WorkSearch {
  q?: string;
  phase?: (typeof phases)[number];
  source?: (typeof sources)[number];
  type?: string;
  unit?: string;
  /** Cases that my own unit answers for or works on; all in my scope otherwise. */
  mine?: true;
  overdue?: boolean;
  /** A card stands. */
  supervised?: true;
  /** Due before the day ends, and not overdue yet. */
  due?: 'today';
  status?: (typeof workStatuses)[number];
  sort?: '-received';
  rehearsals?: true;
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);
const word = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
        .replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, 200) || undefined
    : undefined;

/** Reads the address; what is not understood is left out. */
export const readWorkSearch = (raw: Record<string, unknown>): WorkSearch =>
  withoutEmpty({
    // A search for digits alone comes as a number, one for "true" as a boolean.
    q: word(typeof raw.q === 'number' || typeof raw.q === 'boolean' ? String(raw.q) : raw.q),
    phase: oneOf(phases, raw.phase),
    source: oneOf(sources, raw.source),
    type: word(raw.type),
    unit: OrgPath.safeParse(raw.unit).data,
    mine: raw.mine === true ? true : undefined,
    overdue: typeof raw.overdue === 'boolean' ? raw.overdue : undefined,
    supervised: raw.supervised === true ? true : undefined,
    due: raw.due === 'today' ? 'today' : undefined,
    status: oneOf(workStatuses, raw.status),
    sort: raw.sort === '-received' ? '-received' : undefined,
    rehearsals: raw.rehearsals === true ? true : undefined,
  });

/** The filters without those that say nothing. */
export const withoutEmpty = (search: { [K in keyof WorkSearch]: WorkSearch[K] | undefined }): WorkSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as WorkSearch;

/** Midnight after `now` in China, an instant. */
const endOfToday = (now: number): string => {
  const china = 8 * 3_600_000;
  return new Date((Math.floor((now + china) / 86_400_000) + 1) * 86_400_000 - china).toISOString();
};

/** What the API is asked for these filters. @param unit the caller's own */
export const askFor = (
  { mine, due, overdue, supervised, rehearsals, ...same }: WorkSearch,
  unit: string,
  now: number,
) => ({
  ...same,
  ...(mine && { acting: unit }),
  ...(overdue !== undefined && { overdue: String(overdue) }),
  ...(due && { dueBefore: endOfToday(now), overdue: 'false' }),
  ...(supervised && { supervised: 'true' }),
  ...(rehearsals && { rehearsals: 'true' }),
});

/** The same filters say the same, in whatever order they were set. */
export const searchKey = (search: WorkSearch): string =>
  new URLSearchParams(
    Object.entries(search)
      .map(([name, value]): [string, string] => [name, String(value)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ).toString();

/** The filters that {@link searchKey} wrote, as a saved view holds them. */
export const readSearchKey = (key: string): WorkSearch =>
  readWorkSearch(
    Object.fromEntries(
      [...new URLSearchParams(key)].map(([name, value]) => [
        name,
        name !== 'q' && (value === 'true' || value === 'false') ? value === 'true' : value,
      ]),
    ),
  );
