// The service worker: opens the page without a network. Its updates never interrupt anybody: the page asks, or waits until it is hidden and
// nothing is being filled in.
import { useEffect, useState } from 'react';

/** Browsers allow it over HTTPS and on this very machine only. */
export const isSecure = (): boolean => isSecureContext;

/** How often an open page looks for a new version, in ms. */
const lookMs = 30 * 60_000;

/** Whether a newer version waits to be shown; reloading shows it. Drafts are in the phone's store and survive. */
export const useUpdates = (): boolean => {
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    const workers = navigator.serviceWorker;
    // The development server has no such file.
    if (!workers || import.meta.env.DEV) return;
    let controlled = workers.controller !== null;
    const changed = () => {
      // The first one takes over a page that is as new as itself.
      if (controlled) setFresh(true);
      controlled = true;
    };
    workers.addEventListener('controllerchange', changed);
    let timer: ReturnType<typeof setInterval> | undefined;
    workers
      .register('/service-worker.js', { scope: '/report' })
      .then((registration) => {
        timer = setInterval(() => void registration.update().catch(() => undefined), lookMs);
      })
      .catch(() => undefined);
    return () => {
      clearInterval(timer);
      workers.removeEventListener('controllerchange', changed);
    };
  }, []);
  useEffect(() => {
    if (!fresh) return;
    const hidden = () => {
      // The camera hides the page, too, and hands its photo to the form that asked for it; words may still be on their way to the store.
      if (document.visibilityState === 'hidden' && !document.querySelector('form')) location.reload();
    };
    document.addEventListener('visibilitychange', hidden);
    return () => document.removeEventListener('visibilitychange', hidden);
  }, [fresh]);
  return fresh;
};
