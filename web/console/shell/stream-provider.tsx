// One connection for news, shared by all pages. Each event makes the answers that it touches stale; without a connection they are
// asked for again every half minute.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect } from 'react';
import { type News, useStream } from '../../shared/stream.ts';

const StreamOpen = createContext(false);

/** Whether news arrive by themselves just now. */
export const useStreamOpen = (): boolean => useContext(StreamOpen);

/** How often pages ask by themselves while no news arrive, in ms. */
const fallbackMs = 30_000;

export const StreamProvider = ({ children }: { children: ReactNode }) => {
  const client = useQueryClient();
  const hear = useCallback(
    ({ caseNo }: News) => {
      void client.invalidateQueries({ queryKey: ['case', caseNo] });
      void client.invalidateQueries({ queryKey: ['live'] });
    },
    [client],
  );
  const open = useStream(hear);
  useEffect(() => {
    if (open) return;
    const timer = setInterval(() => {
      void client.invalidateQueries({ queryKey: ['case'] });
      void client.invalidateQueries({ queryKey: ['live'] });
    }, fallbackMs);
    return () => clearInterval(timer);
  }, [client, open]);
  return <StreamOpen.Provider value={open}>{children}</StreamOpen.Provider>;
};
