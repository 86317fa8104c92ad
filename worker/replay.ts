// Replaying recorded histories against today's workflow code: no server, no database, nothing but the history and the bundle.
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { type InjectedSinks, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { ReplaySinks } from '../workflows/runtime/replay-report.ts';
import { replayBundle, workflowBundle } from './bundle.ts';

/** A run's history: as fetched, or parsed from its exported JSON. */
export interface RecordedRun {
  workflowId: string;
  runId: string;
  history: unknown;
}

export interface ReplayedRun {
  runId: string;
  /** What the run before handed on; null for a case's first run. */
  restored: CaseState | null;
  /** The events that the replay applied, in order. */
  events: CaseEvent[];
  /** Why the replay failed: today's code does not do what the history says. */
  error: Error | null;
}

/** A run from its history's JSON, which names itself in its first event. @throws Error when it is no history of a run */
export const recordedRun = (json: unknown): RecordedRun => {
  const history = historyFromJSON(json) as ReturnType<typeof historyFromJSON>;
  const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  if (!started?.workflowId || !started.originalExecutionRunId) {
    throw new Error('Its first event is not the start of a workflow.');
  }
  return { workflowId: started.workflowId, runId: started.originalExecutionRunId, history };
};

/** Replays runs one after the other, in the order given. One that fails is replayed once more, for its stack trace. */
export const replayRuns = async (runs: readonly RecordedRun[]): Promise<ReplayedRun[]> => {
  const replayed = await replayWith(await workflowBundle(), runs);
  const failed = runs.filter((_, i) => replayed[i]?.error);
  if (failed.length === 0) return replayed;
  const traced = await replayWith(await replayBundle(), failed);
  return replayed.map((run) => (run.error ? (traced.find(({ runId }) => runId === run.runId) ?? run) : run));
};

const replayWith = async (
  workflowBundle: WorkflowBundleWithSourceMap,
  runs: readonly RecordedRun[],
): Promise<ReplayedRun[]> => {
  const replayed = new Map<string, ReplayedRun>(
    runs.map(({ runId }) => [runId, { runId, restored: null, events: [], error: null }]),
  );
  const results = Worker.runReplayHistories(
    { workflowBundle, sinks: listening(replayed), replayName: 'caseloop' },
    runs.map(({ workflowId, history }) => ({ workflowId, history })),
  );
  let i = 0;
  for await (const { error } of results) {
    const run = replayed.get(runs[i]?.runId ?? '');
    if (run && error) run.error = error;
    i += 1;
  }
  return [...replayed.values()];
};

const listening = (replayed: ReadonlyMap<string, ReplayedRun>): InjectedSinks<ReplaySinks> => ({
  replay: {
    restored: {
      fn: ({ runId }, state) => {
        const run = replayed.get(runId);
        if (run) run.restored = state;
      },
      callDuringReplay: true,
    },
    applied: {
      fn: ({ runId }, event) => {
        replayed.get(runId)?.events.push(event);
      },
      callDuringReplay: true,
    },
  },
});
