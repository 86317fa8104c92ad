// What the engine's own lists say, as hints only: they follow the runs with a delay, so that each suspect is asked for by itself.
import type { Client } from '@temporalio/client';
import { workflowIdOf } from '../../workflows/contract/ids.ts';

/** At most so many suspects are taken from one list in one round. */
const most = 1_000;

const casesIn = async (client: Client, query: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    found.push(workflowId.slice(workflowIdOf('').length));
    if (found.length === most) break;
  }
  return found;
};

/** So few are asked for one by one. */
const few = 8;

/**
 * Those of these cases that may not run. A count costs the engine a hundredth of what it takes to name them: where the count of running
 * workflows is not that of the cases, either half is counted. @param caseNos all that should run between the first and the last of them
 */
export const mayNotRun = async (client: Client, caseNos: readonly string[]): Promise<string[]> => {
  const ids = caseNos.map(workflowIdOf).sort();
  if (ids.length === 0) return [];
  const range = `WorkflowId BETWEEN "${ids[0]}" AND "${ids.at(-1)}"`;
  const { count } = await client.workflow.count(`ExecutionStatus = "Running" AND ${range}`);
  if (count === ids.length) return [];
  if (ids.length <= few) return [...caseNos];
  const half = ids.length >> 1;
  const sorted = [...caseNos].sort();
  return [...(await mayNotRun(client, sorted.slice(0, half))), ...(await mayNotRun(client, sorted.slice(half)))];
};

/** Cases of which a run was cut off (terminated, failed, timed out, cancelled) since an instant. */
export const cutOffSince = (client: Client, since: Date): Promise<string[]> =>
  casesIn(
    client,
    `ExecutionStatus IN ("Terminated", "Failed", "TimedOut", "Canceled") AND CloseTime >= "${since.toISOString()}"`,
  );

/** Cases whose workflow tasks fail, as the engine (1.30 or newer) marks them after some attempts. */
export const reportedFailing = (client: Client): Promise<string[]> =>
  casesIn(
    client,
    'TemporalReportedProblems IN ("category=WorkflowTaskFailed", "category=WorkflowTaskTimedOut") AND ExecutionStatus = "Running"',
  );

/** Walks through the cases that run, a page a call, from the beginning again after the last; numbers that begin with these letters only. */
export const createRunningWalk = (
  client: Client,
  pageSize: number,
): ((codes: readonly string[]) => Promise<string[]>) => {
  let next: Uint8Array | undefined;
  return async (codes) => {
    if (codes.length === 0) return [];
    const ours = codes.map((code) => `WorkflowId STARTS_WITH "${workflowIdOf(`${code}-`)}"`).join(' OR ');
    const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
      namespace: client.options.namespace,
      query: `ExecutionStatus = "Running" AND (${ours})`,
      pageSize,
      ...(next && { nextPageToken: next }),
    });
    next = nextPageToken?.length ? nextPageToken : undefined;
    return (executions ?? []).map(({ execution }) => String(execution?.workflowId).slice(workflowIdOf('').length));
  };
};
