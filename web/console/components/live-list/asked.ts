// What a live list asks the API. Apart from the list itself, so that the router asks while a page's files are still on their way.
import { infiniteQueryOptions, type QueryKey } from '@tanstack/react-query';
import type { Line } from './list-state.ts';

/** Answers this old are still shown without asking, and asked for anew when no news come, in ms. */
export const fallbackMs = 30_000;

export interface Asked<L extends Line> {
  /** `list` first; the whole of it tells one question from another. */
  queryKey: QueryKey;
  /** @param cursor null: from its beginning */
  page(cursor: string | null): Promise<{ items: L[]; next: string | null }>;
  /** One case as the list would show it; null when it is not among what the filters find. */
  one(caseNo: string): Promise<L | null>;
  /** Whether it is of rehearsals, or of real cases. */
  rehearsals: boolean;
}

/** The list's pages, one after the other. */
export const pagesOf = <L extends Line>({ queryKey, page }: Asked<L>) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: fallbackMs,
  });
