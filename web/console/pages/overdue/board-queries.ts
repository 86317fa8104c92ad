// What the overdue board asks: figures by unit, and the cases behind the chosen filters, page by page.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import type { Asked } from '../../components/live-list/asked.ts';
import type { OverdueSearch } from './search.ts';

export type SlippingCase = Schemas['SlippingCase'];

export const figuresQuery = (rehearsals: boolean) =>
  queryOptions({
    queryKey: ['live', 'overdue', 'figures', rehearsals],
    queryFn: () =>
      ask(api.GET('/v1/stats/overdue', { params: { query: { rehearsals: rehearsals ? 'true' : 'false' } } })),
    placeholderData: keepPreviousData,
  });

/** How each unit of the caller's county is staffed. */
export const staffingQuery = queryOptions({
  queryKey: ['org', 'staffing'],
  queryFn: async () => (await ask(api.GET('/v1/org/staffing'))).items,
  staleTime: 60_000,
  refetchInterval: 120_000,
});

const flag = (on: boolean | undefined): 'true' | 'false' => (on ? 'true' : 'false');

/** @param home whose board it is */
const queryOf = ({ unit, own, outside, slip, level, rung, rehearsals }: OverdueSearch, home: string) => ({
  ...(slip && { slip }),
  ...(level && { level }),
  ...(rung !== undefined && { rung }),
  ...(outside ? { outside: flag(true) } : own ? { responsible: unit ?? home } : unit ? { within: unit } : {}),
  rehearsals: flag(rehearsals),
});

const read = (search: OverdueSearch, home: string, part: { limit: number; cursor?: string; caseNo?: string }) =>
  ask(api.GET('/v1/overdue', { params: { query: { ...queryOf(search, home), ...part } } }));

export const slippingList = (search: OverdueSearch, home: string): Asked<SlippingCase> => ({
  queryKey: ['list', 'overdue', home, search],
  page: (cursor) => read(search, home, { limit: 50, ...(cursor !== null && { cursor }) }),
  one: async (caseNo) => (await read(search, home, { limit: 1, caseNo })).items[0] ?? null,
  rehearsals: search.rehearsals === true,
});

/** All cases behind the filters. @param tell how many came so far. @throws ApiError */
export const allCases = async (
  search: OverdueSearch,
  home: string,
  tell: (count: number) => void,
): Promise<SlippingCase[]> => {
  const found: SlippingCase[] = [];
  let cursor: string | null = null;
  do {
    const part = { limit: 200, ...(cursor !== null && { cursor }) };
    const { items, next }: Awaited<ReturnType<typeof read>> = await read(search, home, part);
    found.push(...items);
    tell(found.length);
    cursor = next;
  } while (cursor !== null);
  return found;
};
