// Opening a case on the engine: for the API right after reception, and for the dispatcher when that did not happen.
import { type Client, WithStartWorkflowOperation } from '@temporalio/client';
import type { OpenCase, Outcome } from '../../workflows/contract/command.ts';
import { messages, workflowIdOf } from '../../workflows/contract/ids.ts';

/**
 * Starts the case, or finds it started, and waits until its reception is in the ledger. Case types are workflow types of
 * their own name.
 * @throws WorkflowExecutionAlreadyStartedError when the case has ended already
 */
export const openCase = (client: Client, taskQueue: string, open: OpenCase): Promise<Outcome> => {
  const startWorkflowOperation = new WithStartWorkflowOperation(open.definition.name, {
    workflowId: workflowIdOf(open.caseNo),
    taskQueue,
    args: [open],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  // Its own promise fails along with the call; nobody else waits for it.
  startWorkflowOperation.workflowHandle().catch(() => undefined);
  return client.workflow.executeUpdateWithStart<never, Outcome, []>(messages.received, {
    args: [],
    updateId: messages.received,
    startWorkflowOperation: startWorkflowOperation as never,
  });
};
