// The org tree.
import { sql } from 'drizzle-orm';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';
import { orgUnit } from './schema.ts';

export interface Unit {
  path: OrgPath;
  name: string;
  active: boolean;
}

/** A unit with all below it, or the whole tree; each after the one above it. */
export const listUnits = async (db: Database, under?: OrgPath): Promise<Unit[]> => {
  const { path, name, active } = orgUnit;
  return db.orm
    .select({ path, name, active })
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

/** Enters, renames or revives a unit. */
export const putUnit = async (db: Database, { path, name }: { path: OrgPath; name: string }): Promise<void> => {
  await db.orm
    .insert(orgUnit)
    .values({ path, name })
    .onConflictDoUpdate({ target: orgUnit.path, set: { name, active: true } });
};

/** Deactivates a unit with all below it. @returns false when there is none. */
export const deactivateUnit = async (db: Database, path: OrgPath): Promise<boolean> => {
  const { rowCount } = await db.orm
    .update(orgUnit)
    .set({ active: false })
    .where(sql`${orgUnit.path} <@ ${path}::ltree and ${orgUnit.active}`);
  return (rowCount ?? 0) > 0;
};
