// A hash, shortened, with a button that copies all of it. Intranets without TLS have no clipboard for scripts: then it is selected.
import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useRef, useState } from 'react';
import { text, useSay } from '../../../shared/language.ts';

const words = { copy: text('复制{label}', 'Copy {label}'), copied: text('已复制', 'Copied') };

/** Copies, or answers false where the browser does not let a page do so. */
const copied = async (whole: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(whole);
    return true;
  } catch {
    return false;
  }
};

export const Copy = ({ whole, label, shown = 10 }: { whole: string; label: string; shown?: number }) => {
  const say = useSay();
  const [state, setState] = useState<'short' | 'copied' | 'whole'>('short');
  const code = useRef<HTMLElement>(null);
  const act = async () => {
    if (await copied(whole)) return setState('copied');
    setState('whole');
    requestAnimationFrame(() => code.current && window.getSelection()?.selectAllChildren(code.current));
  };
  return (
    <span className="copy">
      <code ref={code} title={whole}>
        {state === 'whole' ? whole : `${whole.slice(0, shown)}…`}
      </code>
      <button
        type="button"
        className="copy-button"
        aria-label={say(words.copy, { label })}
        onClick={(event) => {
          event.stopPropagation();
          void act();
        }}
      >
        {state === 'copied' ? <CheckOutlined title={say(words.copied)} /> : <CopyOutlined />}
      </button>
    </span>
  );
};
