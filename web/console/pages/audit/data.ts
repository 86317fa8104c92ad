// What the audit page asks for.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import type { Row } from './check.ts';
import type { AuditSearch } from './search.ts';

export interface RawLedger {
  rows: Row[];
  /** Names by person id. */
  people: Record<string, string>;
}

/** The whole ledger of a case to the letter, by number. */
export const ledgerQuery = (caseNo: string) =>
  queryOptions({
    queryKey: ['case', caseNo, 'ledger'],
    queryFn: async (): Promise<RawLedger> => {
      const ledger: RawLedger = { rows: [], people: {} };
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const query = { limit: 500, ...(cursor !== undefined && { cursor }) };
        const page: { items: Row[]; people: Record<string, string>; next: string | null } = await ask(
          api.GET('/v1/cases/{caseNo}/ledger', { params: { path: { caseNo }, query } }),
        );
        ledger.rows.push(...page.items);
        Object.assign(ledger.people, page.people);
        cursor = page.next;
      }
      return ledger;
    },
  });

/** The runs of a case's workflow. */
export const runsQuery = (caseNo: string) =>
  queryOptions({
    queryKey: ['case', caseNo, 'runs'],
    queryFn: async () => (await ask(api.GET('/v1/cases/{caseNo}/runs', { params: { path: { caseNo } } }))).items,
  });

/** Cases of every status, the latest first. What was found stays as it is until somebody looks again. */
export const findQuery = ({ q, status, type, source, rehearsals }: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', { q, status, type, source, rehearsals }],
    queryFn: ({ pageParam }): Promise<Schemas['CaseList']> =>
      ask(
        api.GET('/v1/cases', {
          params: {
            query: {
              sort: '-received',
              limit: 50,
              ...(q !== undefined && { q }),
              ...(status && { status }),
              ...(type !== undefined && { type }),
              ...(source && { source }),
              ...(rehearsals && { rehearsals: 'true' }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
