// Time skipping on the real engine, for rehearsals and tests: a client whose cases run straight through, and exact steps.
// The SDK has no option for it yet, so the fields are added to the raw requests. Virtual time is per workflow, never global.
import { randomUUID } from 'node:crypto';
import {
  Client,
  type Connection,
  type ConnectionLike,
  isGrpcServiceError,
  type WorkflowService,
} from '@temporalio/client';
import proto from '@temporalio/proto';
import { durationOf } from './duration.ts';
import { canSkipTime } from './engine.ts';

type StartRequest = Parameters<Connection['workflowService']['startWorkflowExecution']>[0];

const RUN_THROUGH = { enabled: true };

/** gRPC status of a server that is too old or whose namespace forbids skipping. */
const UNIMPLEMENTED = 12;

/** The engine refuses to skip time: it is older than 1.32, or the setting is off, as in production. */
export class TimeSkippingRefused extends Error {
  constructor(cause: unknown) {
    super(
      'This engine does not skip time. Rehearsals need Temporal server 1.32 or newer with frontend.WorkflowTimeSkippingEnabled (the local stack has both).',
      { cause },
    );
    this.name = 'TimeSkippingRefused';
  }
}

/**
 * The same client, except that every workflow started through it (start, update-with-start, signal-with-start) skips to
 * its next timer whenever nothing is in flight, to the end of its chain of runs. Signals and queries are as ever.
 */
export function skippingClient(client: Client): Client {
  const { connection, options } = client;
  const service = connection.workflowService;
  const withSkipping = <R extends object>(request: R) => ({ ...request, timeSkippingConfig: RUN_THROUGH });
  let known: Promise<void> | undefined;
  const guarded = async <T>(call: () => Promise<T>): Promise<T> => {
    known ??= requireTimeSkipping(connection);
    await known;
    return refusalNamed(call());
  };
  const changed: Partial<WorkflowService> = {
    startWorkflowExecution: (request: StartRequest) =>
      guarded(() => service.startWorkflowExecution(withSkipping(request))),
    signalWithStartWorkflowExecution: (request: object) =>
      guarded(() => service.signalWithStartWorkflowExecution(withSkipping(request))),
    executeMultiOperation: (request: proto.temporal.api.workflowservice.v1.IExecuteMultiOperationRequest) =>
      guarded(() =>
        service.executeMultiOperation({
          ...request,
          operations: (request.operations ?? []).map((operation) =>
            operation.startWorkflow
              ? { ...operation, startWorkflow: withSkipping(operation.startWorkflow) }
              : operation,
          ),
        }),
      ),
  } as Partial<WorkflowService>;
  const skipping = Object.create(connection, {
    workflowService: { value: Object.assign(Object.create(service), changed) },
  }) as ConnectionLike;
  return new Client({ ...options, connection: skipping });
}

/**
 * Moves the virtual time of one workflow on by exactly `ms` (whole seconds and the rest); timers on the way fire.
 * Returns when it is there, or when the workflow ended before. Spans continue-as-new.
 * @throws TimeSkippingRefused when the engine does not allow it.
 */
export async function advanceTime(client: Client, workflowId: string, ms: number): Promise<void> {
  await requireTimeSkipping(client.connection);
  const service = client.connection.workflowService;
  const { namespace } = client.options;
  const workflowExecution = { workflowId };
  const id = randomUUID();
  await refusalNamed(
    service.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: {
        timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: durationOf(ms) } },
      },
      updateMask: { paths: ['time_skipping_config'] },
    }),
  );
  await untilThere(client, workflowId, id);
}

const { FastForwardPollingResult } = proto.temporal.api.enums.v1;

async function untilThere(client: Client, workflowId: string, fastForwardId: string): Promise<void> {
  for (;;) {
    const answer = await refusalNamed(
      client.connection.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace: client.options.namespace,
        workflowExecution: { workflowId },
        fastForwardId,
      }),
    );
    const result = answer.fastForwardPollingResult;
    if (result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) return;
    if (result !== FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED) continue;
    if (/execution ended/.test(answer.failedReason)) return;
    throw new Error(`Time of ${workflowId} did not advance: ${answer.failedReason}.`);
  }
}

/**
 * A server before 1.32 does not refuse: it ignores the unknown field and lets the case wait in real time.
 * @throws TimeSkippingRefused
 */
async function requireTimeSkipping(connection: ConnectionLike): Promise<void> {
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  if (!canSkipTime({ serverVersion })) throw new TimeSkippingRefused(new Error(`The engine is ${serverVersion}.`));
}

async function refusalNamed<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw isGrpcServiceError(error) && error.code === UNIMPLEMENTED ? new TimeSkippingRefused(error) : error;
  }
}
