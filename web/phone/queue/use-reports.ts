// All reports on this phone, whoever wrote them, as they are now.
import { useEffect, useState } from 'react';
import type { Report } from './report.ts';
import { reportStore, whenReportsChange } from './store.ts';

export interface Reports {
  /** The latest first; null while the phone's store is being read. */
  all: readonly Report[] | null;
  /** The store cannot be used: private browsing, or a full disk. */
  broken: boolean;
}

export const useReports = (): Reports => {
  const [all, setAll] = useState<readonly Report[] | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const read = () =>
      void reportStore.list().then(
        (list) => setAll([...list].sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1))),
        () => setBroken(true),
      );
    void reportStore.tidy(new Date()).then(read, read);
    return whenReportsChange(read);
  }, []);
  return { all, broken };
};
