// The work list's data: pages as they are scrolled to, single lines as news tell of them, everything again when asked for.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../../queries.ts';
import { useNews, useStreamOpen } from '../../shell/stream-provider.tsx';
import { fallbackMs, readLine, readPage, workListQuery } from './list-query.ts';
import { appended, type Listed, listed, missing, nothing, refreshed, told } from './list-state.ts';
import { searchKey, type WorkSearch } from './search.ts';

/** News are gathered for this long, in ms. */
const gatherMs = 800;

/** News of more cases than these ask for the list, not for each of them; and no more are asked for at once. */
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
  const { data, isFetching } = query;
  const [shown, setShown] = useState(() => ({
    key: data ? key : '',
    pages: data?.pages.length ?? 0,
    list: data ? listed(data.pages.flatMap(({ items }) => items)) : nothing,
  }));
  const latest = useRef(shown);
  latest.current = shown;

  const look = useCallback(
    async (caseNos: readonly string[]) => {
      const left = [...caseNos];
      const lookOn = async (): Promise<void> => {
        for (let caseNo = left.shift(); caseNo !== undefined; caseNo = left.shift()) {
          const asked = caseNo;
          const line = await readLine(search, unit, asked);
          setShown((now) => (now.key === key ? { ...now, list: told(now.list, asked, line) } : now));
        }
      };
      await Promise.all(Array.from({ length: fewCases }, lookOn)).catch(() => undefined);
    },
    [key, search, unit],
  );

  // Whether the next answer is drawn as it comes: the first one, one that was asked for by a person, and the one after rows that were
  // only remembered from an earlier look.
  const anew = useRef(!data || isFetching);
  const drawn = useRef(data);
  useEffect(() => {
    if (!data || data === drawn.current) return;
    drawn.current = data;
    const { key: before, pages: had, list } = latest.current;
    const pages = data.pages.length;
    const lines = data.pages.flatMap(({ items }) => items);
    const whole = anew.current || before !== key;
    anew.current = whole && isFetching;
    if (whole) setShown({ key, pages, list: listed(lines) });
    else if (pages > had) {
      setShown((now) => ({ ...now, pages, list: appended(now.list, data.pages.at(-1)?.items ?? []) }));
    } else {
      const complete = data.pages.at(-1)?.next === null;
      setShown((now) => ({ ...now, pages, list: refreshed(now.list, lines, complete) }));
      if (!complete) void look(missing(list, lines));
    }
  }, [data, isFetching, key, look]);

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
