// The rows of the read model beside what the ledger folds to: the rule of what a commit writes there (`case-view.ts`), read backwards.
import { canonical } from '../workflows/case/chain.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { viewOf } from './case-view.ts';
import { isOpenRowWrong } from './open-cases.ts';
import type { Queries } from './reconcile-ledger.ts';

/** A row of `case_view`, by column name, and whether `scopes` follows from `involved`. */
export type ViewRow = Record<string, unknown>;

/** The rows of these cases as they stand, by case number. */
export const readViewRows = async (db: Queries, caseNos: readonly string[]): Promise<Map<string, ViewRow>> => {
  const { rows } = await db.query<{ case_no: string; row: ViewRow }>(
    `select case_no, to_jsonb(case_view) || jsonb_build_object('scopes_hold', scopes = scopes_of(involved)) as row
     from case_view where case_no = any($1)`,
    [caseNos],
  );
  return new Map(rows.map(({ case_no, row }) => [case_no, row]));
};

/** Of these cases, whose rows of `case_view` are what their ledgers say or absent, those whose row of `case_open` does not follow from it. */
export const wrongOpenRows = async (db: Queries, caseNos: readonly string[]): Promise<string[]> => {
  const { rows } = await db.query<{ case_no: string }>(
    `select case_no from unnest($1::text[]) as case_no left join case_view using (case_no) left join case_open using (case_no)
     where ${isOpenRowWrong('case_view', 'case_open')}`,
    [caseNos],
  );
  return rows.map(({ case_no }) => case_no);
};

const instants = ['due_at', 'received_at', 'closed_at'];

/** Columns of a case's row that are not what its state makes them; none: the row is the one that a commit writes. */
export const differingColumns = (state: CaseState, row: ViewRow): string[] => [
  ...Object.entries(viewOf(state))
    .filter(([column, value]) => !isSame(column, value, row[column]))
    .map(([column]) => column),
  ...(row['scopes_hold'] === true ? [] : ['scopes']),
];

const isSame = (column: string, expected: unknown, held: unknown): boolean =>
  instants.includes(column) && expected !== null && typeof held === 'string'
    ? Date.parse(String(expected)) === Date.parse(held)
    : canonical(expected) === canonical(held ?? null);
