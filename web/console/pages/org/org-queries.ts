// What the org page asks: how units are staffed, rosters, people, changes; and what it has done.
import { queryOptions, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import type { Span } from './week.ts';

export type Unit = Schemas['Unit'];
export type Person = Schemas['Person'];
export type Duty = Schemas['Duty'];
export type Staffing = Schemas['Staffing'];

export const staffingQuery = (under: string) =>
  queryOptions({
    queryKey: ['org', 'staffing', under],
    queryFn: async () => (await ask(api.GET('/v1/org/staffing', { params: { query: { under } } }))).items,
    staleTime: 60_000,
    refetchInterval: 120_000,
  });

/** Open and overdue cases by the unit that answers. */
export const loadQuery = queryOptions({
  queryKey: ['live', 'overdue', 'figures', false],
  queryFn: () => ask(api.GET('/v1/stats/overdue', { params: { query: { rehearsals: 'false' } } })),
});

export const rosterQuery = (unit: string, span: Span) =>
  queryOptions({
    queryKey: ['org', 'duty', unit, span.from],
    queryFn: () =>
      ask(
        api.GET('/v1/org/{path}/duty', {
          params: {
            path: { path: unit },
            query: { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() },
          },
        }),
      ),
  });

/** The people of one unit, without those below it. */
export const peopleQuery = (unit: string) =>
  queryOptions({
    queryKey: ['org', 'people', unit],
    queryFn: async () =>
      (await ask(api.GET('/v1/people', { params: { query: { under: unit } } }))).items.filter(
        (each) => each.unit === unit,
      ),
  });

export const changesQuery = (unit: string) =>
  queryOptions({
    queryKey: ['org', 'changes', unit],
    queryFn: async () =>
      (await ask(api.GET('/v1/org/{path}/changes', { params: { path: { path: unit }, query: { limit: 50 } } }))).items,
  });

/** Something that changes the tree, its people or rosters; all that was read of them is asked for again. */
export const useChange = <T, R = unknown>(change: (input: T) => Promise<R>): UseMutationResult<R, Error, T> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: ['org'] }),
  });
};

export const putUnit = ({ path, name, gridClass }: Pick<Unit, 'path' | 'name'> & { gridClass?: Unit['gridClass'] }) =>
  ask(
    api.PUT('/v1/org/{path}', {
      params: { path: { path } },
      body: { name, ...(gridClass && { gridClass }) },
    }),
  );

export const deactivateUnit = (path: string) => ask(api.DELETE('/v1/org/{path}', { params: { path: { path } } }));

export const enterDuty = ({ unit, ...body }: { unit: string; person: string; from: string; to: string | null }) =>
  ask(api.POST('/v1/org/{path}/duty', { params: { path: { path: unit } }, body }));

export const endDuty = ({ unit, id }: Pick<Duty, 'unit' | 'id'>) =>
  ask(api.POST('/v1/org/{path}/duty/{id}/end', { params: { path: { path: unit, id } }, body: {} }));

export const enterPerson = (body: Pick<Person, 'name' | 'unit' | 'role'> & { post: Post }) =>
  ask(api.POST('/v1/people', { body }));

export const changePerson = ({ person, ...body }: { person: string; name?: string; post?: Post; active?: boolean }) =>
  ask(api.PUT('/v1/people/{person}', { params: { path: { person } }, body }));

export const giveSignIn = ({ person, username }: { person: string; username: string }) =>
  ask(api.PUT('/v1/people/{person}/sign-in', { params: { path: { person } }, body: { username } }));

export const posts = ['fullTime', 'partTime', 'gridHead', 'instructor', 'officer'] as const;
export type Post = (typeof posts)[number];
