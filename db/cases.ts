// The read model: finding cases. Every read takes the caller's scope, and filters by the same rule as `maySee`.
import { CaseNo, type Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { Database } from './client.ts';
import { type Conditions, conditions } from './conditions.ts';
import { type CasePosition, orderOf, type Sort } from './list-order.ts';
import { searching } from './search.ts';

export { CasePosition } from './list-order.ts';

/** Cases in which one of these units, or one below it, has a part; or a resident's one case. */
export type Scope = { units: readonly OrgPath[] } | { caseNo: string };

export interface CaseFilter {
  phase?: string | undefined;
  step?: string | undefined;
  type?: string | undefined;
  source?: string | undefined;
  unit?: OrgPath | undefined;
  /** Cases that happened in this very unit. */
  area?: OrgPath | undefined;
  responsible?: OrgPath | undefined;
  /** Cases that this very unit must act on: it answers for them, or goes on working after an escalation. */
  acting?: OrgPath | undefined;
  /** Open ones unless told, when they are sorted by slack; all when sorted by reception. */
  status?: string | undefined;
  overdue?: boolean | undefined;
  /** A card stands. */
  supervised?: boolean | undefined;
  /** An instant. */
  dueBefore?: string | undefined;
  /** This very case, if it is among the rest. */
  caseNo?: string | undefined;
  /** Part of a case number, or words in its texts. A whole number finds its case, whatever else is asked. */
  q?: string | undefined;
  /** Not to be found by what is said of the reporter. */
  exceptReporter?: boolean | undefined;
  rehearsals: boolean;
}

export interface Page {
  sort: Sort;
  after?: CasePosition | undefined;
  limit: number;
}

export interface FoundCase {
  state: CaseState;
  due: Instant | null;
  overdue: boolean;
}

/** A real case is overdue from its deadline on; a rehearsal by its own clock, as its events say. In columns of `case_view`. */
export const overdueNow = `(overdue or (not rehearsal and due_at < now()))`;

const within = (where: Conditions, scope: Scope): void => {
  if ('caseNo' in scope) where.add(`case_no = ${where.value(scope.caseNo)}`);
  else where.add(`scopes && ${where.value(scope.units)}::text[]`);
};

const filtered = (where: Conditions, filter: CaseFilter): void => {
  for (const column of ['phase', 'step', 'type', 'source', 'status'] as const) {
    if (filter[column] !== undefined) where.add(`${column} = ${where.value(filter[column])}`);
  }
  where.add(filter.rehearsals ? 'rehearsal' : 'not rehearsal');
  if (filter.unit !== undefined) where.add(`scopes @> array[${where.value(filter.unit)}]`);
  for (const column of ['area', 'responsible'] as const) {
    if (filter[column] === undefined) continue;
    // Where a case happened and who answers for it are involved in it, too: that has an index.
    const unit = `${where.value(filter[column])}::text`;
    where.add(`${column} = ${unit}::ltree and scopes @> array[${unit}]`);
  }
  if (filter.acting !== undefined) {
    // Who goes on working stands below who answers: the state is read for few.
    const unit = `${where.value(filter.acting)}::text`;
    where.add(
      `scopes @> array[${unit}] and (responsible = ${unit}::ltree or (responsible @> ${unit}::ltree and state->>'handler' = ${unit}))`,
    );
  }
  if (filter.overdue !== undefined) where.add(filter.overdue ? overdueNow : `not coalesce(${overdueNow}, false)`);
  if (filter.supervised !== undefined) where.add(filter.supervised ? 'card is not null' : 'card is null');
  if (filter.dueBefore !== undefined) where.add(`due_at < ${where.value(filter.dueBefore)}`);
};

/** One page, and where the next begins. */
export const listCases = async (
  db: Database,
  scope: Scope,
  { q, caseNo, exceptReporter = false, ...filter }: CaseFilter,
  { sort, after, limit }: Page,
): Promise<{ items: FoundCase[]; next: CasePosition | null }> => {
  const status = filter.status ?? (sort === 'slack' ? 'open' : undefined);
  const order = orderOf(sort, status);
  const known = q === undefined ? null : await knownNumber(db, q);
  const asked = (): Conditions => {
    const where = conditions();
    within(where, scope);
    if (known === null) filtered(where, { ...filter, status });
    else where.add(`case_no = ${where.value(known)}`);
    if (caseNo !== undefined) where.add(`case_no = ${where.value(caseNo)}`);
    if (after) where.add(order.beyond(where.value, after));
    return where;
  };
  const where = asked();
  if (q !== undefined && known === null) {
    where.add((await searching(db, asked, order.by, { q, exceptReporter }, limit + 1))(where.value));
  }
  const { rows } = await db.pool.query<{ state: CaseState; due_at: Date | null; overdue: boolean }>(
    `select state, due_at, coalesce(${overdueNow}, false) as overdue from case_view ${where.text}
     order by ${order.by} limit ${where.value(limit + 1)}`,
    where.values,
  );
  const items = rows.slice(0, limit).map(({ state, due_at, overdue }) => ({
    state,
    due: due_at?.toISOString() ?? null,
    overdue,
  }));
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, next: null };
  return {
    items,
    next: { key: sort === 'slack' ? last.due : last.state.intake.receivedAt, caseNo: last.state.caseNo },
  };
};

