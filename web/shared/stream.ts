// News of cases as they happen (`GET /v1/stream`). A page that hears nothing asks again by itself: see `useStream`.
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod/mini';

/** One event of a case, as the stream tells it. */
const News = z.object({
  caseNo: z.string(),
  seq: z.number(),
  type: z.string(),
  phase: z.string(),
  responsible: z.string(),
  at: z.string(),
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

/**
 * Calls `hear` for each event that the caller may see. @returns whether the stream is open; when it is not, the page must ask by
 * itself from time to time.
 */
export const useStream = (hear: (news: News) => void): boolean => {
  const [open, setOpen] = useState(false);
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      source = new EventSource('/v1/stream');
      source.addEventListener('open', () => setOpen(true));
      source.addEventListener('case', (event) => {
        const news = parseNews(String((event as MessageEvent).data));
        if (news) latest.current(news);
      });
      source.addEventListener('error', () => {
        setOpen(false);
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(connect, retryMs);
      });
    };
    connect();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
  }, []);
  return open;
};
