// Which language is shown, Chinese first; and texts in both, so that a missing one does not compile.
import { useSyncExternalStore } from 'react';
import type { Label } from '../../workflows/contract/fields.ts';

export type Language = 'zh' | 'en';

const storageKey = 'caseloop-language';
const listeners = new Set<() => void>();

const remembered = (): Language => {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
};

let current: Language = remembered();

const apply = (): void => {
  // Tests and workers have no page.
  if (typeof document === 'undefined') return;
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
};
apply();

export const setLanguage = (language: Language): void => {
  current = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser that keeps nothing shows Chinese again next time.
  }
  apply();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, () => current);

/** A text in both languages. A dictionary is an object of these, beside the page that shows it. */
export const text = (zh: string, en: string): Label => ({ zh, en });

/** Shows texts in the chosen language; `{name}` is replaced by the value of that name. */
export type Say = (label: Label, values?: Record<string, string | number>) => string;

export const sayIn =
  (language: Language): Say =>
  (label, values = {}) =>
    label[language].replaceAll(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

const says: Record<Language, Say> = { zh: sayIn('zh'), en: sayIn('en') };

export const useSay = (): Say => says[useLanguage()];

/** The API writes sentences in both languages, Chinese first: the part in the chosen one, or all of it when it is not told apart. */
export const partIn = (language: Language, sentence: string): string => {
  const found = /^(.*[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])\s*([^\u4e00-\u9fff]+)$/s.exec(sentence);
  return (language === 'zh' ? found?.[1] : found?.[2]) ?? sentence;
};

const joints = { list: text('、', ', '), parts: text('；', '; ') };

/** Things in a row. */
export const listed = (things: readonly string[], say: Say): string => things.join(say(joints.list));

/** Sentences, or other parts that have commas, in a row. */
export const inParts = (parts: readonly string[], say: Say): string => parts.join(say(joints.parts));
