// (d) Replay: histories of closed cases replayed against today's code, as an audit does.
import { Client, Connection } from '@temporalio/client';
import { fetchHistory } from '../platform/temporal/history.ts';
import { type Officer, observerDatabase, streetOfficers } from '../tests/support/officers.ts';
import type { System } from '../tests/support/system.ts';
import { quietRuntime } from '../worker/quiet.ts';
import { createReplayer, type RecordedRun } from '../worker/replay.ts';
import { crowd } from './crowd.ts';
import { liveCase } from './lifecycle.ts';
import { rounded } from './numbers.ts';
import { cpuMeter } from './processes.ts';

/** @param cases histories to replay; as many cases are lived first when there are fewer */
export const replay = async (system: System, cases: number): Promise<Record<string, unknown>> => {
  quietRuntime();
  const { apiUrl, appDatabaseUrl, temporalAddress, namespace } = system.running();
  const db = observerDatabase(appDatabaseUrl);
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace });
  const replayer = createReplayer();
  try {
    const officers = await streetOfficers(db);
    const closed = async () => {
      const { rows } = await db.pool.query<{ workflow_id: string; run_id: string }>(
        `select workflow_id, run_id from run_history join case_view using (case_no) where status = 'closed' limit $1`,
        [cases],
      );
      return rows;
    };
    const missing = cases - (await closed()).length;
    await crowd(16, Math.max(0, missing), async (piece) => {
      await liveCase({ apiUrl, timed: () => undefined }, officers[piece % officers.length] as Officer);
    });
    const runs: RecordedRun[] = [];
    for (const { workflow_id: workflowId, run_id: runId } of await closed()) {
      const history = await fetchHistory(client, workflowId, runId);
      if (history) runs.push({ workflowId, runId, history });
    }
    // Begins, and lets Node compile what it runs.
    await replayer.replay(runs.slice(0, 100));
    const used = cpuMeter({});
    const began = performance.now();
    const replayed = await replayer.replay(runs);
    const tookMs = performance.now() - began;
    const { client: cpuMs = 0 } = used();
    const failed = replayed.filter(({ error }) => error !== null).length;
    if (failed > 0) throw new Error(`${failed} of ${runs.length} histories do not replay.`);
    return {
      histories: runs.length,
      historiesPerSecond: rounded((runs.length * 1000) / tookMs),
      cpuMsPerHistory: rounded(cpuMs / runs.length),
    };
  } finally {
    await replayer.close();
    await connection.close();
    await db.close();
  }
};
