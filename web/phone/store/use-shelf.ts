// What lies on a shelf of this phone, as it is now, whoever wrote it.
import { useEffect, useState } from 'react';
import type { News } from './news.ts';

export interface Shelved<T> {
  /** Null while the phone's store is being read; a phone that keeps nothing has nothing. */
  all: readonly T[] | null;
  /** The store cannot be used: private browsing, or a full disk. */
  broken: boolean;
}

/** @param list and `news`: of the module, the same at every call */
export const useShelf = <T>(list: () => Promise<readonly T[]>, news: News): Shelved<T> => {
  const [all, setAll] = useState<readonly T[] | null>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const read = () => void list().then(setAll, () => setBroken(true));
    read();
    return news.hear(read);
  }, [list, news]);
  return { all: all ?? (broken ? [] : null), broken };
};
