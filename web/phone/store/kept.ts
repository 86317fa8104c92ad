// What the phone remembers besides reports, so that one can report without a network: who was signed in, and what one chooses from.

import type { Label } from '../../../workflows/contract/fields.ts';
import type { PersonMe } from '../../shared/session.ts';
import { onShelf } from './database.ts';

/** What the form is made from. */
export interface Choices {
  categories: readonly { category: string; typeLabel: Label }[];
  /** The person's unit and what is below it; the unit itself first. */
  units: readonly { path: string; name: string }[];
}

interface Kept {
  me: PersonMe;
  choices: Choices;
  /** Times that a category was reported on this phone. */
  used: Readonly<Record<string, number>>;
}

export const recall = <K extends keyof Kept>(name: K): Promise<Kept[K] | null> =>
  onShelf('kept', 'readonly', async (shelf, settled) => (await settled<Kept[K] | undefined>(shelf.get(name))) ?? null);

export const keep = async <K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> => {
  await onShelf('kept', 'readwrite', (shelf, settled) => settled(shelf.put(value, name)));
};

/** Who was here and what they could choose from. Reports stay, for when they sign in again; so does what this phone reports often. */
export const forget = async (): Promise<void> => {
  await onShelf('kept', 'readwrite', async (shelf, settled) => {
    await settled(shelf.delete('me'));
    await settled(shelf.delete('choices'));
  });
};
