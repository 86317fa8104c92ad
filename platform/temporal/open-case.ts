// Opening a case on the engine: for the API right after reception, and for the dispatcher when that did not happen.
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { Priority } from '@temporalio/common';
import type { OpenCase, Outcome, ReceptionAsked } from '../../workflows/contract/command.ts';
import { type Instant, messages, workflowIdOf } from '../../workflows/contract/ids.ts';

/**
 * Cases that were received in the same ten minutes wait in one line for a worker, and the lines take turns: when thousands fall due at
 * once, a request that comes meanwhile is not the last of them.
 */
export const turnOf = (receivedAt: Instant): Priority => ({
  fairnessKey: receivedAt.slice(0, '2026-11-25T09:1'.length),
});

/**
 * Starts the case, or finds it started, and waits until its reception is in the ledger. Case types are workflow types of
 * their own name.
 * @throws WorkflowUpdateFailedError when the number belongs to another request
 * @throws WorkflowExecutionAlreadyStartedError when the case has ended already
 */
export const openCase = (client: Client, taskQueue: string, open: OpenCase): Promise<Outcome> => {
  const startWorkflowOperation = new WithStartWorkflowOperation(open.definition.name, {
    workflowId: workflowIdOf(open.caseNo),
    taskQueue,
    args: [open],
    priority: turnOf(open.intake.receivedAt),
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  // Its own promise fails along with the call; nobody else waits for it.
  startWorkflowOperation.workflowHandle().catch(() => undefined);
  const { receivedAt } = open.intake;
  return client.workflow.executeUpdateWithStart<never, Outcome, [ReceptionAsked]>(messages.received, {
    args: [{ receivedAt }],
    // A repetition joins the first one; another reception comes to the case anew, which refuses it.
    updateId: `${messages.received}/${receivedAt}`,
    startWorkflowOperation: startWorkflowOperation as never,
  });
};
