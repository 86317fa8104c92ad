// A case's workflow, as the engine knows it: does it run, does its code get on, and has it done what time asked of it?
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { type Finding, settleFindings } from '../../db/incidents.ts';
import { type ShownCase, shownCases } from '../../db/reconcile.ts';
import { catchUp } from '../../platform/temporal/catch-up.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import { caseStuck, runKinds, taskFailing, workflowLost } from './findings.ts';

/** Attempts at one workflow task after which its code, and not a restart, is in the way. */
const failingAttempts = 5;

/** Cases asked for at a time. */
const atOnce = 8;

/** How long a late case is waited for, in ms. */
const answersWithin = 5_000;

export interface RunsDeps {
  db: Database;
  client: Client;
}

/** True when time should have done something to the case more than `patience` ms ago. */
export const isLate = ({ wake, readAt }: ShownCase, patience: number): boolean =>
  wake !== null && Date.parse(wake) < readAt.getTime() - patience;

/** What the engine says of a case's last run. */
interface RunSeen {
  /** Null: it knows none. */
  status: string | null;
  attempts: number;
}

/** Examines and settles. @param patience what should have happened so many ms ago and did not makes a case stuck */
export const examineRuns = async (deps: RunsDeps, caseNos: readonly string[], patience: number): Promise<void> => {
  const { db, client } = deps;
  if (caseNos.length === 0) return;
  const runs = new Map(await fewAtATime(caseNos, async (caseNo) => [caseNo, await lookAt(client, caseNo)] as const));
  // Read after the engine was asked: a workflow that has ended by then has archived its case before.
  const findings = await fewAtATime(await shownCases(db, caseNos), (shown) =>
    findInRun(deps, shown, runs.get(shown.caseNo) as RunSeen, patience),
  );
  await settleFindings(
    db,
    { kinds: runKinds, caseNos },
    findings.filter((finding) => finding !== null),
  );
};

const fewAtATime = async <T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> => {
  const answers: R[] = [];
  for (let i = 0; i < items.length; i += atOnce)
    answers.push(...(await Promise.all(items.slice(i, i + atOnce).map(ask))));
  return answers;
};

const lookAt = async (client: Client, caseNo: string): Promise<RunSeen> => {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowIdOf(caseNo)).describe();
    return { status: status.name, attempts: raw.pendingWorkflowTask?.attempt ?? 0 };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { status: null, attempts: 0 };
    throw error;
  }
};

const findInRun = async (
  { client }: RunsDeps,
  shown: ShownCase,
  { status, attempts }: RunSeen,
  patience: number,
): Promise<Finding | null> => {
  const { caseNo } = shown;
  if (shown.status === 'archived') return null;
  if (status !== 'RUNNING') return workflowLost(caseNo, status);
  if (attempts >= failingAttempts) return taskFailing(caseNo, await whyFailing(client, caseNo));
  if (!isLate(shown, patience) || (await wasBehind(client, shown))) return null;
  return caseStuck(caseNo, String(shown.wake));
};

/**
 * A case whose engine forgot its last decision waits for the time of the state before it. It is told what its ledger holds, and has until
 * its next turn to do what time asks of it. One that does not answer is stuck, too.
 */
const wasBehind = (client: Client, { caseNo, seq }: ShownCase): Promise<boolean> =>
  client.withDeadline(Date.now() + answersWithin, () => catchUp(client, caseNo, seq)).catch(() => false);

/** The message of the last failure of a workflow task; it is among the last events, as later attempts leave none. */
const whyFailing = async (client: Client, caseNo: string): Promise<string | null> => {
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId: workflowIdOf(caseNo) },
    maximumPageSize: 10,
  });
  const failed = history?.events?.find((event) => event.workflowTaskFailedEventAttributes);
  return failed?.workflowTaskFailedEventAttributes?.failure?.message?.slice(0, 300) ?? null;
};
