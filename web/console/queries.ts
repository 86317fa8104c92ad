// The cache of answers, and the questions that several pages ask.
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError, api, ask } from '../shared/api.ts';
import type { Schemas } from '../shared/api-types.ts';
import type { PersonMe } from '../shared/session.ts';
import { readMe } from '../shared/session.ts';

/** What asking again may heal. */
const mayHeal = (error: unknown): boolean =>
  error instanceof ApiError && ['Offline', 'DatabaseUnavailable', 'TooManyRequests'].includes(error.code);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && mayHeal(error),
      staleTime: 5_000,
      refetchOnWindowFocus: true,
    },
  },
});

/**
 * Something happened to a case: what counts or lists cases is asked for anew. Lists on the screen (`list`) look at the one case by
 * themselves, so that their rows stay where they are; those of other pages are asked for when they are opened again.
 */
export const caseMoved = (client: QueryClient): void => {
  void client.invalidateQueries({ queryKey: ['live'] });
  void client.invalidateQueries({ queryKey: ['list'], type: 'inactive', refetchType: 'none' });
};

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: readMe, staleTime: Number.POSITIVE_INFINITY });

/** The person signed in; the pages inside the shell are only shown to one. */
export const useMe = (): PersonMe => {
  const { data } = useQuery(meQuery);
  if (data?.kind !== 'person') throw new Error('A page inside the shell was shown to nobody.');
  return data;
};

/** All units; the tree changes seldom. */
export const orgQuery = queryOptions({
  queryKey: ['org'],
  queryFn: async () => (await ask(api.GET('/v1/org'))).items,
  staleTime: 10 * 60_000,
});

/** The published case types. */
export const caseTypesQuery = queryOptions({
  queryKey: ['case-types'],
  queryFn: async () => (await ask(api.GET('/v1/case-types'))).items,
  staleTime: 10 * 60_000,
});

/** The working calendars' names with their latest versions. */
export const calendarQuery = (name: string) =>
  queryOptions({
    queryKey: ['calendar', name],
    queryFn: () => ask(api.GET('/v1/calendars/{name}', { params: { path: { name } } })),
    staleTime: 10 * 60_000,
  });

/** A case, followed by news of it. */
export const caseQuery = (caseNo: string) =>
  queryOptions({
    queryKey: ['case', caseNo],
    queryFn: () => ask(api.GET('/v1/cases/{caseNo}', { params: { path: { caseNo } } })),
  });

/** The whole ledger of a case, oldest first. */
export const eventsQuery = (caseNo: string) =>
  queryOptions({
    queryKey: ['case', caseNo, 'events'],
    queryFn: async () => {
      const all: Schemas['Event'][] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const query = { limit: 200, ...(cursor !== undefined && { cursor }) };
        const page: Schemas['EventList'] = await ask(
          api.GET('/v1/cases/{caseNo}/events', { params: { path: { caseNo }, query } }),
        );
        all.push(...page.items);
        cursor = page.next;
      }
      return all;
    },
  });

/** The very version of its type that a case goes by; it never changes. */
export const caseTypeQuery = ({ name, version }: { name: string; version: number }) =>
  queryOptions({
    queryKey: ['case-types', name, version],
    queryFn: async () =>
      (await ask(api.GET('/v1/case-types/{name}/{version}', { params: { path: { name, version } } }))).definition,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** A unit's name by its path; the path itself while the tree is on the way or when it has no such unit. */
export const useUnitName = (): ((path: string) => string) => {
  const { data } = useQuery(orgQuery);
  return useMemo(() => {
    const names = new Map(data?.map(({ path, name }) => [path, name]));
    return (path) => names.get(path) ?? path;
  }, [data]);
};

/** How each deadline of a case comes about, line by line. */
export const derivationsQuery = (caseNo: string) =>
  queryOptions({
    queryKey: ['case', caseNo, 'clock'],
    queryFn: async () => (await ask(api.GET('/v1/cases/{caseNo}/clock', { params: { path: { caseNo } } }))).clocks,
  });

/** The versions of a calendar, the latest first. */
export const calendarVersionsQuery = (name: string) =>
  queryOptions({
    queryKey: ['calendar', name, 'versions'],
    queryFn: async () => (await ask(api.GET('/v1/calendars/{name}/versions', { params: { path: { name } } }))).items,
    staleTime: 10 * 60_000,
  });
