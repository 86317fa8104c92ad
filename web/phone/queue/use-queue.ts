// The person's reports on this phone, and the sending of those that wait: at once, when the network is back, when the page is looked
// at again, by the browser's own background sync where there is one, and from time to time.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Report } from './report.ts';
import { sendingTag, sendNow } from './run.ts';
import { useReports } from './use-reports.ts';

export interface Queue {
  /** Null while the phone's store is being read. */
  reports: readonly Report[] | null;
  /** The report that is being sent. */
  sending: string | null;
  /** Reports of other people that wait on this phone. */
  others: number;
  /** The store cannot be used. */
  broken: boolean;
  send: () => void;
}

/** How often waiting reports are tried again while the page is open, in ms. */
const againMs = 20_000;

/** Asks the browser to send when there is a network again, also after the page is closed. */
const askForSync = async (): Promise<void> => {
  const registration = await navigator.serviceWorker?.getRegistration('/report');
  const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
  await sync?.register(sendingTag);
};

export const useQueue = (person: string): Queue => {
  const { all, broken: unreadable } = useReports();
  const [broken, setBroken] = useState(false);
  const [sending, setSending] = useState<string | null>(null);
  const busy = useRef(false);
  const reports = all?.filter(({ owner }) => owner === person) ?? null;
  const waiting = reports?.filter(({ stage }) => stage === 'waiting').length ?? 0;

  const send = useCallback(() => {
    if (busy.current) return;
    busy.current = true;
    sendNow(setSending)
      .catch(() => setBroken(true))
      .finally(() => {
        busy.current = false;
      });
  }, []);

  useEffect(() => {
    if (waiting === 0) return;
    send();
    askForSync().catch(() => undefined);
    const visible = () => document.visibilityState === 'visible' && send();
    const timer = setInterval(send, againMs);
    addEventListener('online', send);
    document.addEventListener('visibilitychange', visible);
    return () => {
      clearInterval(timer);
      removeEventListener('online', send);
      document.removeEventListener('visibilitychange', visible);
    };
  }, [waiting, send]);

  const others = all?.filter(({ owner, stage }) => owner !== person && stage === 'waiting').length ?? 0;
  return { reports, sending, others, broken: broken || unreadable, send };
};
