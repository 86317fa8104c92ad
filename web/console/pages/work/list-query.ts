// What the work list asks for.
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import type { Asked } from '../../components/live-list/asked.ts';
import { askFor, searchKey, type WorkSearch } from './search.ts';

export type WorkLine = Schemas['WorkListItem'];

const pageSize = 50;

/** @param unit the caller's own */
export const workList = (search: WorkSearch, unit: string): Asked<WorkLine> => {
  const read = (part: { limit: number; cursor?: string; caseNo?: string }) =>
    ask(api.GET('/v1/cases', { params: { query: { ...askFor(search, unit, Date.now()), ...part } } }));
  return {
    queryKey: ['list', 'work', unit, searchKey(search)],
    page: (cursor) => read({ limit: pageSize, ...(cursor !== null && { cursor }) }),
    one: async (caseNo) => (await read({ limit: 1, caseNo })).items[0] ?? null,
    rehearsals: search.rehearsals ?? false,
  };
};
