// The org tree.
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import { type Database, inTransaction } from './client.ts';
import { countHoldingCases, type HoldingCases } from './holding-cases.ts';
import { noteChange } from './org-changes.ts';
import { orgUnit } from './schema.ts';

export interface Unit {
  path: OrgPath;
  name: string;
  /** Of a grid; null for everything else. */
  gridClass: GridClass | null;
  active: boolean;
}

/** 城市社区网格, 农村网格, 专属网格. */
export const gridClasses = ['urban', 'rural', 'special'] as const;
export type GridClass = (typeof gridClasses)[number];

/** A unit with all below it, or the whole tree; each after the one above it. */
export const listUnits = async (db: Database, under?: OrgPath): Promise<Unit[]> => {
  const { path, name, active } = orgUnit;
  const gridClass = sql<GridClass | null>`${orgUnit.gridClass}`;
  return db.orm
    .select({ path, name, gridClass, active })
    .from(orgUnit)
    .where(under === undefined ? undefined : sql`${path} <@ ${under}::ltree`)
    .orderBy(path);
};

/** Names of units, of those no longer active as well: old cases still name them. */
export const unitNames = async (db: Database, paths: readonly OrgPath[]): Promise<ReadonlyMap<OrgPath, string>> => {
  if (paths.length === 0) return new Map();
  const { rows } = await db.pool.query<{ path: string; name: string }>({
    name: 'unit-names',
    text: 'select path::text, name from org_unit where path = any($1::ltree[])',
    values: [paths],
  });
  return new Map(rows.map(({ path, name }) => [path, name]));
};

/** Of these units, the ones that may be given something to do. */
export const activeUnits = async (
  db: Pick<pg.ClientBase, 'query'>,
  paths: readonly OrgPath[],
): Promise<ReadonlySet<OrgPath>> => {
  const { rows } = await db.query<{ path: string }>({
    name: 'units-active',
    text: 'select path::text from org_unit where path = any($1::ltree[]) and active',
    values: [paths],
  });
  return new Set(rows.map(({ path }) => path));
};

export interface UnitEntry {
  path: OrgPath;
  name: string;
  /** Kept as it is when absent. */
  gridClass?: GridClass | undefined;
  /** The person who does it. */
  by: string;
}

/** Enters, renames or revives a unit. */
export const putUnit = async (db: Database, { path, name, gridClass, by }: UnitEntry): Promise<Unit> =>
  inTransaction(db, async (client) => {
    const { rows: known } = await client.query<Unit>(
      'select name, active from org_unit where path = $1::ltree for update',
      [path],
    );
    const { rows } = await client.query<Unit>(
      `insert into org_unit (path, name, grid_class) values ($1, $2, $3)
       on conflict (path) do update set name = excluded.name, active = true, grid_class = coalesce(excluded.grid_class, org_unit.grid_class)
       returning path::text, name, grid_class as "gridClass", active`,
      [path, name, gridClass ?? null],
    );
    const [before] = known;
    if (!before) await noteChange(client, { unit: path, kind: 'unitEntered', detail: { name }, by });
    else if (!before.active) await noteChange(client, { unit: path, kind: 'unitRevived', detail: { name }, by });
    else if (before.name !== name)
      await noteChange(client, { unit: path, kind: 'unitRenamed', detail: { name, before: before.name }, by });
    return rows[0] as Unit;
  });

/** People named in a refusal. */
const named = 10;

/**
 * Deactivates a unit with all below it, and ends its rosters: whoever stands for it from elsewhere does so no longer.
 * @returns false when there is none
 * @throws CaseFailure IllegalAction while open cases are its own or may come to it, or closed ones when they are reopened, and while somebody in service belongs to it: who works
 * for a unit that is gone could go on seeing its cases
 */
export const deactivateUnit = async (db: Database, path: OrgPath, by: string): Promise<boolean> =>
  inTransaction(db, async (client) => {
    const { rows } = await client.query<{ path: OrgPath; name: string }>(
      'update org_unit set active = false where path <@ $1::ltree and active returning path::text, name',
      [path],
    );
    const holding = await countHoldingCases(client, path);
    if (rows.length > 0 && holding.open + holding.closed > 0) throw stillConcerned(holding);
    // After the units are locked: whoever enters a person waits, and finds the unit gone (`requireActive`).
    const { rows: people } = await client.query<{ name: string }>(
      'select name from person where unit <@ $1::ltree and active order by unit, role, name, id',
      [path],
    );
    if (rows.length > 0 && people.length > 0) throw stillStaffed(people.map(({ name }) => name));
    await client.query(
      'update duty set to_at = greatest(from_at, now()) where unit <@ $1::ltree and (to_at is null or to_at > now())',
      [path],
    );
    for (const { path: unit, name } of rows)
      await noteChange(client, { unit, kind: 'unitDeactivated', detail: { name }, by });
    return rows.length > 0;
  });

const stillConcerned = ({ open, closed }: HoldingCases): CaseFailure =>
  new CaseFailure(
    'IllegalAction',
    open > 0
      ? `该单位及下级尚有 ${open} 件未办结事项，由其负责、办理或可能退回、重办、转到该单位，请先改派或办结。It answers for, works on or may get ${open} open cases; reassign or close them first.`
      : `该单位及下级尚有 ${closed} 件已办结事项，重启后将由其负责，须待归档后停用。${closed} closed cases would come to it when they are reopened; deactivate it once they are archived.`,
  );

const stillStaffed = (people: readonly string[]): CaseFailure => {
  const [zh, en] = people.length > named ? [' 等', ' …'] : ['', ''];
  const first = people.slice(0, named);
  return new CaseFailure(
    'IllegalAction',
    `该单位及下级尚有 ${people.length} 名在岗人员（${first.join('、')}${zh}），请先停用这些人员。Still in service there: ${people.length} (${first.join(', ')}${en}); take them out of service first.`,
  );
};

/**
 * Holds a unit as it is until the transaction of `client` ends.
 * @throws CaseFailure UnknownUnit when there is no such unit, or it was deactivated
 */
export const requireActive = async (client: pg.ClientBase, unit: OrgPath): Promise<void> => {
  const { rowCount } = await client.query('select from org_unit where path = $1::ltree and active for share', [unit]);
  if (rowCount === 1) return;
  throw new CaseFailure('UnknownUnit', `没有单位 ${unit}，或已停用。There is no active unit ${unit}.`);
};
