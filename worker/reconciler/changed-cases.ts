// The cases that this worker has committed lately: the reconciler examines them before their turn comes.
import type { CaseActivities } from '../../workflows/runtime/ports.ts';

export interface ChangedCases {
  /** The same activities; each commit is noted. */
  noting(activities: CaseActivities): CaseActivities;
  /** Takes away at most so many, the longest-known first. */
  take(limit: number): string[];
}

/** More are not kept: under load the turn of each comes soon enough. */
const most = 1_000;

export const createChangedCases = (): ChangedCases => {
  const changed = new Set<string>();
  return {
    noting: (activities) => ({
      ...activities,
      async commitCase(commit) {
        const result = await activities.commitCase(commit);
        if (changed.size < most) changed.add(commit.state.caseNo);
        return result;
      },
    }),
    take(limit) {
      const taken = [...changed].slice(0, limit);
      for (const caseNo of taken) changed.delete(caseNo);
      return taken;
    },
  };
};
