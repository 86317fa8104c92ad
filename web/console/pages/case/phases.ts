// Where a case has been on its way round the loop: when it was in each phase, and who had it there.
import { type Phase, phases } from '../../../../workflows/contract/case-type.ts';
import type { Chapter } from '../../components/timeline/story.ts';

/** One stay in a phase; `to` null: still there. */
export interface Stay {
  from: string;
  to: string | null;
  /** Units that answered for it meanwhile, in order. */
  units: string[];
}

export interface PhaseStay {
  phase: Phase;
  state: 'done' | 'now' | 'ahead';
  stays: Stay[];
}

/** All five phases in their order. A case comes back to a phase when it is done again or reopened. */
export const phaseStays = (story: readonly Chapter[]): PhaseStay[] => {
  const found = new Map<Phase, Stay[]>(phases.map((phase) => [phase, []]));
  let current: Stay | null = null;
  let phase: Phase | null = null;
  for (const { after } of story) {
    const over = after.status !== 'open';
    if (current && (over || after.phase !== phase)) {
      current.to ??= after.at;
      current = null;
    }
    if (over) continue;
    if (!current) {
      phase = after.phase;
      current = { from: after.at, to: null, units: [] };
      found.get(after.phase)?.push(current);
    }
    if (!current.units.includes(after.responsible)) current.units.push(after.responsible);
  }
  return phases.map((each) => {
    const stays = found.get(each) ?? [];
    const here = stays.some(({ to }) => to === null);
    return { phase: each, stays, state: here ? 'now' : stays.length > 0 ? 'done' : 'ahead' };
  });
};
