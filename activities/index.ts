// The activities: what the workflow's ports do in the real world.
import { createNewsBell } from '../db/bells.ts';
import type { Database } from '../db/client.ts';
import { commitEvents, ledgerAfter } from '../db/commit.ts';
import type { Keys } from '../platform/keys.ts';
import type { CaseActivities } from '../workflows/runtime/ports.ts';
import { toActivityFailure } from './failures.ts';

export const createActivities = ({ db, keys }: { db: Database; keys: Pick<Keys, 'seal'> }): CaseActivities => {
  const ringForNews = createNewsBell(db);
  return {
    commitCase: ({ now, ...commit }) =>
      asActivity(async () => {
        const result = await commitEvents(db, commit, keys.seal);
        ringForNews();
        return { ...result, now };
      }),
    ledgerAfter: (place) => asActivity(() => ledgerAfter(db, place, keys.seal)),
  };
};

const asActivity = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw toActivityFailure(error);
  }
};
