// What it is about: large signs, those that this phone reports most first.
import { useState } from 'react';
import { text, useSay } from '../../shared/language.ts';
import type { CategoryName } from './category-names.ts';
import { CategorySign } from './category-sign.tsx';

const words = {
  what: text('什么事', 'What is it'),
  more: text('更多类别（{n}）', 'More ({n})'),
};

/** Signs shown before "more". */
const first = 8;

export const CategoryField = ({
  categories,
  nameOf,
  value,
  choose,
}: {
  /** In the order to show. */
  categories: readonly string[];
  nameOf: CategoryName;
  value: string | null;
  choose: (category: string) => void;
}) => {
  const say = useSay();
  const [all, setAll] = useState(false);
  const shown = all || (value !== null && categories.indexOf(value) >= first) ? categories : categories.slice(0, first);
  return (
    <fieldset className="field">
      <legend className="label">{say(words.what)}</legend>
      <div className="signs">
        {shown.map((category) => (
          <label key={category} className="choice sign">
            <input type="radio" name="category" checked={category === value} onChange={() => choose(category)} />
            <CategorySign category={category} />
            <span>{say(nameOf(category))}</span>
          </label>
        ))}
      </div>
      {shown.length < categories.length && (
        <button type="button" className="button plain" onClick={() => setAll(true)}>
          {say(words.more, { n: categories.length - shown.length })}
        </button>
      )}
    </fieldset>
  );
};