/** A case's whole number, in letters of either case: who types all of it means that case, be it closed or a rehearsal. Null: anything else. */
const knownNumber = async (db: Database, q: string): Promise<string | null> => {
  const number = CaseNo.safeParse(q.toUpperCase());
  if (!number.success) return null;
  const { rowCount } = await db.pool.query('select from case_view where case_no = $1', [number.data]);
  return rowCount === 1 ? number.data : null;
};

/** One case's state, or null when there is none within the scope. */
export const readCase = async (db: Database, scope: Scope, caseNo: string): Promise<CaseState | null> => {
  if ('caseNo' in scope && scope.caseNo !== caseNo) return null;
  const { rows } = await db.pool.query<{ state: CaseState }>({
    name: 'case-read',
    text: 'select state from case_view where case_no = $1 and ($2::ltree[] is null or involved <@ any($2::ltree[]))',
    values: [caseNo, 'units' in scope ? scope.units : null],
  });
  return rows[0]?.state ?? null;
};

/** The states of those of these cases that lie within the scope. */
export const readCases = async (
  db: Database,
  units: readonly OrgPath[],
  caseNos: readonly string[],
): Promise<CaseState[]> => {
  const { rows } = await db.pool.query<{ state: CaseState }>(
    'select state from case_view where case_no = any($1) and scopes && $2::text[]',
    [caseNos, units],
  );
  return rows.map(({ state }) => state);
};

/** {@link readCase}, and after which event of it a command was done; null: the ledger does not have the command. */
export const readCaseAndCommand = async (
  db: Database,
  scope: Scope,
  { caseNo, commandId }: { caseNo: string; commandId: string },
): Promise<{ state: CaseState; doneAt: number | null } | null> => {
  if ('caseNo' in scope && scope.caseNo !== caseNo) return null;
  const { rows } = await db.pool.query<{ state: CaseState; done_at: number | null }>({
    name: 'case-read-command',
    text: `select state, (select seq from case_event where case_no = $1 and command_id = $3) as done_at
      from case_view where case_no = $1 and ($2::ltree[] is null or involved <@ any($2::ltree[]))`,
    values: [caseNo, 'units' in scope ? scope.units : null, commandId],
  });
  const [row] = rows;
  return row ? { state: row.state, doneAt: row.done_at } : null;
};

/** Open cases whose clocks follow a version of a calendar (`behind` false), or an older one. */
export const openCasesFollowing = async (
  db: Database,
  { name, version }: { name: string; version: number },
): Promise<{ caseNo: string; seq: number; behind: boolean }[]> => {
  const { rows } = await db.pool.query<{ caseNo: string; seq: number; behind: boolean }>(
    `select case_no as "caseNo", seq, followed < $2::bigint as behind
     from case_view, lateral (
       select min((clock->'calendar'->>'version')::bigint) as followed from jsonb_array_elements(state->'clocks') as clock
     ) as clocks
     where status = 'open' and calendar = $1 and followed <= $2::bigint order by case_no`,
    [name, version],
  );
  return rows;
};
