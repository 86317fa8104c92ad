// What the engine's own lists say, as hints only: they follow the runs with a delay, so that each suspect is asked for by itself.
import type { Client } from '@temporalio/client';
import { workflowIdOf } from '../../workflows/contract/ids.ts';

const caseNoOf = (workflowId: string): string => workflowId.slice(workflowIdOf('').length);

/** At most so many suspects are taken from one list in one round. */
const most = 1_000;

const list = async (client: Client, query: string, limit = most): Promise<{ caseNo: string; running: boolean }[]> => {
  const found: { caseNo: string; running: boolean }[] = [];
  for await (const { workflowId, status } of client.workflow.list({ query, pageSize: 500 })) {
    found.push({ caseNo: caseNoOf(workflowId), running: status.name === 'RUNNING' });
    if (found.length === limit) break;
  }
  return found;
};

/** Those of these cases that the lists show running. */
export const listedRunning = async (client: Client, caseNos: readonly string[]): Promise<Set<string>> => {
  const ids = caseNos.map(workflowIdOf).sort();
  // By the range alone: the engine's database then reads its index by workflow id, and not every run that is open.
  const runs = await list(client, `WorkflowId BETWEEN "${ids[0]}" AND "${ids.at(-1)}"`, Number.POSITIVE_INFINITY);
  return new Set(runs.filter(({ running }) => running).map(({ caseNo }) => caseNo));
};

/** Cases of which a run was cut off (terminated, failed, timed out, cancelled) since an instant. */
export const cutOffSince = async (client: Client, since: Date): Promise<string[]> => {
  const statuses = '("Terminated", "Failed", "TimedOut", "Canceled")';
  const runs = await list(client, `ExecutionStatus IN ${statuses} AND CloseTime >= "${since.toISOString()}"`);
  return runs.map(({ caseNo }) => caseNo);
};

/** Cases whose workflow tasks fail, as the engine (1.30 or newer) marks them after some attempts. */
export const reportedFailing = async (client: Client): Promise<string[]> => {
  const problems = '("category=WorkflowTaskFailed", "category=WorkflowTaskTimedOut")';
  const runs = await list(client, `TemporalReportedProblems IN ${problems} AND ExecutionStatus = "Running"`);
  return runs.map(({ caseNo }) => caseNo);
};
