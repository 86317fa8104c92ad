// Published case types, every version of them.
import { and, desc, eq } from 'drizzle-orm';
import type pg from 'pg';
import { hashCaseType } from '../workflows/case/case-type-hash.ts';
import type { CaseTypeDefinition, CaseTypeRef } from '../workflows/contract/case-type.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';
import { caseTypeVersion } from './schema.ts';

/** A pool, or a connection that is in a transaction. */
type Queries = Pick<pg.ClientBase, 'query'>;

/** A type in its latest version, and whose it is. */
export interface OwnedCaseType {
  definition: CaseTypeDefinition;
  owner: OrgPath;
}

/** Each type in its latest version, by name. */
export const latestCaseTypes = async (db: Database): Promise<OwnedCaseType[]> => {
  const { name, version, definition, owner } = caseTypeVersion;
  return db.orm.selectDistinctOn([name], { definition, owner }).from(caseTypeVersion).orderBy(name, desc(version));
};

/** Whose a type is; null: nobody has published it. */
export const ownerOfCaseType = async (db: Queries, name: string): Promise<OrgPath | null> => {
  const { rows } = await db.query<{ owner: OrgPath }>(
    'select owner::text from case_type_version where name = $1 order by version limit 1',
    [name],
  );
  return rows[0]?.owner ?? null;
};

/** @throws CaseFailure CaseTypeAltered: it is not what was published under its hash */
export const readCaseType = async (
  db: Database,
  { name, version }: Pick<CaseTypeRef, 'name' | 'version'>,
): Promise<CaseTypeDefinition | null> => {
  const [found] = await db.orm
    .select({ definition: caseTypeVersion.definition, hash: caseTypeVersion.hash })
    .from(caseTypeVersion)
    .where(and(eq(caseTypeVersion.name, name), eq(caseTypeVersion.version, version)));
  return found ? requirePublished(found.definition, { name, version, hash: found.hash }) : null;
};

/** @throws CaseFailure CaseTypeAltered: the definition is not the one that this means */
export const requirePublished = (
  definition: CaseTypeDefinition,
  { name, version, hash }: CaseTypeRef,
): CaseTypeDefinition => {
  if (hashCaseType(definition) === hash) return definition;
  throw typeAltered({ name, version });
};

export const typeAltered = ({ name, version }: Pick<CaseTypeRef, 'name' | 'version'>): CaseFailure =>
  new CaseFailure(
    'CaseTypeAltered',
    `事项类型 ${name} 第 ${version} 版在数据库中被改动或缺失，不予采用；请从备份恢复。Version ${version} of the case type ${name} was altered in the database, or is gone, and is not used; take it from a backup.`,
  );

/**
 * Stores a version as it is, by no rule but that a version never changes; `conflict`: it is there with another content.
 * @param owner of a new type; a further version belongs to whom the type belongs
 */
export const storeCaseType = async (
  db: Queries,
  definition: CaseTypeDefinition,
  { by, owner }: { by: string; owner: OrgPath },
): Promise<'stored' | 'known' | 'conflict'> => {
  const { name, version } = definition;
  const hash = hashCaseType(definition);
  const { rowCount } = await db.query(
    `insert into case_type_version (name, version, hash, definition, published_by, owner)
     select $1, $2, $3, $4, $5, coalesce((select owner from case_type_version where name = $1 limit 1), $6::ltree)
     on conflict do nothing`,
    [name, version, hash, JSON.stringify(definition), by, owner],
  );
  if (rowCount === 1) return 'stored';
  const { rows } = await db.query<{ hash: string }>(
    'select hash from case_type_version where name = $1 and version = $2',
    [name, version],
  );
  return rows[0]?.hash === hash ? 'known' : 'conflict';
};

/** A version as it was published, without its definition. */
export interface CaseTypeVersion {
  version: number;
  hash: string;
  publishedAt: Date;
  publishedBy: string;
}

/** The versions of a type, the latest first. */
export const caseTypeVersions = async (db: Queries, name: string): Promise<CaseTypeVersion[]> => {
  const { rows } = await db.query<CaseTypeVersion>(
    `select version, hash, published_at as "publishedAt", published_by as "publishedBy" from case_type_version
     where name = $1 order by version desc`,
    [name],
  );
  return rows;
};

/** Open real cases of a type within the units' reach, by the version that they carry. */
export const openByVersion = async (
  db: Database,
  units: readonly OrgPath[],
  type: string,
): Promise<ReadonlyMap<number, number>> => {
  const { rows } = await db.pool.query<{ version: number; open: number }>(
    `select (state #>> '{type,version}')::integer as version, count(*)::integer as open from case_view
     where status = 'open' and not rehearsal and type = $1 and scopes && $2::text[] group by 1`,
    [type, units],
  );
  return new Map(rows.map(({ version, open }) => [version, open]));
};
