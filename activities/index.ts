// The activities: what the workflow's ports do in the real world.

import type { Database } from '../db/client.ts';
import { commitEvents } from '../db/commit.ts';
import type { Keys } from '../platform/keys.ts';
import type { CaseActivities } from '../workflows/runtime/ports.ts';
import { toActivityFailure } from './failures.ts';

export const createActivities = ({ db, keys }: { db: Database; keys: Pick<Keys, 'seal'> }): CaseActivities => ({
  async commitCase(commit) {
    try {
      return await commitEvents(db, commit, keys.seal);
    } catch (error) {
      throw toActivityFailure(error);
    }
  },
});
