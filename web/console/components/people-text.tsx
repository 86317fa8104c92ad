// Words that people typed: shown as they are, whatever they hold (markup, other directions of writing, a whole novel).
import { useState } from 'react';
import { text, useSay } from '../../shared/language.ts';

const words = {
  more: text('展开全文（{n} 字）', 'Show all ({n} characters)'),
  less: text('收起', 'Show less'),
};

/** Longer texts are folded. */
const foldAt = 600;

export const PeopleText = ({ children: whole }: { children: string }) => {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const long = whole.length > foldAt;
  return (
    <>
      <span className="people-text" dir="auto">
        {long && !open ? `${[...whole.slice(0, foldAt)].slice(0, -1).join('')}…` : whole}
      </span>
      {long && (
        <button type="button" className="link-button" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? say(words.less) : say(words.more, { n: whole.length })}
        </button>
      )}
    </>
  );
};
