// What the engine holds of a case: whether its run goes on, whether its code gets on, and when its timer rings.
import type { Client } from '@temporalio/client';
import { workflowIdOf } from '../../workflows/contract/ids.ts';

export interface RunSeen {
  status: string;
  /** Attempts at the workflow task that is pending; 0: none is. */
  attempts: number;
  /** When the first pending timer rings; null: none is set. */
  timer: Date | null;
}

/** @throws WorkflowNotFoundError when the engine knows no such case */
export const readRun = async (client: Client, caseNo: string): Promise<RunSeen> => {
  const handle = client.workflow.getHandle(workflowIdOf(caseNo));
  const { status, raw } = await handle.describe();
  const pending = new Map<string, number>();
  for (const { eventTime, ...event } of (await handle.fetchHistory()).events ?? []) {
    const { timerStartedEventAttributes: started } = event;
    if (started) pending.set(String(started.timerId), msOf(eventTime) + msOf(started.startToFireTimeout));
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (ended) pending.delete(String(ended.timerId));
  }
  const first = Math.min(...pending.values());
  return {
    status: status.name,
    attempts: raw.pendingWorkflowTask?.attempt ?? 0,
    timer: Number.isFinite(first) ? new Date(first) : null,
  };
};

/** Whether a workflow task of a case is on the way: what it did last may be in the ledger and not yet in the engine. */
export const isAtWork = async (client: Client, caseNo: string): Promise<boolean> => {
  const { raw } = await client.workflow.getHandle(workflowIdOf(caseNo)).describe();
  return Boolean(raw.pendingWorkflowTask);
};

/** Of a protobuf timestamp or duration, in ms. */
const msOf = (time: { seconds?: unknown; nanos?: number | null } | null | undefined): number =>
  Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1e6);
