// Replaying recorded histories against today's workflow code: no server, no database, nothing but the history and the bundle.
import './lean-vm.ts';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { type InjectedSinks, Worker, type WorkflowBundle } from '@temporalio/worker';
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
  /** The run did not end by itself: it was terminated (by a reset, too), it failed or timed out. */
  cutOff: boolean;
  /** Why the replay failed: today's code does not do what the history says. */
  error: Error | null;
}

type History = ReturnType<typeof historyFromJSON>;

const startOf = (history: unknown) => (history as History).events?.[0]?.workflowExecutionStartedEventAttributes;

const isCutOff = (history: unknown): boolean => {
  const last = (history as History).events?.at(-1);
  return Boolean(
    last?.workflowExecutionTerminatedEventAttributes ??
      last?.workflowExecutionFailedEventAttributes ??
      last?.workflowExecutionTimedOutEventAttributes ??
      last?.workflowExecutionCanceledEventAttributes,
  );
};

/** The run ended by handing the case over to a next one. */
export const handsOver = ({ history }: RecordedRun): boolean =>
  Boolean((history as History).events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes);

/** The run ended the case: no other one follows. */
export const completes = (run: RecordedRun | null): boolean =>
  Boolean((run?.history as History | undefined)?.events?.at(-1)?.workflowExecutionCompletedEventAttributes);

/** A run from its history's JSON, which names itself in its first event. @throws Error when it is no history of a run */
export const recordedRun = (json: unknown): RecordedRun => {
  const history = historyFromJSON(json) as History;
  const started = startOf(history);
  if (!started?.workflowId || !started.originalExecutionRunId) {
    throw new Error('Its first event is not the start of a workflow.');
  }
  return { workflowId: started.workflowId, runId: started.originalExecutionRunId, history };
};

/**
 * Replays runs one after the other, in the order given. One that fails is replayed once more, for its stack trace.
 * @param bundle of today's code; bundled here unless given. With one that is given nothing is replayed twice: bundling would hold up
 *   whatever else the process does
 */
export const replayRuns = async (runs: readonly RecordedRun[], bundle?: WorkflowBundle): Promise<ReplayedRun[]> => {
  if (runs.length === 0) return [];
  const replayed = await replayWith(bundle ?? (await workflowBundle()), runs);
  const failed = runs.filter((_, i) => replayed[i]?.error);
  if (failed.length === 0 || bundle) return replayed;
  const traced = await replayWith(await replayBundle(), failed);
  return replayed.map((run) => (run.error ? (traced.find(({ runId }) => runId === run.runId) ?? run) : run));
};

const replayWith = async (workflowBundle: WorkflowBundle, runs: readonly RecordedRun[]): Promise<ReplayedRun[]> => {
  const replayed = runs.map(
    ({ runId, history }): ReplayedRun => ({
      runId,
      restored: null,
      events: [],
      cutOff: isCutOff(history),
      error: null,
    }),
  );
  /** Who listens to the run that is replayed at present: it calls itself what its history does, and a reset run's names the run before. */
  const listeners = new Map<string, ReplayedRun>();
  function* histories() {
    for (const [i, { runId, workflowId, history }] of runs.entries()) {
      listeners.set(startOf(history)?.originalExecutionRunId ?? runId, replayed[i] as ReplayedRun);
      yield { workflowId, history };
    }
  }
  const results = Worker.runReplayHistories(
    { workflowBundle, sinks: listening(listeners), replayName: 'caseloop' },
    histories(),
  );
  let i = 0;
  for await (const { error } of results) {
    const run = replayed[i];
    if (run && error) run.error = error;
    i += 1;
  }
  return replayed;
};

const listening = (listeners: ReadonlyMap<string, ReplayedRun>): InjectedSinks<ReplaySinks> => ({
  replay: {
    restored: {
      fn: ({ runId }, state) => {
        const run = listeners.get(runId);
        if (run) run.restored = state;
      },
      callDuringReplay: true,
    },
    applied: {
      fn: ({ runId }, event) => {
        listeners.get(runId)?.events.push(event);
      },
      callDuringReplay: true,
    },
  },
});
