// The forms that somebody has begun on this phone.
import { type Shelved, useShelf } from '../store/use-shelf.ts';
import { type Begun, begunNews, begunStore, ownedBy } from './begun.ts';

/** @param person null: of all who use this phone */
export const useBegun = (person: string | null): Shelved<Begun> => {
  const { all, broken } = useShelf(begunStore.list, begunNews);
  // A phone that keeps nothing has begun nothing.
  const known = all ?? (broken ? [] : null);
  return { all: known && person !== null ? ownedBy(person, known) : known, broken };
};
