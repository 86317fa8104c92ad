// A form of a case that was begun on this phone: kept for whoever writes it, as drafts of reports are, until it went through or was
// thrown away.
import { type Act, isEmptyAct } from '../../shared/light/act.ts';
import type { Offered } from '../../shared/light/form-values.ts';
import { onShelf } from '../store/database.ts';
import { createNews } from '../store/news.ts';

export interface Begun {
  /** The person whose it is; nobody else sends or sees it. */
  owner: string;
  caseNo: string;
  /** The action as it was offered: what was typed can be shown also when it is offered no more. */
  offered: Offered;
  act: Act;
}

/** Those of a person. */
export const ownedBy = (person: string, all: readonly Begun[]): Begun[] => all.filter(({ owner }) => owner === person);

export const begunNews = createNews('caseloop-begun');

export const begunStore = {
  list: (): Promise<Begun[]> => onShelf('begun', 'readonly', (shelf, settled) => settled<Begun[]>(shelf.getAll())),

  /** Keeps it as it is now; a form without anything in it is none. */
  async put(begun: Begun): Promise<void> {
    if (isEmptyAct(begun.act)) return begunStore.remove(begun);
    await onShelf('begun', 'readwrite', (shelf, settled) => settled(shelf.put(begun)));
    begunNews.tell();
  },

  async remove({ owner, caseNo, offered: { action } }: Begun): Promise<void> {
    await onShelf('begun', 'readwrite', (shelf, settled) => settled(shelf.delete([owner, caseNo, action])));
    begunNews.tell();
  },
};
