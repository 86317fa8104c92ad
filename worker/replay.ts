// Replaying recorded histories against today's workflow code: no server, no database, nothing but the history and the bundle.
import './lean-vm.ts';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { type InjectedSinks, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { ReplaySinks } from '../workflows/runtime/replay-report.ts';
import { replayBundle, workflowBundle } from './bundle.ts';
import { taskGap } from './task-gap.ts';

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

/** Replays many runs in several goes: what it takes to begin, and what Node compiles on the way, serves all of them. */
export interface Replayer {
  /** Replays runs one after the other, in the order given. One that fails is replayed once more, for its stack trace. */
  replay(runs: readonly RecordedRun[]): Promise<ReplayedRun[]>;
  close(): Promise<void>;
}

/**
 * Begins when it is asked for the first time, which takes as long as twenty replays.
 * @param bundle of today's code; bundled here unless given. With one that is given nothing is replayed twice: bundling would hold up
 *   whatever else the process does
 */
export const createReplayer = (bundle?: WorkflowBundle): Replayer => {
  let opened: OneByOne | undefined;
  return {
    async replay(runs) {
      if (runs.length === 0) return [];
      opened ??= openOneByOne(bundle ?? (await workflowBundle()));
      const replayed = await opened.replay(runs);
      return bundle ? replayed : withTraces(runs, replayed);
    },
    async close() {
      await opened?.close();
    },
  };
};

/** As {@link Replayer.replay}, for who has nothing to replay after them. */
export const replayRuns = async (runs: readonly RecordedRun[], bundle?: WorkflowBundle): Promise<ReplayedRun[]> => {
  const replayer = createReplayer(bundle);
  try {
    return await replayer.replay(runs);
  } finally {
    await replayer.close();
  }
};

/** Replays those that failed by code whose failures say where they came from. */
const withTraces = async (runs: readonly RecordedRun[], replayed: readonly ReplayedRun[]): Promise<ReplayedRun[]> => {
  const failed = runs.filter((_, i) => replayed[i]?.error);
  if (failed.length === 0) return [...replayed];
  const tracing = openOneByOne(await replayBundle());
  try {
    const traced = await tracing.replay(failed);
    return replayed.map((run) => (run.error ? (traced.find(({ runId }) => runId === run.runId) ?? run) : run));
  } finally {
    await tracing.close();
  }
};

type OneByOne = ReturnType<typeof openOneByOne>;

/** The SDK's replay, which is given the next run when it is asked for the next result. */
const openOneByOne = (workflowBundle: WorkflowBundle) => {
  let asked: RecordedRun | undefined;
  /** Who listens to the run that is replayed at present: it calls itself what its history does, and a reset run's names the run before. */
  const listeners = new Map<string, ReplayedRun>();
  function* histories() {
    while (asked) yield asked;
  }
  const results = Worker.runReplayHistories(
    { workflowBundle, sinks: listening(listeners), replayName: 'caseloop' },
    histories(),
  );

  const replayOne = async (run: RecordedRun): Promise<ReplayedRun> => {
    const { runId, history } = run;
    const replayed: ReplayedRun = { runId, restored: null, events: [], cutOff: isCutOff(history), error: null };
    const gap = taskGap(history as History);
    if (gap) return { ...replayed, error: gap };
    asked = run;
    listeners.clear();
    listeners.set(startOf(history)?.originalExecutionRunId ?? runId, replayed);
    const { value, done } = await results.next();
    if (done) throw new Error('The replay has ended before this run.');
    return { ...replayed, error: value.error ?? null };
  };

  return {
    async replay(runs: readonly RecordedRun[]): Promise<ReplayedRun[]> {
      const replayed: ReplayedRun[] = [];
      for (const run of runs) replayed.push(await replayOne(run));
      return replayed;
    },
    async close(): Promise<void> {
      await results.return?.();
    },
  };
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
