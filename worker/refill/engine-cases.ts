// Every case that the engine knows, with its runs: those that go on, and those that ended within the engine's retention.
import type { Client } from '@temporalio/client';
import { CaseNo, workflowIdOf } from '../../workflows/contract/ids.ts';

export interface EngineCase {
  caseNo: string;
  workflowId: string;
  /** The first that was started first. */
  runIds: string[];
}

/** By case number. The engine's lists may lag behind its runs by a moment. @param only one case alone */
export const listEngineCases = async (client: Client, only?: string): Promise<EngineCase[]> => {
  const runs = new Map<string, { runId: string; at: number }[]>();
  const prefix = workflowIdOf('');
  const query = only && { query: `WorkflowId = "${workflowIdOf(only)}"` };
  for await (const { workflowId, runId, startTime } of client.workflow.list({ pageSize: 1_000, ...query })) {
    if (!workflowId.startsWith(prefix)) continue;
    const known = runs.get(workflowId);
    if (known) known.push({ runId, at: startTime.getTime() });
    else runs.set(workflowId, [{ runId, at: startTime.getTime() }]);
  }
  return [...runs]
    .map(([workflowId, found]) => ({
      workflowId,
      caseNo: workflowId.slice(prefix.length),
      runIds: found.sort((a, b) => a.at - b.at).map(({ runId }) => runId),
    }))
    .filter(({ caseNo }) => CaseNo.safeParse(caseNo).success)
    .sort((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
};
