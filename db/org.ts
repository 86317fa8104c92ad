// The org tree.
import { sql } from 'drizzle-orm';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import { type Database, inTransaction } from './client.ts';
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
export const activeUnits = async (db: Database, paths: readonly OrgPath[]): Promise<ReadonlySet<OrgPath>> => {
  const { rows } = await db.pool.query<{ path: string }>({
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

/** Deactivates a unit with all below it. @returns false when there is none. */
export const deactivateUnit = async (db: Database, path: OrgPath, by: string): Promise<boolean> =>
  inTransaction(db, async (client) => {
    const { rows } = await client.query<{ path: OrgPath; name: string }>(
      'update org_unit set active = false where path <@ $1::ltree and active returning path::text, name',
      [path],
    );
    for (const { path: unit, name } of rows)
      await noteChange(client, { unit, kind: 'unitDeactivated', detail: { name }, by });
    return rows.length > 0;
  });
