// The auditor's own check of a ledger: each row's hash is computed here, from the very text that the server sent, and each row must
// follow the one before it. Nothing that the server says about its rows is taken on trust.
import { canonical, sha256 } from '../../../../workflows/case/chain.ts';
import { evolve } from '../../../../workflows/case/evolve.ts';
import { type CaseEvent, genesis, parseEvent } from '../../../../workflows/contract/event.ts';
import type { CaseState } from '../../../../workflows/contract/state.ts';
import type { Schemas } from '../../../shared/api-types.ts';

export type Row = Schemas['LedgerRow'];

/**
 * What is wrong with a row: rows before it are missing; it names another hash than the one before it has; its text is not what was
 * hashed; it is no event of this case; it stands before its predecessor in time; it was not written by this system (which only the
 * server can say: the seal's key is secret).
 */
export type Fault = 'gap' | 'fork' | 'altered' | 'unreadable' | 'backward' | 'unsealed';

export interface CheckedRow extends Row {
  /** SHA-256 of the body, computed here. */
  computed: string;
  /** Null: the body is no event. */
  event: CaseEvent | null;
  faults: Fault[];
  /** The state after this event; null from the first row on that does not fold. */
  state: CaseState | null;
  /** Numbers missing before it. */
  missing: { from: number; to: number } | null;
}

const eventOf = ({ body, hash }: Row): CaseEvent | null => {
  try {
    const event = JSON.parse(body) as object;
    return canonical(event) === body ? parseEvent({ ...event, hash }) : null;
  } catch {
    return null;
  }
};

const stateAfter = (before: CaseState | null, event: CaseEvent): CaseState | null => {
  try {
    return evolve(before, event);
  } catch {
    return null;
  }
};

/** Checks the rows of a case from its beginning. @param rows by number */
export const checkRows = (caseNo: string, rows: readonly Row[]): CheckedRow[] => {
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    const before = checked.at(-1);
    const event = eventOf(row);
    const computed = sha256(row.body);
    const expected = (before?.seq ?? 0) + 1;
    const missing = row.seq > expected ? { from: expected, to: row.seq - 1 } : null;
    const faults: Fault[] = [];
    if (row.seq !== expected) faults.push('gap');
    if (computed !== row.hash) faults.push('altered');
    if (!event || event.caseNo !== caseNo || event.seq !== row.seq) faults.push('unreadable');
    // What follows a gap names a row that is not there: that is told once.
    else if (!missing && event.prev !== (before?.hash ?? genesis)) faults.push('fork');
    if (event && before?.event && event.at < before.event.at) faults.push('backward');
    if (!row.sealed) faults.push('unsealed');
    const follows = event !== null && !missing && (before === undefined || before.state !== null);
    checked.push({
      ...row,
      computed,
      event,
      faults,
      missing,
      state: follows ? stateAfter(before?.state ?? null, event) : null,
    });
  }
  return checked;
};

/** Whether the browser itself vouches for a row: its hash is what its text gives, and it follows the one before. */
export const isProven = ({ faults }: Pick<CheckedRow, 'faults'>): boolean =>
  faults.every((fault) => fault === 'unsealed');

/** Whether a row's text is vouched for by this system: the seal is of the hash that the row bears, which must be its text's. */
export const isSealed = ({ sealed, faults }: Pick<CheckedRow, 'sealed' | 'faults'>): boolean =>
  sealed && !faults.includes('altered');
