// The forms that somebody has begun on this phone.
import { type Shelved, useShelf } from '../store/use-shelf.ts';
import { type Begun, begunNews, begunStore, ownedBy } from './begun.ts';

/** @param person null: of all who use this phone */
export const useBegun = (person: string | null): Shelved<Begun> => {
  const { all, broken } = useShelf(begunStore.list, begunNews);
  return { all: all && person !== null ? ownedBy(person, all) : all, broken };
};
