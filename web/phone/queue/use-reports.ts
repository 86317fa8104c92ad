// All reports on this phone, whoever wrote them, the latest first.
import { useEffect } from 'react';
import { type Shelved, useShelf } from '../store/use-shelf.ts';
import type { Report } from './report.ts';
import { reportNews, reportStore } from './store.ts';

const latestFirst = async (): Promise<Report[]> =>
  [...(await reportStore.list())].sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));

export const useReports = (): Shelved<Report> => {
  useEffect(() => {
    // What cannot be tidied cannot be read either, which is told.
    reportStore.tidy(new Date()).catch(() => undefined);
  }, []);
  return useShelf(latestFirst, reportNews);
};
