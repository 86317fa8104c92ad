// Everything that the API says to Temporal: open a case, send it a command, ask it something, skip a rehearsal's time.
// A refusal comes back as the CaseFailure that the case threw; a silent engine as EngineUnavailable or OutcomeUnknown.
import { setTimeout as delay } from 'node:timers/promises';
import {
  ActivityExecutionFailedError,
  ApplicationFailure,
  type Client,
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { TimeoutFailure } from '@temporalio/common';
import proto from '@temporalio/proto';
import { catchUp } from '../platform/temporal/catch-up.ts';
import { fetchHistory, historyText } from '../platform/temporal/history.ts';
import { openCase } from '../platform/temporal/open-case.ts';
import { type ProofActivities, proofIdOf, proofPatience, proofQueueOf } from '../platform/temporal/proof.ts';
import { advanceTime, TimeSkippingRefused } from '../platform/temporal/skip.ts';
import type { AdoptCalendar, Command, OpenCase, Outcome } from '../workflows/contract/command.ts';
import { CaseFailure, type FieldProblem, isFailureCode } from '../workflows/contract/failures.ts';
import { messages, updateIdOf, workflowIdOf } from '../workflows/contract/ids.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { Verdict } from '../workflows/contract/verdict.ts';
import { createTurns } from './turns.ts';

export interface Engine {
  /** Starts the case, or finds it started, and waits until its reception is in the ledger. `withinMs` bounds the wait. */
  open(open: OpenCase, withinMs: number): Promise<Outcome>;
  /**
   * Sends a command and waits until its event is in the ledger. A repetition is answered as the first asking was, a refusal by the run that
   * accepted it included. @param again sets an asking apart from those before, so that the case decides anew
   */
  command(caseNo: string, command: Command | AdoptCalendar, again?: string): Promise<Outcome>;
  /**
   * Lets a case whose engine forgot its last decision (its worker died between the commit and the answer) take it over from the
   * ledger; nothing happens when it knows as much already. @param seq where the ledger stands
   */
  catchUp(caseNo: string, seq: number): Promise<void>;
  /** Moves a rehearsal's time on by `ms` and answers its state there. */
  advance(caseNo: string, ms: number): Promise<CaseState>;
  /** The case's own present: virtual for a case whose time was skipped. */
  now(caseNo: string): Promise<Date>;
  /** Lets a worker check a case three ways: ledger, read model, replay. @throws CaseFailure EngineUnavailable, also when no worker takes it */
  prove(caseNo: string): Promise<Verdict>;
  /** A run's history as protobuf-JSON; null when the engine has deleted it. @throws CaseFailure EngineUnavailable */
  history(workflowId: string, runId: string): Promise<string | null>;
  /** Whether a worker asks for the cases' tasks. @throws CaseFailure EngineUnavailable */
  isWorked(): Promise<boolean>;
}

export interface EngineOptions {
  client: Client;
  taskQueue: string;
  /** How long a call may take, in ms. */
  deadlineMs?: number;
}

export const createEngine = ({ client, taskQueue, deadlineMs = 10_000 }: EngineOptions): Engine => {
  const turns = createTurns();
  const within = async <T>(ms: number, call: () => Promise<T>): Promise<T> => {
    try {
      return await client.withDeadline(Date.now() + ms, call);
    } catch (error) {
      throw toCaseFailure(error);
    }
  };

  const stateOf = async (caseNo: string): Promise<CaseState> => {
    const state = await client.workflow.getHandle(workflowIdOf(caseNo)).query<CaseState | null>(messages.state);
    if (!state)
      throw new CaseFailure('CaseBusy', '事项正在受理，请稍后重试。The case is being received; try again soon.');
    return state;
  };

  return {
    open: (open, withinMs) => within(withinMs, () => openCase(client, taskQueue, open)),

    command: (caseNo, command, again) =>
      // The case would let several wait, too, but a burst of updates to one workflow is what the engine's SDK is worst at.
      turns.take(caseNo, () =>
        untilFree(() =>
          within(deadlineMs, () =>
            client.workflow
              .getHandle(workflowIdOf(caseNo))
              .executeUpdate<Outcome, [Command | AdoptCalendar]>(messages.command, {
                args: [command],
                updateId: updateIdOf(command, again),
              }),
          ),
        ),
      ),

    catchUp: (caseNo, seq) =>
      within(deadlineMs, async () => {
        await catchUp(client, caseNo, seq);
      }),

    advance: (caseNo, ms) =>
      within(6 * deadlineMs, async () => {
        await advanceTime(client, workflowIdOf(caseNo), ms);
        return stateOf(caseNo);
      }),

    now: (caseNo) =>
      within(Math.min(deadlineMs, 1_500), async () => {
        const { raw } = await client.workflow.getHandle(workflowIdOf(caseNo)).describe();
        const current = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
        return current ? new Date(Number(current.seconds) * 1000 + Math.floor((current.nanos ?? 0) / 1e6)) : new Date();
      }),

    prove: (caseNo) =>
      within(proofPatience.start + proofPatience.run + deadlineMs, () =>
        client.activity.typed<ProofActivities>().execute('proveCase', {
          id: proofIdOf(caseNo),
          taskQueue: proofQueueOf(taskQueue),
          args: [caseNo],
          scheduleToStartTimeout: Math.min(deadlineMs, proofPatience.start),
          startToCloseTimeout: proofPatience.run,
          retry: { maximumAttempts: 1 },
          idConflictPolicy: 'USE_EXISTING',
        }),
      ),

    history: (workflowId, runId) =>
      within(deadlineMs, async () => {
        const history = await fetchHistory(client, workflowId, runId);
        return history && historyText(history);
      }),

    isWorked: () =>
      within(Math.min(deadlineMs, 3_000), async () => {
        const { pollers } = await client.workflowService.describeTaskQueue({
          namespace: client.options.namespace,
          taskQueue: { name: taskQueue },
          taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        });
        const recently = Date.now() - 120_000;
        return (pollers ?? []).some(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > recently);
      }),
  };
};

/** Waits before a busy case is asked again, in ms: it hands on to a new run within a moment. */
const waits = [50, 100, 200, 400, 800];

/** Asks again, under the same key, while the case is busy. */
const untilFree = async <T>(call: () => Promise<T>): Promise<T> => {
  for (const wait of waits) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CaseFailure) || error.code !== 'CaseBusy') throw error;
      await delay(wait);
    }
  }
  return call();
};

