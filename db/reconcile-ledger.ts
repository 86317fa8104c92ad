// Reading whole ledgers in order to check them: nothing in a row is taken on trust. What a body says must be what was hashed, chained and
// numbered, else the case's ledger is broken there.
import { createHash } from 'node:crypto';
import type { QueryResult, QueryResultRow } from 'pg';
import { evolve } from '../workflows/case/evolve.ts';
import { type CaseEvent, genesis, parseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { isSealed } from './seal.ts';

/** A pool, or one of its connections within a transaction. */
export interface Queries {
  query<R extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<R>>;
}

/** How a ledger is broken: a number is missing, an event does not follow the one before it, was changed, or was written by others. */
export interface Break {
  seq: number;
  what: 'gap' | 'fork' | 'altered' | 'unsealed';
}

export interface ReadLedger {
  caseNo: string;
  /** As far as they hold. */
  events: CaseEvent[];
  /** The fold of `events`; null when there is none. */
  state: CaseState | null;
  broken: Break | null;
}

interface Row {
  case_no: string;
  seq: number;
  type: string;
  at: Date;
  command_id: string | null;
  body: string;
  hash: string;
  seal: string;
}

/**
 * The ledgers of these cases; a case without events is absent.
 * @param sealKey `keys.seal`; null: seals are not checked
 */
export const readLedgers = async (
  db: Queries,
  caseNos: readonly string[],
  sealKey: string | null,
): Promise<Map<string, ReadLedger>> => {
  const { rows } = await db.query<Row>(
    'select case_no, seq, type, at, command_id, body, hash, seal from case_event where case_no = any($1) order by case_no, seq',
    [caseNos],
  );
  const ledgers = new Map<string, ReadLedger>();
  for (const row of rows) {
    const ledger = ledgers.get(row.case_no) ?? { caseNo: row.case_no, events: [], state: null, broken: null };
    ledgers.set(row.case_no, ledger);
    if (!ledger.broken) add(ledger, row, sealKey);
  }
  return ledgers;
};

const add = (ledger: ReadLedger, row: Row, sealKey: string | null): void => {
  const seq = ledger.events.length + 1;
  if (row.seq !== seq) {
    ledger.broken = { seq, what: 'gap' };
    return;
  }
  const event = genuine(row, ledger.events.at(-1));
  if (!event) ledger.broken = { seq, what: 'altered' };
  else if (event.prev !== (ledger.state?.head ?? genesis)) ledger.broken = { seq, what: 'fork' };
  else if (sealKey !== null && !isSealed(sealKey, row.hash, row.seal)) ledger.broken = { seq, what: 'unsealed' };
  else {
    ledger.events.push(event);
    ledger.state = evolve(ledger.state, event);
  }
};

/** The row's event, when its body is what was hashed and its columns say the same; a command is named by its first event's only. */
const genuine = (
  { case_no, seq, type, at, command_id, body, hash }: Row,
  before: CaseEvent | undefined,
): CaseEvent | null => {
  if (createHash('sha256').update(body).digest('hex') !== hash) return null;
  try {
    const event = parseEvent({ ...JSON.parse(body), hash });
    const named = event.commandId === before?.commandId ? null : event.commandId;
    const said =
      event.caseNo === case_no &&
      event.seq === seq &&
      event.type === type &&
      event.at === at.toISOString() &&
      named === command_id;
    return said && (seq === 1) === (event.type === 'received') ? event : null;
  } catch {
    return null;
  }
};

/** Numbers of cases that the ledger or the read model has, in order, after one of them. */
export const caseNumbersAfter = async (db: Queries, after: string, limit: number): Promise<string[]> => {
  const { rows } = await db.query<{ case_no: string }>(
    `(select case_no from case_event where case_no > $1 group by case_no order by case_no limit $2)
     union (select case_no from case_view where case_no > $1 order by case_no limit $2)
     union (select case_no from case_open where case_no > $1 order by case_no limit $2) order by case_no limit $2`,
    [after, limit],
  );
  return rows.map((row) => row.case_no);
};
