// Closed runs whose history is not exported while the engine's retention passes: an alarm at half of it, when there is still time.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { type Finding, settleFindings, troubledCases } from '../../db/incidents.ts';
import { runsWithoutHistory } from '../../db/reconcile.ts';
import type { Run } from '../../db/run-history.ts';
import { exportKind, historyUnexported } from './findings.ts';

/** Cases in trouble looked at in one round. */
const most = 100;

/** Share of the retention after which it is told. */
const alarmAt = 0.5;

/** Examines and settles. @param waiting runs whose turn it is, beside those of cases in trouble; @param now the present, epoch ms */
export const examineExports = async (
  db: Database,
  client: Client,
  waiting: readonly Run[],
  now: number,
): Promise<void> => {
  const troubled = await troubledCases(db, ['WorkflowLost', exportKind], { after: 0, limit: most });
  const told = new Set(troubled.map(({ caseNo }) => caseNo));
  const others = waiting.filter(({ caseNo }) => !told.has(caseNo));
  const runs = [...(await runsWithoutHistory(db, [...told])), ...others];
  if (runs.length === 0 && told.size === 0) return;
  const retention = await retentionOf(client);
  const passing = new Map<string, { runs: string[]; until: number }>();
  for (const run of runs) {
    const closed = await closedAt(client, run);
    if (closed === null || now - closed < retention * alarmAt) continue;
    const { runs: others, until } = passing.get(run.caseNo) ?? { runs: [], until: Number.POSITIVE_INFINITY };
    passing.set(run.caseNo, { runs: [...others, run.runId], until: Math.min(until, closed + retention) });
  }
  const findings: Finding[] = [...passing].map(([caseNo, { runs: ids, until }]) =>
    historyUnexported(caseNo, ids, new Date(until).toISOString()),
  );
  const caseNos = [...new Set([...runs.map(({ caseNo }) => caseNo), ...told])];
  await settleFindings(db, { kinds: [exportKind], caseNos }, findings);
};

/** In ms. */
const retentionOf = async (client: Client): Promise<number> => {
  const { config } = await client.workflowService.describeNamespace({ namespace: client.options.namespace });
  return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) * 1000;
};

/** Epoch ms; null: it runs, or the engine has forgotten it, which the exporter reports. */
const closedAt = async (client: Client, { workflowId, runId }: Run): Promise<number | null> => {
  try {
    const { closeTime } = await client.workflow.getHandle(workflowId, runId).describe();
    return closeTime?.getTime() ?? null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
};
