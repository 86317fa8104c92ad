// Single keys can be switched off, for people whose speech or tremor types them by accident: on all pages, and for this browser.
import { Switch } from 'antd';
import { useState } from 'react';
import { text, useSay } from '../../shared/language.ts';
import './single-keys.css';

const words = { use: text('启用单键快捷键', 'Use single keys') };

const storageKey = 'caseloop-case-keys';

const remembered = (): boolean => {
  try {
    return localStorage.getItem(storageKey) !== 'off';
  } catch {
    return true;
  }
};

const remember = (on: boolean): void => {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing starts with keys next time.
  }
};

/** @returns whether single keys are used, and how to change that */
export const useSingleKeys = (): [boolean, (on: boolean) => void] => {
  const [on, setOn] = useState(remembered);
  return [
    on,
    (next) => {
      remember(next);
      setOn(next);
    },
  ];
};

export const SingleKeysSwitch = ({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) => {
  const say = useSay();
  return (
    <label className="keys-switch" htmlFor="single-keys">
      <Switch id="single-keys" checked={on} onChange={onChange} size="small" /> {say(words.use)}
    </label>
  );
};
