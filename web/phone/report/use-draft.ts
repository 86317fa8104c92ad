// The draft that is being written: kept on the phone while it is typed, so that nothing is lost when the app is killed.
import { useCallback, useEffect, useRef, useState } from 'react';
import { newKey } from '../../shared/api.ts';
import type { PersonMe } from '../../shared/session.ts';
import { edit, isEmpty, queue, type Report, type ReportForm } from '../queue/report.ts';
import { reportStore } from '../queue/store.ts';

/** How long after a change it is kept, in ms; at once when the page is hidden. */
const pauseMs = 400;

export const newDraft = ({ person, unit, role }: PersonMe): Report => ({
  id: newKey(),
  key: newKey(),
  owner: person,
  source: role === 'gridWorker' ? 'grid' : 'patrol',
  createdAt: new Date().toISOString(),
  stage: 'draft',
  form: {
    category: null,
    area: unit,
    place: '',
    position: null,
    description: '',
    urgency: 'normal',
    reporter: '',
  },
  photos: [],
  sealed: null,
  accepted: null,
  refusal: null,
});

export interface Draft {
  report: Report;
  setForm: (change: Partial<ReportForm>) => void;
  setPhotos: (photos: Report['photos']) => void;
  /** It is on the phone as it is on the page. */
  kept: boolean;
  /** It could not be kept: private browsing, or a full disk. */
  broken: boolean;
  /** Puts it into the queue. */
  send: () => Promise<void>;
  discard: () => Promise<void>;
}

/** @param initial a draft of the store, or a new one */
export const useDraft = (initial: Report): Draft => {
  const [report, setReport] = useState(initial);
  const [kept, setKept] = useState(true);
  const [broken, setBroken] = useState(false);
  const latest = useRef(report);
  const dirty = useRef(false);

  const flush = useCallback(async () => {
    if (!dirty.current) return;
    dirty.current = false;
    const { id, form, photos } = latest.current;
    try {
      const known = await reportStore.change(id, (before) => edit(before, { form, photos }));
      if (!known && !isEmpty(latest.current)) await reportStore.put(latest.current);
      setKept(!dirty.current);
    } catch {
      setBroken(true);
    }
  }, []);

  useEffect(() => {
    if (!dirty.current) return;
    const timer = setTimeout(() => void flush(), pauseMs);
    return () => clearTimeout(timer);
  });

  useEffect(() => {
    const leaving = () => void flush();
    addEventListener('pagehide', leaving);
    document.addEventListener('visibilitychange', leaving);
    return () => {
      removeEventListener('pagehide', leaving);
      document.removeEventListener('visibilitychange', leaving);
      void flush();
    };
  }, [flush]);

  const change = useCallback((how: (before: Report) => Report) => {
    latest.current = how(latest.current);
    dirty.current = true;
    setKept(false);
    setReport(latest.current);
  }, []);

  return {
    report,
    kept,
    broken,
    setForm: (part) => change((before) => edit(before, { form: { ...before.form, ...part } })),
    setPhotos: (photos) => change((before) => edit(before, { photos })),
    async send() {
      dirty.current = true;
      await flush();
      await reportStore.change(latest.current.id, queue);
    },
    async discard() {
      dirty.current = false;
      await reportStore.remove(latest.current.id);
    },
  };
};
