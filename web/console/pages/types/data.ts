// What the case types page asks for.
import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../../shared/api.ts';

/** The versions of a type, the latest first. */
export const versionsQuery = (name: string) =>
  queryOptions({
    queryKey: ['live', 'case-type-versions', name],
    queryFn: async () => (await ask(api.GET('/v1/case-types/{name}', { params: { path: { name } } }))).items,
  });
