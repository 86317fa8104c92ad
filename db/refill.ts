// What a refill writes beside the ledger, and what it must know: receipts, publications and counters that an old backup lacks, and
// texts and files that nothing can bring back.
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import type { Database } from './client.ts';
import { storedOpening } from './opening.ts';

/** Runs whose whole history is in this database: whatever they decided was in the ledger before. */
export const exportedRuns = async (db: Database, runIds: readonly string[]): Promise<Set<string>> => {
  const { rows } = await db.pool.query<{ run_id: string }>(
    'select run_id from run_history where history is not null and run_id = any($1)',
    [runIds],
  );
  return new Set(rows.map((row) => row.run_id));
};

/** Of these cases, those without a receipt. */
export const withoutReceipt = async (db: Database, caseNos: readonly string[]): Promise<Set<string>> => {
  const { rows } = await db.pool.query<{ case_no: string }>('select case_no from intake where case_no = any($1)', [
    caseNos,
  ]);
  const known = new Set(rows.map((row) => row.case_no));
  return new Set(caseNos.filter((caseNo) => !known.has(caseNo)));
};

/** Whether the database has anything of a case: events, or its receipt. */
export const isKnownCase = async (db: Database, caseNo: string): Promise<boolean> => {
  const { rows } = await db.pool.query<{ known: boolean }>(
    `select exists (select from case_event where case_no = $1) or exists (select from intake where case_no = $1) as known`,
    [caseNo],
  );
  return rows[0]?.known ?? false;
};

/** The receipt of a case that runs, made from what its workflow was started with. @returns false when there is one */
export const putReceiptBack = async (db: Database, open: OpenCase): Promise<boolean> => {
  const { rowCount } = await db.pool.query(
    `insert into intake (case_no, scope, key, body_hash, open_case, received_at, started_at)
     values ($1, $2, $3, $4, $5, $6, now()) on conflict do nothing`,
    [open.caseNo, `person/${open.actor.person}`, open.id, open.bodyHash, storedOpening(open), open.intake.receivedAt],
  );
  return rowCount === 1;
};

/** @returns false when that version is there */
export const putCalendarBack = async (db: Database, definition: WorkingCalendar): Promise<boolean> => {
  const { rowCount } = await db.pool.query(
    `insert into calendar (name, version, definition, published_by) values ($1, $2, $3, 'refill') on conflict do nothing`,
    [definition.name, definition.version, JSON.stringify(definition)],
  );
  return rowCount === 1;
};

/** Of references, those that the vault does not have. */
export const missingInVault = async (
  db: Database,
  { texts, files }: { texts: readonly string[]; files: readonly string[] },
): Promise<{ texts: number; files: number }> => {
  const { rows } = await db.pool.query<{ texts: number; files: number }>(
    `select (select count(distinct ref)::integer from unnest($1::text[]) as ref
             where not exists (select from vault_text where vault_text.ref = ref.ref)) as texts,
            (select count(distinct ref)::integer from unnest($2::text[]) as ref
             where not exists (select from attachment where attachment.ref = ref.ref)) as files`,
    [texts, files],
  );
  return rows[0] ?? { texts: 0, files: 0 };
};

/** The highest running number of a county's day. */
export interface TakenNumber {
  code: string;
  /** YYYYMMDD */
  day: string;
  last: number;
}

/** Makes sure that none of these numbers is handed out again. @returns how many counters were raised */
export const raiseCounters = async (db: Database, taken: readonly TakenNumber[]): Promise<number> => {
  const { rowCount } = await db.pool.query(
    `insert into case_counter as counter (code, day, last)
     select * from unnest($1::text[], $2::text[], $3::integer[])
     on conflict (code, day) do update set last = excluded.last where counter.last < excluded.last`,
    [taken.map(({ code }) => code), taken.map(({ day }) => day), taken.map(({ last }) => last)],
  );
  return rowCount ?? 0;
};

/** The letters of every county, and the last number that it is known to have given on a day. */
export const numbersOfDay = async (db: Database, day: string): Promise<TakenNumber[]> => {
  const { rows } = await db.pool.query<TakenNumber>(
    `select org_unit.code, $1 as day, coalesce(max(split_part(case_no, '-', 3)::integer), 0) as last
     from org_unit left join intake on case_no like org_unit.code || '-' || $1 || '-%'
     where org_unit.code is not null group by org_unit.code`,
    [day],
  );
  return rows;
};

/** Incidents that a refill has settled: the ledger of these cases is not behind any more. */
export const settleDivergence = async (db: Database, caseNos: readonly string[]): Promise<void> => {
  await db.pool.query(
    `update incident set resolved_at = now() where resolved_at is null and kind = 'LedgerDiverged' and case_no = any($1)`,
    [caseNos],
  );
};

/** Cases that go on, by what the read model says. */
export const livingCases = async (db: Database): Promise<string[]> => {
  const { rows } = await db.pool.query<{ case_no: string }>(
    `select case_no from case_view where status <> 'archived' order by case_no`,
  );
  return rows.map((row) => row.case_no);
};
