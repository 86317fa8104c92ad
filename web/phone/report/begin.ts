// Which draft the report tab goes on with. Pure.
import { newKey } from '../../shared/api.ts';
import type { PersonMe } from '../../shared/session.ts';
import type { Report } from '../queue/report.ts';

const newDraft = ({ person, unit, role }: PersonMe, id = newKey()): Report => ({
  id,
  key: newKey(),
  owner: person,
  source: role === 'gridWorker' ? 'grid' : 'patrol',
  createdAt: new Date().toISOString(),
  stage: 'draft',
  form: {
    category: null,
    area: unit,
    place: '',
    position: null,
    description: '',
    urgency: 'normal',
    reporter: '',
  },
  photos: [],
  sealed: null,
  accepted: null,
  refusal: null,
});

/**
 * @param reports the person's
 * @param wanted the draft to go on with; `new` for another one; absent for the one begun last
 * @param turn which new one: whoever comes back to it, after a reload or a new sign-in, goes on with what they wrote there
 */
export const draftFor = (
  me: PersonMe,
  reports: readonly Report[],
  wanted: string | undefined,
  turn: string | undefined,
): Report => {
  const isOpen = ({ stage }: Report) => stage === 'draft' || stage === 'refused';
  if (wanted !== 'new') {
    const named = reports.find((report) => report.id === wanted && isOpen(report));
    return named ?? reports.find(({ stage }) => stage === 'draft') ?? newDraft(me);
  }
  // Whose it is belongs to its name: the next person finds the same address in the browser.
  const id = turn === undefined ? newKey() : `${me.person}.${turn}`;
  const known = reports.find((report) => report.id === id);
  if (known) return isOpen(known) ? known : newDraft(me);
  return newDraft(me, id);
};
