// The data of a list that is worked from: pages as they are asked for, single lines as news tell of them, everything again on demand.
import { hashKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNews, useStreamOpen } from '../../shell/stream-provider.tsx';
import { type Asked, fallbackMs, pagesOf } from './asked.ts';
import { appended, type Line, type Listed, listed, missing, nothing, refreshed, told } from './list-state.ts';

/** News are gathered for this long, in ms. */
const gatherMs = 800;

/** News of more cases than these ask for the list, not for each of them; and no more are asked for at once. */
const fewCases = 8;

export interface LiveList<L extends Line> {
  list: Listed<L>;
  /** Nothing has been answered yet. */
  loading: boolean;
  /** What failed; the list then shows what it had. */
  error: Error | null;
  /** Epoch ms of the last answer. */
  asOf: number;
  more: boolean;
  loadingMore: boolean;
  /** The next page could not be had; it is not asked for again by itself. */
  moreFailed: boolean;
  loadMore(): void;
  /** Everything anew, in today's order. */
  reload(): void;
  reloading: boolean;
  /** Asks for single cases anew, after something was done to them. */
  look(caseNos: readonly string[]): void;
}

interface Shown<L extends Line> {
  /** Which question it answers. */
  key: string;
  pages: number;
  list: Listed<L>;
}

export const useLiveList = <L extends Line>(question: Asked<L>): LiveList<L> => {
  const client = useQueryClient();
  const open = useStreamOpen();
  const key = hashKey(question.queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same key is the same question
  const asked = useMemo(() => question, [key]);
  const query = useInfiniteQuery({ ...pagesOf(asked), refetchInterval: open ? false : fallbackMs });

  // What stands on the screen follows the answers, but never by itself in another order. The router has often asked before this page is
  // drawn: what is there already is shown with its first drawing.
  const { data, isFetching } = query;
  const [shown, setShown] = useState<Shown<L>>(() => ({
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
          const about = caseNo;
          const line = await asked.one(about);
          setShown((now) => (now.key === key ? { ...now, list: told(now.list, about, line) } : now));
        }
      };
      await Promise.all(Array.from({ length: fewCases }, lookOn)).catch(() => undefined);
    },
    [asked, key],
  );

  // Rows that were only remembered from an earlier look give way to the answer that is on its way.
  const remembered = useRef(data !== undefined && isFetching);
  const drawn = useRef(data);
  useEffect(() => {
    const { key: before, pages: had, list } = latest.current;
    const whole = before !== key || remembered.current;
    if (data && data !== drawn.current) {
      drawn.current = data;
      const pages = data.pages.length;
      const lines = data.pages.flatMap(({ items }) => items);
      const complete = data.pages.at(-1)?.next === null;
      if (whole) setShown({ key, pages, list: listed(lines) });
      else if (pages > had) {
        setShown((now) => ({ ...now, pages, list: appended(now.list, data.pages.at(-1)?.items ?? []) }));
      } else {
        setShown((now) => ({ ...now, pages, list: refreshed(now.list, lines, complete) }));
        if (!complete) void look(missing(list, lines));
      }
    }
    remembered.current = whole && isFetching;
  }, [data, isFetching, key, look]);

  const [reloading, setReloading] = useState(false);
  const reload = async () => {
    setReloading(true);
    try {
      await client.cancelQueries({ queryKey: asked.queryKey });
      // The first page is enough: the rest comes when it is scrolled to.
      const first = await asked.page(null);
      client.setQueryData(asked.queryKey, { pages: [first], pageParams: [null] });
      setShown((now) => (now.key === key ? { key, pages: 1, list: listed(first.items) } : now));
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
    if (rehearsal !== asked.rehearsals) return;
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
    moreFailed: query.isFetchNextPageError,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    reload: () => void reload(),
    reloading,
    look: (caseNos) => void look(caseNos),
  };
};
