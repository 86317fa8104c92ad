// What the reconciler asks the database: slices of cases to look at, receipts that wait, runs that are not exported.
import { nextWake } from '../workflows/case/escalation.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { viewOf } from './case-view.ts';
import type { Database } from './client.ts';
import { answeringUnits } from './duty.ts';
import { type OpeningRow, wholeOpening } from './opening.ts';
import type { Run } from './run-history.ts';

/** A case as the read model shows it. */
export interface ShownCase {
  caseNo: string;
  seq: number;
  status: string;
  /** When time does something to it next; null: never, or its state cannot be read. */
  wake: Instant | null;
  /** When it was read, by the database's clock: a worker whose own is wrong finds nobody late. */
  readAt: Date;
  /** Row, state and the ledger's last event say the same of number, head and status; it is among the open cases when it is one. */
  sound: boolean;
}

interface Row {
  case_no: string;
  seq: number;
  head: string;
  status: string;
  responsible: string;
  due_at: Date | null;
  state: CaseState;
  ledger_seq: number | null;
  ledger_head: string | null;
  among_open: boolean;
  read_at: Date;
}

/** A state that cannot be read makes its own case unsound, and must not keep the others of a slice from being looked at. */
const shown = (row: Row): ShownCase => {
  const { case_no: caseNo, seq, status, read_at: readAt } = row;
  const said = { caseNo, seq, status, readAt };
  try {
    return { ...said, wake: nextWake(row.state), sound: isSound(row) };
  } catch {
    return { ...said, wake: null, sound: false };
  }
};

const isSound = (row: Row): boolean => {
  const { seq, head, status, responsible, due_at } = viewOf(row.state);
  return (
    row.seq === seq &&
    row.head === head &&
    row.ledger_seq === seq &&
    row.ledger_head === head &&
    row.status === status &&
    row.responsible === responsible &&
    row.among_open === (status === 'open') &&
    (row.due_at?.toISOString() ?? null) === due_at
  );
};

const columns = `case_view.case_no, case_view.seq, head, status, responsible::text, due_at, state, last.seq as ledger_seq,
  last.hash as ledger_head, exists (select from case_open where case_open.case_no = case_view.case_no) as among_open, now() as read_at`;
const lastEvent = `left join lateral (
    select case_event.seq, hash from case_event where case_event.case_no = case_view.case_no order by case_event.seq desc limit 1
  ) as last on true`;

/** Cases that are not archived, whose workflow should run, in the order of their numbers, after one of them. */
export const liveCasesAfter = async (db: Database, after: string, limit: number): Promise<ShownCase[]> => {
  const { rows } = await db.pool.query<Row>({
    name: 'reconcile-live',
    text: `select ${columns}
      from (select * from case_view where status <> 'archived' and case_no > $1 order by case_no limit $2) as case_view ${lastEvent}
      order by case_view.case_no`,
    values: [after, limit],
  });
  return rows.map(shown);
};

/** These cases, as far as the read model has them. */
export const shownCases = async (db: Database, caseNos: readonly string[]): Promise<ShownCase[]> => {
  const { rows } = await db.pool.query<Row>({
    name: 'reconcile-cases',
    text: `select ${columns}
      from case_view ${lastEvent} where case_view.case_no = any($1)`,
    values: [caseNos],
  });
  return rows.map(shown);
};

export interface WaitingReceipt {
  caseNo: string;
  receivedAt: Instant;
  attempts: number;
  lastError: string | null;
}

/** Receipts given before an instant whose case is not known to run, the oldest first. */
export const waitingReceipts = async (db: Database, before: Date, limit: number): Promise<WaitingReceipt[]> => {
  const { rows } = await db.pool.query<{
    case_no: string;
    received_at: Date;
    attempts: number;
    last_error: string | null;
  }>(
    `select case_no, received_at, attempts, last_error from intake
     where started_at is null and received_at < $1 order by received_at limit $2`,
    [before, limit],
  );
  return rows.map(({ case_no, received_at, attempts, last_error }) => ({
    caseNo: case_no,
    receivedAt: received_at.toISOString(),
    attempts,
    lastError: last_error,
  }));
};

/** An open case that nobody answers for. */
export interface OrphanedCase {
  caseNo: string;
  responsible: OrgPath;
  /** The responsible unit is in service, and has nobody who acts for it. */
  inService: boolean;
}

/**
 * A unit that answers for open cases is not taken out of service, but a case may be handed to it at the very moment, or have been in the
 * engine while an older copy of the database was restored. Its last person may be taken out of service at any time.
 */
export const orphanedCases = async (db: Database, limit: number): Promise<OrphanedCase[]> => {
  const { rows: units } = await db.pool.query<{ responsible: OrgPath }>('select distinct responsible from case_open');
  const responsible = units.map((each) => each.responsible);
  const answering = await answeringUnits(db.pool, responsible);
  const { rows } = await db.pool.query<OrphanedCase>(
    `select case_no as "caseNo", responsible,
       exists (select from org_unit where path = responsible::ltree and active) as "inService"
     from case_open where responsible = any($1) order by case_no limit $2`,
    [responsible.filter((unit) => !answering.has(unit)), limit],
  );
  return rows;
};

/** Open real cases of a unit, when nobody answers for them. */
export const countUnanswered = async (db: Database, unit: OrgPath): Promise<number> => {
  if ((await answeringUnits(db.pool, [unit])).has(unit)) return 0;
  const { rows } = await db.pool.query<{ open: number }>(
    'select count(*)::integer as open from case_open where responsible = $1 and not rehearsal',
    [unit],
  );
  return rows[0]?.open ?? 0;
};

/** Runs of these cases whose history is not exported, those that go on included. */
export const runsWithoutHistory = async (db: Database, caseNos: readonly string[]): Promise<Run[]> => {
  const { rows } = await db.pool.query<Run>(
    `select run_id as "runId", workflow_id as "workflowId", case_no as "caseNo", first_seq as "firstSeq" from run_history
     where exported_at is null and case_no = any($1) order by case_no, first_seq`,
    [caseNos],
  );
  return rows;
};

/** What a receipt opens its case with; null without a receipt. */
export const readOpening = async (db: Database, caseNo: string): Promise<OpenCase | null> => {
  const { rows } = await db.pool.query<OpeningRow>('select * from opening where case_no = $1', [caseNo]);
  return rows[0] ? wholeOpening(rows[0]) : null;
};

/** Hashes of the bodies that came with the keys of a case's commands, by key, as far as they are known. */
export const readBodyHashes = async (db: Database, caseNo: string): Promise<Map<string, string>> => {
  const { rows } = await db.pool.query<{ key: string; body_hash: string }>(
    `select key, body_hash from request_key where case_no = $1
     union select open_case ->> 'id', open_case ->> 'bodyHash' from intake where case_no = $1`,
    [caseNo],
  );
  return new Map(rows.map(({ key, body_hash }) => [key, body_hash]));
};
