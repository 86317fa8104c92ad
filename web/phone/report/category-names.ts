// What categories are called on the phone, which knows a report's category and not its type: the first type that takes it names it.
import { useEffect, useState } from 'react';
import type { Label } from '../../../workflows/contract/fields.ts';
import { text } from '../../shared/language.ts';
import type { PersonMe } from '../../shared/session.ts';
import { choiceText } from '../../shared/words.ts';
import type { Choices } from '../store/kept.ts';
import { loadChoices } from './choices.ts';

export type CategoryName = (category: string) => Label;

/** Until the types are known, or when none takes it any more. */
const nameless = text('上报', 'Report');

export const categoryNames =
  ({ categories }: Pick<Choices, 'categories'>): CategoryName =>
  (category) => {
    const typeLabel = categories.find((each) => each.category === category)?.typeLabel ?? nameless;
    const siblings = categories.filter((each) => each.typeLabel.zh === typeLabel.zh).map((each) => each.category);
    return choiceText(category, typeLabel, siblings);
  };

/** {@link categoryNames} where nothing is chosen: of the types as they are, or as they were last seen. */
export const useCategoryNames = (me: PersonMe): CategoryName => {
  const [categories, setCategories] = useState<Choices['categories']>([]);
  useEffect(() => {
    // Without them reports are shown all the same.
    loadChoices(me).then(
      (choices) => setCategories(choices.categories),
      () => {},
    );
  }, [me]);
  return categoryNames({ categories });
};
