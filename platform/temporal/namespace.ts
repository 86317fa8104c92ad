// A namespace is a county's own room in the engine. It is registered when missing, and usable on return.
import { setTimeout as delay } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { durationOf } from './duration.ts';

/** How long the engine keeps the history of a closed run; the exporter saves it before (design §2.16). */
const RETENTION_DAYS = 7;

/** gRPC status codes. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;

const TIMEOUT_MS = 30_000;

/** @throws Error when the namespace is missing and may not be registered from here. */
export async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await isKnown(connection, namespace))) {
    await register(connection, namespace, deadline);
  }
  // The services learn of a new namespace one after the other; the history service is the last.
  while (!(await isUsable(connection, namespace))) {
    if (Date.now() > deadline) throw new Error(`The namespace ${namespace} is registered but cannot be used.`);
    await delay(50);
  }
}

async function isKnown(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch (error) {
    if (codeOf(error) === NOT_FOUND) return false;
    throw error;
  }
}

async function register(connection: Connection, namespace: string, deadline: number): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: durationOf(RETENTION_DAYS * 24 * 3_600_000),
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === ALREADY_EXISTS) return;
    if (code === PERMISSION_DENIED) {
      throw new Error(
        `The namespace ${namespace} does not exist and may not be registered with these credentials. Register it with your engine's own tools, or set TEMPORAL_NAMESPACE.`,
      );
    }
    // A server that has just started may not have all its services yet.
    if (Date.now() > deadline) throw error;
    await delay(100);
  }
}

/** Asks for a workflow that does not exist: "no such workflow" is the answer of a namespace that works. */
async function isUsable(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.describeWorkflowExecution({
      namespace,
      execution: { workflowId: 'caseloop-probe' },
    });
    return true;
  } catch (error) {
    return isGrpcServiceError(error) && error.code === NOT_FOUND && !/namespace/i.test(error.details);
  }
}

function codeOf(error: unknown): number | undefined {
  return isGrpcServiceError(error) ? error.code : undefined;
}
