// The keys of the list: j and k walk, Enter looks, x selects, / searches, ? helps.
import { useEffect, useRef } from 'react';

export interface Keys {
  onStep: (by: 1 | -1) => void;
  onLook: () => void;
  onOpen: () => void;
  onSelect: () => void;
  onSearch: () => void;
  onReload: () => void;
  onHelp: () => void;
}

/** Somebody is writing, or a window is open over the page; the quick look is none. */
const isElsewhere = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement &&
    target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=combobox]') !== null) ||
  document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-image-preview') !== null;

/** A control that the key belongs to already. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('a, button, input, [role=button]') !== null;

/** @param on whether single keys are used; Enter is none that one types by accident */
export const useKeys = (keys: Keys, on: boolean): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isElsewhere(event.target)) return;
      if (!on && event.key.length === 1) return;
      const now = latest.current;
      const deeds: Record<string, () => void> = {
        j: () => now.onStep(1),
        k: () => now.onStep(-1),
        x: now.onSelect,
        o: now.onOpen,
        r: now.onReload,
        '/': now.onSearch,
        '?': now.onHelp,
        ...(!isControl(event.target) && { Enter: now.onLook }),
      };
      const deed = deeds[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on]);
};
