// What the calendars page asks for.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { LimitUnit, WorkingCalendar } from '../../../../workflows/contract/calendar.ts';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';

/** The working calendars by name. */
export const calendarsQuery = queryOptions({
  queryKey: ['calendars'],
  queryFn: async () => (await ask(api.GET('/v1/calendars'))).items,
  staleTime: 60_000,
});

interface MovedPage {
  items: Schemas['MovedCase'][];
  adopted: number;
  moved: number;
  next: string | null;
}

/** Cases whose deadlines a version moved. */
export const movedQuery = (name: string, version: number) =>
  infiniteQueryOptions({
    queryKey: ['calendar', name, 'moved', version],
    queryFn: ({ pageParam }): Promise<MovedPage> =>
      ask(
        api.GET('/v1/calendars/{name}/versions/{version}/moved', {
          params: { path: { name, version }, query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** A deadline, line by line. */
export const deriveQuery = (name: string, asked: { start: string; amount: number; unit: LimitUnit }) =>
  queryOptions({
    queryKey: ['calendar', name, 'derive', asked],
    queryFn: () => ask(api.GET('/v1/calendars/{name}/derive', { params: { path: { name }, query: asked } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Publishes the next version, or only says what it would move. */
export const putCalendar = ({ name, ...body }: WorkingCalendar, dryRun: boolean): Promise<Schemas['CalendarAdopted']> =>
  ask(
    api.PUT('/v1/calendars/{name}', { params: { path: { name }, query: { dryRun: dryRun ? 'true' : 'false' } }, body }),
  );
