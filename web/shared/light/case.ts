// A case and its story, as a light page asks for them.
import { api, ask } from '../api.ts';
import type { Schemas } from '../api-types.ts';

export type Case = Schemas['Case'];
export type Told = Schemas['Event'];

/** @throws ApiError */
export const readCase = (caseNo: string): Promise<Case> =>
  ask(api.GET('/v1/cases/{caseNo}', { params: { path: { caseNo } } }));

/** All events of a case, the first first. @throws ApiError */
export const readStory = async (caseNo: string): Promise<Told[]> => {
  const items: Told[] = [];
  let cursor: string | null = null;
  do {
    const page: Schemas['EventList'] = await ask(
      api.GET('/v1/cases/{caseNo}/events', {
        params: { path: { caseNo }, query: { limit: 200, ...(cursor !== null && { cursor }) } },
      }),
    );
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
};
