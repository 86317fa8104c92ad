// One connection for news, shared by all pages. Each event makes the answers that it touches stale; without a connection they are
// asked for again every half minute. Pages that show single news as they come listen with `useNews`.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { type News, useStream } from '../../shared/stream.ts';
import { caseMoved } from '../queries.ts';

interface Stream {
  open: boolean;
  listeners: Set<(news: News) => void>;
}

const StreamContext = createContext<Stream>({ open: false, listeners: new Set() });

/** Whether news arrive by themselves just now. */
export const useStreamOpen = (): boolean => useContext(StreamContext).open;

/** Calls `hear` for each event of a case that the caller may see. */
export const useNews = (hear: (news: News) => void): void => {
  const { listeners } = useContext(StreamContext);
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    const listener = (news: News) => latest.current(news);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listeners]);
};

/** How often pages ask by themselves while no news arrive, in ms. */
const fallbackMs = 30_000;

/** News come in bursts: lists are asked for once in this time, in ms. */
const gatherMs = 1_000;

export const StreamProvider = ({ children }: { children: ReactNode }) => {
  const client = useQueryClient();
  const [listeners] = useState(() => new Set<(news: News) => void>());
  const gathering = useRef<ReturnType<typeof setTimeout> | null>(null);

  const everythingStale = () => {
    void client.invalidateQueries({ queryKey: ['case'] });
    void client.invalidateQueries({ queryKey: ['live'] });
    void client.invalidateQueries({ queryKey: ['list'] });
  };
  const open = useStream({
    news: (news) => {
      void client.invalidateQueries({ queryKey: ['case', news.caseNo] });
      gathering.current ??= setTimeout(() => {
        gathering.current = null;
        caseMoved(client);
      }, gatherMs);
      for (const listener of listeners) listener(news);
    },
    missed: everythingStale,
  });
  useEffect(() => () => clearTimeout(gathering.current ?? undefined), []);
  useEffect(() => {
    if (open) return;
    const timer = setInterval(() => {
      void client.invalidateQueries({ queryKey: ['case'] });
      void client.invalidateQueries({ queryKey: ['live'] });
    }, fallbackMs);
    return () => clearInterval(timer);
  }, [client, open]);
  const stream = useMemo(() => ({ open, listeners }), [open, listeners]);
  return <StreamContext.Provider value={stream}>{children}</StreamContext.Provider>;
};
