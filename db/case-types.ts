// Published case types, every version of them.
import { and, desc, eq } from 'drizzle-orm';
import { hashCaseType } from '../workflows/case/case-type-hash.ts';
import type { CaseTypeDefinition, CaseTypeRef } from '../workflows/contract/case-type.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';
import { caseTypeVersion } from './schema.ts';

/** Each type in its latest version, by name. */
export const latestCaseTypes = async (db: Database): Promise<CaseTypeDefinition[]> => {
  const { name, version, definition } = caseTypeVersion;
  const rows = await db.orm.selectDistinctOn([name], { definition }).from(caseTypeVersion).orderBy(name, desc(version));
  return rows.map((row) => row.definition);
};

export const readCaseType = async (
  db: Database,
  { name, version }: Pick<CaseTypeRef, 'name' | 'version'>,
): Promise<CaseTypeDefinition | null> => {
  const [found] = await db.orm
    .select({ definition: caseTypeVersion.definition })
    .from(caseTypeVersion)
    .where(and(eq(caseTypeVersion.name, name), eq(caseTypeVersion.version, version)));
  return found?.definition ?? null;
};

/**
 * Publishes a version; `conflict`: it is published with another content. Publishing the same again changes nothing.
 * @param owner of a new type; a further version belongs to whom the type belongs
 */
export const publishCaseType = async (
  db: Database,
  definition: CaseTypeDefinition,
  { by, owner }: { by: string; owner: OrgPath },
): Promise<'published' | 'known' | 'conflict'> => {
  const { name, version } = definition;
  const hash = hashCaseType(definition);
  const { rowCount } = await db.pool.query(
    `insert into case_type_version (name, version, hash, definition, published_by, owner)
     select $1, $2, $3, $4, $5, coalesce((select owner from case_type_version where name = $1 limit 1), $6::ltree)
     on conflict do nothing`,
    [name, version, hash, JSON.stringify(definition), by, owner],
  );
  if (rowCount === 1) return 'published';
  const [found] = await db.orm
    .select({ hash: caseTypeVersion.hash })
    .from(caseTypeVersion)
    .where(and(eq(caseTypeVersion.name, name), eq(caseTypeVersion.version, version)));
  return found?.hash === hash ? 'known' : 'conflict';
};

/** A version as it was published, without its definition. */
export interface CaseTypeVersion {
  version: number;
  hash: string;
  publishedAt: Date;
  publishedBy: string;
}

/** The versions of a type, the latest first. */
export const caseTypeVersions = async (db: Database, name: string): Promise<CaseTypeVersion[]> => {
  const { rows } = await db.pool.query<CaseTypeVersion>(
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
