// What the work list asks for. Apart from the page, so that the router asks while the page's files are still on their way.
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, ask } from '../../../shared/api.ts';
import { askFor, searchKey, type WorkSearch } from './search.ts';

const pageSize = 50;

/** Answers this old are still shown without asking, and asked for anew when no news come, in ms. */
export const fallbackMs = 30_000;

/** One page of the list. @param unit the caller's own; @param cursor null: from its beginning */
export const readPage = (search: WorkSearch, unit: string, cursor: string | null) =>
  ask(
    api.GET('/v1/cases', {
      params: { query: { ...askFor(search, unit, Date.now()), limit: pageSize, ...(cursor !== null && { cursor }) } },
    }),
  );

/** One case as the list would show it; null when it is not among what the filters find. */
export const readLine = async (search: WorkSearch, unit: string, caseNo: string) => {
  const query = { ...askFor(search, unit, Date.now()), caseNo, limit: 1 };
  const { items } = await ask(api.GET('/v1/cases', { params: { query } }));
  return items[0] ?? null;
};

/** The list's pages, one after the other. */
export const workListQuery = (search: WorkSearch, unit: string) =>
  infiniteQueryOptions({
    queryKey: ['list', 'work', unit, searchKey(search)],
    queryFn: ({ pageParam }) => readPage(search, unit, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: fallbackMs,
  });
