// Histories of workflow runs. The engine deletes closed runs after its retention; each is exported here before.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { eq } from 'drizzle-orm';
import type { Database } from './client.ts';
import { runHistory } from './schema.ts';

export interface Run {
  runId: string;
  workflowId: string;
  caseNo: string;
  firstSeq: number;
}

/**
 * Runs that may have closed and are not exported: of archived cases, and those that another run followed. Any number of them may go on: those
 * that an engine's older store brought back to life. @param last the one before them; null: from the first
 */
export const runsToExport = async (
  db: Database,
  last: Pick<Run, 'caseNo' | 'firstSeq'> | null,
  limit: number,
): Promise<Run[]> => {
  const { rows } = await db.pool.query<Run>(
    `select run_id as "runId", workflow_id as "workflowId", case_no as "caseNo", first_seq as "firstSeq" from run_history r
     where exported_at is null and (case_no, first_seq) > ($1, $2) and (
       exists (select from case_view v where v.case_no = r.case_no and v.status = 'archived')
       or exists (select from run_history later where later.case_no = r.case_no and later.first_seq > r.first_seq))
     order by case_no, first_seq limit $3`,
    [last?.caseNo ?? '', last?.firstSeq ?? 0, limit],
  );
  return rows;
};

/** Keeps a history. @param json the run's history as protobuf-JSON; @param events how many events it has */
export const storeHistory = async (db: Database, runId: string, json: string, events: number): Promise<void> => {
  const sha256 = createHash('sha256').update(json).digest('hex');
  const history = await promisify(gzip)(json);
  await db.orm
    .update(runHistory)
    .set({ history, sha256, events, exportedAt: new Date() })
    .where(eq(runHistory.runId, runId));
};

/** Gives up on a history that the engine has deleted: it is not asked for again. */
export const giveUpHistory = async (db: Database, runId: string): Promise<void> => {
  await db.orm.update(runHistory).set({ exportedAt: new Date() }).where(eq(runHistory.runId, runId));
};

/** What was exported is not what is stored now. */
export class HistoryAltered extends Error {
  constructor(runId: string) {
    super(`The exported history of run ${runId} is not the one that was stored; take it from a backup.`);
    this.name = 'HistoryAltered';
  }
}

/** The runs of a case, the first first, with the history of those that were exported. @throws HistoryAltered */
export const readRuns = async (db: Database, caseNo: string): Promise<(Run & { history: string | null })[]> => {
  const { runId, workflowId, firstSeq, history, sha256 } = runHistory;
  const rows = await db.orm
    .select({ runId, workflowId, caseNo: runHistory.caseNo, firstSeq, history, sha256 })
    .from(runHistory)
    .where(eq(runHistory.caseNo, caseNo))
    .orderBy(firstSeq);
  return Promise.all(
    rows.map(async ({ history: packed, sha256: expected, ...run }) => {
      if (packed === null) return { ...run, history: null };
      const json = await unpack(packed).catch(() => null);
      if (json === null || createHash('sha256').update(json).digest('hex') !== expected) {
        throw new HistoryAltered(run.runId);
      }
      return { ...run, history: json };
    }),
  );
};

const unpack = async (packed: Buffer): Promise<string> => (await promisify(gunzip)(packed)).toString('utf8');

/** The runs of a case, the first first, without their histories; `sha256` null: its history is not exported. */
export const listRuns = async (db: Database, caseNo: string): Promise<(Run & { sha256: string | null })[]> => {
  const { runId, workflowId, firstSeq, sha256 } = runHistory;
  return db.orm
    .select({ runId, workflowId, caseNo: runHistory.caseNo, firstSeq, sha256 })
    .from(runHistory)
    .where(eq(runHistory.caseNo, caseNo))
    .orderBy(firstSeq);
};
