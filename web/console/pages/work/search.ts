// The work list's filters as they stand in the address, so that a view can be kept, sent and reloaded.
import { phases, sources } from '../../../../workflows/contract/case-type.ts';

export const workStatuses = ['open', 'closed', 'archived'] as const;

export interface WorkSearch {
  q?: string;
  phase?: (typeof phases)[number];
  source?: (typeof sources)[number];
  type?: string;
  unit?: string;
  /** Cases that my own unit answers for; all in my scope otherwise. */
  mine?: true;
  overdue?: boolean;
  status?: (typeof workStatuses)[number];
  sort?: '-received';
  rehearsals?: true;
}

const oneOf = <T extends string>(values: readonly T[], value: unknown): T | undefined =>
  values.find((each) => each === value);
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined;

/** Reads the address; what is not understood is left out. */
export const readWorkSearch = (raw: Record<string, unknown>): WorkSearch =>
  withoutEmpty({
    // A search for digits alone comes as a number.
    q: word(typeof raw.q === 'number' ? String(raw.q) : raw.q),
    phase: oneOf(phases, raw.phase),
    source: oneOf(sources, raw.source),
    type: word(raw.type),
    unit: word(raw.unit),
    mine: raw.mine === true ? true : undefined,
    overdue: typeof raw.overdue === 'boolean' ? raw.overdue : undefined,
    status: oneOf(workStatuses, raw.status),
    sort: raw.sort === '-received' ? '-received' : undefined,
    rehearsals: raw.rehearsals === true ? true : undefined,
  });

/** The filters without those that say nothing. */
export const withoutEmpty = (search: { [K in keyof WorkSearch]: WorkSearch[K] | undefined }): WorkSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as WorkSearch;
