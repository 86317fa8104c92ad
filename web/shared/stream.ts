// News of cases as they happen (`GET /v1/stream`). A page that hears nothing asks again by itself: see `useStream`.
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod/mini';
import { api, ask } from './api.ts';

/** One event of a case, as the stream tells it. `phase` and `responsible`: as the case stands now. */
const News = z.object({
  caseNo: z.string(),
  seq: z.number(),
  type: z.string(),
  phase: z.string(),
  responsible: z.string(),
  at: z.string(),
  rehearsal: z.boolean(),
});
export type News = z.infer<typeof News>;

const parseNews = (data: string): News | null => {
  try {
    const parsed = News.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** Waits before a connection that was refused is tried again, in ms; the browser itself repeats one that merely broke. */
const retryMs = 30_000;

/** A page that nobody sees gives its connection back after this, in ms: browsers allow few of them to one server. */
const hiddenMs = 60_000;

/** Cases whose last event is kept in mind, to know a message that is told twice. */
const remembered = 2_000;

interface Heard {
  news(news: News): void;
  /** Too much happened while nobody listened: anything may have changed. */
  missed(): void;
}

/** Listens from now on, and resumes where it left off after each break. @returns how to stop */
export const listen = (heard: Heard, tellOpen: (open: boolean) => void): (() => void) => {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastId = '';
  const latest = new Map<string, number>();

  const isNew = ({ caseNo, seq }: News): boolean => {
    if ((latest.get(caseNo) ?? 0) >= seq) return false;
    latest.delete(caseNo);
    latest.set(caseNo, seq);
    const oldest = latest.size > remembered ? latest.keys().next().value : undefined;
    if (oldest !== undefined) latest.delete(oldest);
    return true;
  };
  const disconnect = (): void => {
    clearTimeout(timer);
    source?.close();
    source = null;
    tellOpen(false);
  };
  const connect = (): void => {
    disconnect();
    const opened = new EventSource(`/v1/stream${lastId === '' ? '' : `?after=${encodeURIComponent(lastId)}`}`);
    source = opened;
    opened.addEventListener('open', () => tellOpen(true));
    opened.addEventListener('case', ({ data, lastEventId }) => {
      lastId = lastEventId || lastId;
      const news = parseNews(String(data));
      if (news && isNew(news)) heard.news(news);
    });
    opened.addEventListener('missed', ({ lastEventId }) => {
      lastId = lastEventId || lastId;
      heard.missed();
    });
    opened.addEventListener('error', () => {
      tellOpen(false);
      if (opened.readyState !== EventSource.CLOSED) return;
      source = null;
      clearTimeout(timer);
      // A page that nobody sees connects when it is looked at again.
      if (!document.hidden) timer = setTimeout(connect, retryMs);
      // A browser does not say why it was refused; whoever is signed out is told so by this.
      ask(api.GET('/v1/me')).catch(() => undefined);
    });
  };
  const follow = (): void => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(disconnect, hiddenMs);
    else if (!source) connect();
  };

  connect();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    disconnect();
  };
};

/**
 * Calls `news` for each event that the caller may see, and `missed` when there were too many to tell.
 * @returns whether the stream is open; when it is not, the page must ask by itself from time to time.
 */
export const useStream = (heard: Heard): boolean => {
  const [open, setOpen] = useState(false);
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(
    () => listen({ news: (news) => latest.current.news(news), missed: () => latest.current.missed() }, setOpen),
    [],
  );
  return open;
};
