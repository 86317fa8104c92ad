// Exports the history of every closed run before the engine forgets it: the engine is not the archive.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Database } from '../db/client.ts';
import { recordIncident } from '../db/incidents.ts';
import { giveUpHistory, type Run, runsToExport, storeHistory } from '../db/run-history.ts';
import type { Logger } from '../platform/logger.ts';
import { fetchHistory, historyText } from '../platform/temporal/history.ts';
import { createCursor } from './cursor.ts';

/** Runs exported in one round. */
const batch = 20;

const { WorkflowExecutionStatus } = proto.temporal.api.enums.v1;

export interface ExporterDeps {
  db: Database;
  client: Client;
  logger: Logger;
}

export interface Exporter {
  /** Exports the runs whose turn it is. @returns how many were exported */
  round(): Promise<number>;
}

export const createExporter = ({ db, client, logger }: ExporterDeps): Exporter => {
  const waiting = createCursor<Run>((last, limit) => runsToExport(db, last, limit), batch);
  /** The rest of a round that ended with a run that could not be exported: those behind it come before it does again. */
  let turn: Run[] = [];

  const giveUp = async ({ caseNo, runId }: Run): Promise<void> => {
    await recordIncident(db, {
      kind: 'HistoryLost',
      caseNo,
      what: `运行 ${runId} 的历史已被引擎清除 the engine has deleted this run's history before it was exported`,
      mend: `台账仍可独立核验 The ledger alone still proves the case: caseloop replay ${caseNo}`,
    });
    await giveUpHistory(db, runId);
    logger.error({ caseNo, runId }, 'a history is gone');
  };

  return {
    async round() {
      let exported = 0;
      if (turn.length === 0) turn = await waiting.next();
      for (let run = turn.shift(); run; run = turn.shift()) {
        try {
          if (await exportRun(db, client, run)) exported += 1;
        } catch (error) {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
          await giveUp(run);
        }
      }
      return exported;
    },
  };
};

/**
 * Exports one run's history, if the run has ended. @returns false when it goes on
 * @throws WorkflowNotFoundError when the engine has deleted it
 */
export const exportRun = async (db: Database, client: Client, { runId, workflowId }: Run): Promise<boolean> => {
  const handle = client.workflow.getHandle(workflowId, runId);
  const { raw } = await handle.describe();
  if (raw.workflowExecutionInfo?.status === WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) return false;
  const history = await fetchHistory(client, workflowId, runId);
  if (!history) throw new WorkflowNotFoundError('its history is gone', workflowId, runId);
  await storeHistory(db, runId, historyText(history), history.events?.length ?? 0);
  return true;
};
