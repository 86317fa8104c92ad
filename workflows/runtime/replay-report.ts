// What a replay tells its listener: the state that a run was handed, and each event that it applies again. A sink, because a replay
// returns nothing by itself; in a live run nothing is reported.
import { proxySinks, type Sinks, workflowInfo } from '@temporalio/workflow';
import type { CaseEvent } from '../contract/event.ts';
import type { CaseState } from '../contract/state.ts';

export interface ReplaySinks extends Sinks {
  replay: {
    restored(state: CaseState): void;
    applied(event: CaseEvent): void;
  };
}

const { replay } = proxySinks<ReplaySinks>();

export const reportRestored = (state: CaseState): void => {
  if (workflowInfo().unsafe.isReplaying) replay.restored(state);
};

export const reportApplied = (event: CaseEvent): void => {
  if (workflowInfo().unsafe.isReplaying) replay.applied(event);
};
