// Lets a case go on whose workflow does not run any more (terminated, failed, or gone with the engine's store): a new run of the same
// workflow is handed what the ledger says, as a run that continues as new would hand it on.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { readOpening } from '../../db/reconcile.ts';
import { readLedgers } from '../../db/reconcile-ledger.ts';
import { turnOf } from '../../platform/temporal/open-case.ts';
import { advanceTime } from '../../platform/temporal/skip.ts';
import type { OpenCase } from '../../workflows/contract/command.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import type { NextRun } from '../../workflows/contract/next-run.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import { keepHistories } from './keep-histories.ts';
import { nextRunOf } from './next-run.ts';

export interface Reviver {
  db: Database;
  client: Client;
  taskQueue: string;
  /** `keys.seal` */
  sealKey: string;
}

/** Where the case goes on: after the ledger's event `seq`, or from its receipt (0). */
export interface Revival {
  runId: string;
  seq: number;
}

/** The case goes on by itself, or has ended: nothing has to be revived. */
export class NothingToRevive extends Error {}

/**
 * @param replace ends a run that is open first: one that cannot get on
 * @throws NothingToRevive when a run is open, or when the case is archived
 * @throws Error when there is no such case, or when its ledger cannot be trusted; the message says what to do
 */
export const reviveCase = async (reviver: Reviver, caseNo: string, { replace = false } = {}): Promise<Revival> => {
  const { db, client, sealKey } = reviver;
  if (await isRunning(client, caseNo)) {
    if (!replace) {
      throw new NothingToRevive(
        `${caseNo} 的流程正在运行，无需恢复；确要重来，加 --replace。Its workflow runs; --replace ends it and starts anew from the ledger.`,
      );
    }
    await client.workflow.getHandle(workflowIdOf(caseNo)).terminate('caseloop revive --replace');
  }
  // Read after the run has ended: what it committed last is there.
  const ledger = (await readLedgers(db.pool, [caseNo], sealKey)).get(caseNo);
  if (!ledger) return { runId: await start(reviver, caseNo, await openingOf(db, caseNo)), seq: 0 };
  const { broken, events, state } = ledger;
  if (broken || !state) {
    throw new Error(
      `台账第 ${broken?.seq} 条不可信（${broken?.what}），不能据以恢复。The ledger cannot be trusted at event ${broken?.seq} (${broken?.what}): caseloop replay ${caseNo}`,
    );
  }
  if (state.status === 'archived') {
    throw new NothingToRevive(`${caseNo} 已归档，无需恢复。The case is archived; there is nothing to revive.`);
  }
  await keepHistories(db, client, [caseNo]);
  const runId = await start(reviver, caseNo, await nextRunOf(db, events, state));
  if (state.rehearsal) await catchUpWith(client, state);
  return { runId, seq: state.seq };
};

const openingOf = async (db: Database, caseNo: string): Promise<OpenCase> => {
  const opening = await readOpening(db, caseNo);
  if (opening) return opening;
  throw new Error(`没有事项 ${caseNo}，也没有它的回执。There is no case ${caseNo} and no receipt of it.`);
};

const isRunning = async (client: Client, caseNo: string): Promise<boolean> => {
  try {
    return (await client.workflow.getHandle(workflowIdOf(caseNo)).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
};

const start = async ({ client, taskQueue }: Reviver, caseNo: string, input: OpenCase | NextRun): Promise<string> => {
  const { intake } = 'intake' in input ? input : input.carried.state;
  const { firstExecutionRunId } = await client.workflow.start(input.definition.name, {
    workflowId: workflowIdOf(caseNo),
    taskQueue,
    args: [input],
    priority: turnOf(intake.receivedAt),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    // Of two who revive it at once, one is told.
    workflowIdConflictPolicy: 'FAIL',
  });
  return firstExecutionRunId;
};

/** A new run begins at the present; a rehearsal's own time may be far ahead. */
const catchUpWith = async (client: Client, { caseNo, at }: CaseState): Promise<void> => {
  const ahead = Date.parse(at) - Date.now();
  if (ahead > 0) await advanceTime(client, workflowIdOf(caseNo), ahead);
};