const unavailable = (): CaseFailure =>
  new CaseFailure(
    'EngineUnavailable',
    '流程引擎暂不可用，未作任何更改，请稍后用同一幂等键重试。The workflow engine is away and nothing changed; repeat later with the same key.',
  );

const unknownOutcome = (): CaseFailure =>
  new CaseFailure(
    'OutcomeUnknown',
    '尚不知结果，请用同一幂等键重试，不会重复办理。The outcome is not known yet; repeat with the same key, it is done once only.',
  );

/** gRPC status codes (google.rpc.Code). */
const grpc = { cancelled: 1, deadlineExceeded: 4, notFound: 5, resourceExhausted: 8, aborted: 10, unavailable: 14 };

/** What a call to the engine failed with, as a failure of ours. */
export const toCaseFailure = (error: unknown): unknown => {
  if (error instanceof CaseFailure) return error;
  if (error instanceof WorkflowUpdateFailedError) return ofRefusal(error.cause) ?? error;
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return unknownOutcome();
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowExecutionAlreadyStartedError) {
    return new CaseFailure('IllegalAction', '事项已归档或尚未立案。The case is archived, or not open yet.');
  }
  if (error instanceof ActivityExecutionFailedError) return ofProof(error);
  if (error instanceof TimeSkippingRefused) return new CaseFailure('RehearsalOnly', error.message);
  if (error instanceof QueryNotRegisteredError) return unavailable();
  const status = grpcStatusOf(error);
  switch (status) {
    case null:
      return error;
    case grpc.deadlineExceeded:
    case grpc.cancelled:
    case grpc.aborted:
      return unknownOutcome();
    case grpc.resourceExhausted:
      return new CaseFailure(
        'CaseBusy',
        '流程引擎正忙，请用同一幂等键稍后重试。The engine is busy; repeat soon with the same key.',
      );
    default:
      return unavailable();
  }
};

const ofRefusal = (cause: unknown): CaseFailure | null => {
  if (!(cause instanceof ApplicationFailure)) return null;
  // The engine's own word for an update that its worker did not come to, in a burst or while it was restarted.
  if (cause.type === 'UnprocessedUpdate') return unknownOutcome();
  if (!isFailureCode(cause.type)) return null;
  const [problems] = (cause.details ?? []) as [FieldProblem[]?];
  return new CaseFailure(cause.type, cause.message, Array.isArray(problems) ? problems : []);
};

/** A check that did not come to its end. */
const ofProof = (error: ActivityExecutionFailedError): unknown => {
  if (!(error.cause instanceof TimeoutFailure)) return error;
  return error.cause.timeoutType === 'SCHEDULE_TO_START'
    ? new CaseFailure(
        'EngineUnavailable',
        '没有空闲的工作进程接手核验，请稍后重试。No worker took up the check; try again later.',
      )
    : new CaseFailure(
        'CaseBusy',
        '历史过长，核验未在限时内完成，请用 caseloop replay 核验。The check did not end in time; use caseloop replay.',
      );
};

const grpcStatusOf = (error: unknown): number | null => {
  for (let each = error; each; each = (each as { cause?: unknown }).cause)
    if (isGrpcServiceError(each)) return each.code;
  return null;
};
