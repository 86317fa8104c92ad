// Reading the ledger. What stands in a row is the canonical text that was hashed; it is parsed, never re-made.
import { type CaseEvent, parseEvent } from '../workflows/contract/event.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { Database } from './client.ts';

interface Row {
  body: string;
  hash: string;
}

const eventOf = ({ body, hash }: Row): CaseEvent => parseEvent({ ...JSON.parse(body), hash });

/** Events by number, ascending; all of them unless limited. */
export const readEvents = async (
  db: Database,
  caseNo: string,
  { fromSeq = 1, toSeq = 2_147_483_647, limit = 100_000 }: { fromSeq?: number; toSeq?: number; limit?: number } = {},
): Promise<CaseEvent[]> => {
  const { rows } = await db.pool.query<Row>({
    name: 'ledger-read',
    text: 'select body, hash from case_event where case_no = $1 and seq between $2 and $3 order by seq limit $4',
    values: [caseNo, fromSeq, toSeq, limit],
  });
  return rows.map(eventOf);
};

/** The events that had happened by an instant (inclusive). */
export const readEventsUntil = async (db: Database, caseNo: string, at: Instant): Promise<CaseEvent[]> => {
  const { rows } = await db.pool.query<Row>({
    name: 'ledger-until',
    text: 'select body, hash from case_event where case_no = $1 and at <= $2 order by seq',
    values: [caseNo, at],
  });
  return rows.map(eventOf);
};

/** The event of a command, or null when the ledger has none. */
export const findByCommand = async (db: Database, caseNo: string, commandId: string): Promise<CaseEvent | null> => {
  const { rows } = await db.pool.query<Row>({
    name: 'ledger-command',
    text: 'select body, hash from case_event where case_no = $1 and command_id = $2',
    values: [caseNo, commandId],
  });
  return rows[0] ? eventOf(rows[0]) : null;
};

/** How often the resident of a case acted on it within 24 hours. */
export const countActsOfResident = async (db: Database, caseNo: string): Promise<number> => {
  const { rows } = await db.pool.query<{ acts: number }>({
    name: 'ledger-resident',
    text: `select count(*)::integer as acts from case_event
      where case_no = $1 and recorded_at > now() - interval '24 hours' and body::jsonb->'authority'->>'basis' = 'receipt'`,
    values: [caseNo],
  });
  return rows[0]?.acts ?? 0;
};

/** The events that mention a reference of the vault, wherever in their body, ascending. */
export const findByReference = async (db: Database, caseNo: string, ref: string): Promise<CaseEvent[]> => {
  const { rows } = await db.pool.query<Row>({
    name: 'ledger-reference',
    text: 'select body, hash from case_event where case_no = $1 and strpos(body, $2) > 0 order by seq',
    values: [caseNo, ref],
  });
  return rows.map(eventOf);
};

/** A row as it stands: whoever checks it must not be shown what somebody made of it. */
export interface LedgerRow {
  seq: number;
  /** The text that was hashed. */
  body: string;
  hash: string;
  seal: string;
  recordedAt: string;
}

/** Rows by number, ascending, whatever they hold. */
export const readRows = async (
  db: Database,
  caseNo: string,
  { fromSeq, limit }: { fromSeq: number; limit: number },
): Promise<LedgerRow[]> => {
  const { rows } = await db.pool.query<Omit<LedgerRow, 'recordedAt'> & { recordedAt: Date }>({
    name: 'ledger-rows',
    text: `select seq, body, hash, seal, recorded_at as "recordedAt" from case_event
      where case_no = $1 and seq >= $2 order by seq limit $3`,
    values: [caseNo, fromSeq, limit],
  });
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
};
