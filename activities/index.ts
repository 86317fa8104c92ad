// The activities: what the workflow's ports do in the real world.
import type { Database } from '../db/client.ts';
import { commitEvents, ledgerAfter } from '../db/commit.ts';
import type { Keys } from '../platform/keys.ts';
import type { CaseActivities } from '../workflows/runtime/ports.ts';
import { toActivityFailure } from './failures.ts';

export const createActivities = ({ db, keys }: { db: Database; keys: Pick<Keys, 'seal'> }): CaseActivities => ({
  commitCase: ({ now, ...commit }) => asActivity(async () => ({ ...(await commitEvents(db, commit, keys.seal)), now })),
  ledgerAfter: (place) => asActivity(() => ledgerAfter(db, place, keys.seal)),
});

const asActivity = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw toActivityFailure(error);
  }
};
