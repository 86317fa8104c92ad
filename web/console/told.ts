// What the API says to people: in the page's language, and with units by their names, which its core does not know.
import { useCallback } from 'react';
import { partIn, useLanguage } from '../shared/language.ts';
import { useUnitName } from './queries.ts';

/** `xx.zone.yongfu`, wherever it stands in a sentence. */
const path = /[a-z0-9_]+(?:\.[a-z0-9_]+)+/g;

export const useTold = (): ((sentence: string) => string) => {
  const language = useLanguage();
  const nameOf = useUnitName();
  return useCallback((sentence) => partIn(language, sentence).replaceAll(path, nameOf), [language, nameOf]);
};
