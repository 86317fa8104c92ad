// The work list's data: pages as they are scrolled to, single lines as news tell of them, everything again when asked for.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, ask } from '../../../shared/api.ts';
import { useMe } from '../../queries.ts';
import { useNews, useStreamOpen } from '../../shell/stream-provider.tsx';
import { fallbackMs, readPage, workListQuery } from './list-query.ts';
import { appended, type Listed, listed, nothing, refreshed, told } from './list-state.ts';
import { askFor, searchKey, type WorkSearch } from './search.ts';

/** News are gathered for this long, in ms. */
const gatherMs = 800;

/** More cases than these are not asked for one by one. */
const fewCases = 8;

export interface WorkList {
  list: Listed;
  /** Nothing has been answered yet. */
  loading: boolean;
  /** What failed; the list then shows what it had. */
  error: Error | null;
  /** Epoch ms of the last answer. */
  asOf: number;
  more: boolean;
  loadingMore: boolean;
  loadMore(): void;
  /** Everything anew, in today's order. */
  reload(): void;
  reloading: boolean;
  /** Asks for single cases anew, after something was done to them. */
  look(caseNos: readonly string[]): void;
}

export const useWorkList = (search: WorkSearch): WorkList => {
  const { unit } = useMe();
  const client = useQueryClient();
  const open = useStreamOpen();
  const key = searchKey(search);
  const options = workListQuery(search, unit);
  const query = useInfiniteQuery({ ...options, refetchInterval: open ? false : fallbackMs });

  // What stands on the screen follows the answers, but never by itself in another order. The router has often asked before this page is
  // drawn: what is there already is shown with its first drawing.
  const { data } = query;
  const [shown, setShown] = useState(() => ({
    key: data ? key : '',
    pages: data?.pages.length ?? 0,
    list: data ? listed(data.pages.flatMap(({ items }) => items)) : nothing,
  }));
  const anew = useRef(!data);
  useEffect(() => {
    if (!data) return;
    const lines = data.pages.flatMap(({ items }) => items);
    // React may call the updater later, when another answer has begun.
    const whole = anew.current;
    anew.current = false;
    setShown((before) => {
      const pages = data.pages.length;
      if (whole || before.key !== key) return { key, pages, list: listed(lines) };
      if (pages > before.pages) return { key, pages, list: appended(before.list, data.pages.at(-1)?.items ?? []) };
      return { key, pages, list: refreshed(before.list, lines) };
    });
  }, [data, key]);

  const look = useCallback(
    async (caseNos: readonly string[]) => {
      // Words are looked for already: then a case is looked at by its number alone.
      const { q, ...filters } = askFor(search, unit, Date.now());
      await Promise.all(
        caseNos.map(async (caseNo) => {
          const asked = q === undefined ? filters : search.rehearsals ? { rehearsals: 'true' } : {};
          const { items } = await client.fetchQuery({
            queryKey: ['work-line', key, caseNo],
            queryFn: () => ask(api.GET('/v1/cases', { params: { query: { ...asked, q: caseNo, limit: 1 } } })),
            staleTime: 0,
            gcTime: 0,
          });
          const line = items.find((each) => each.caseNo === caseNo) ?? null;
          setShown((before) =>
            before.key !== key || (q !== undefined && !before.list.lines.has(caseNo))
              ? before
              : { ...before, list: told(before.list, caseNo, line) },
          );
        }),
      ).catch(() => undefined);
    },
    [client, key, search, unit],
  );

  const [reloading, setReloading] = useState(false);
  const reload = async () => {
    setReloading(true);
    try {
      await client.cancelQueries({ queryKey: options.queryKey });
      // The first page is enough: the rest comes when it is scrolled to.
      const first = await readPage(search, unit, null);
      anew.current = true;
      client.setQueryData(options.queryKey, { pages: [first], pageParams: [null] });
    } catch {
      // The query tells why, and tries again as it does for every page.
      void query.refetch();
    } finally {
      setReloading(false);
    }
  };

  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  useNews(({ caseNo, rehearsal }) => {
    if (rehearsal !== (search.rehearsals ?? false)) return;
    // Words are not looked for anew with every news of the county.
    if (search.q !== undefined && !shown.list.lines.has(caseNo)) return;
    waiting.current.add(caseNo);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      const cases = [...waiting.current];
      waiting.current.clear();
      if (cases.length <= fewCases) void look(cases);
      else void query.refetch();
    }, gatherMs);
  });

  const current = shown.key === key ? shown.list : nothing;
  return {
    list: current,
    loading: query.isPending || (shown.key !== key && query.error === null),
    error: query.error,
    asOf: query.dataUpdatedAt,
    more: query.hasNextPage,
    // Any fetch: who reaches the end during one that is of another kind must be asked again when it is done.
    loadingMore: query.isFetching,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    reload: () => void reload(),
    reloading,
    look: (caseNos) => void look(caseNos),
  };
};
