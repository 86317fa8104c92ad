// Fetching a run's history from the engine, as long as it has it.
import { type Client, isGrpcServiceError } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { canonical } from '../../workflows/case/chain.ts';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

/** gRPC's NOT_FOUND: the raw call behind `fetchHistory` does not turn it into a WorkflowNotFoundError. */
const notFound = 5;

/** The history of one run; null when the engine has deleted it, or never had it. */
export const fetchHistory = async (client: Client, workflowId: string, runId: string): Promise<History | null> => {
  try {
    return await client.workflow.getHandle(workflowId, runId).fetchHistory();
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === notFound) return null;
    throw error;
  }
};

/** A history as JSON (RFC 8785): the engine sends maps in any order, and whoever notes a file's hash finds the same again. */
export const historyText = (history: History): string => canonical(JSON.parse(historyToJSON(history)));
