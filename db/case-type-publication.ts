// By which rules a case type is published: its owner's administrators publish it, one version after the other; no two types that are offered
// in one county claim the same category of request, and the departments that answer for its steps are there.
import type pg from 'pg';
import { hashCaseType } from '../workflows/case/case-type-hash.ts';
import type { CaseTypeDefinition, OwnerRule } from '../workflows/contract/case-type.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { isWithin, type OrgPath } from '../workflows/contract/org-path.ts';
import { caseTypeVersions, ownerOfCaseType, storeCaseType } from './case-types.ts';
import { type Database, inTransaction } from './client.ts';

/** What does not go with that which is published, or with the org tree: where (a JSON pointer), what, and what to do about it. */
interface Objection {
  path: string;
  code: 'CategoryTaken' | 'UnknownDepartment';
  zh: string;
  en: string;
}

/** How a definition stands to what is published. */
export interface Standing {
  /** Whose the type is; of a new one: whose it would be. */
  owner: OrgPath;
  /** Whether administrators of the asking city or county may publish it. */
  mine: boolean;
  /** The latest version; null: the type is new. */
  latest: number | null;
  /** The only number that can be published. */
  next: number;
  /** `known`: published already with this very content; `conflict`: with another; `skips`: any other number than the next one. */
  version: 'next' | 'known' | 'conflict' | 'skips';
  objections: Objection[];
}

type Queries = Pick<pg.ClientBase, 'query'>;

/** @param county the city or county of the administrator who asks */
export const standingOf = async (db: Queries, definition: CaseTypeDefinition, county: OrgPath): Promise<Standing> => {
  const owner = (await ownerOfCaseType(db, definition.name)) ?? county;
  const versions = await caseTypeVersions(db, definition.name);
  const latest = versions[0]?.version ?? null;
  const next = (latest ?? 0) + 1;
  const same = versions.find(({ version }) => version === definition.version);
  return {
    owner,
    mine: isWithin(owner, county),
    latest,
    next,
    version: same
      ? same.hash === hashCaseType(definition)
        ? 'known'
        : 'conflict'
      : definition.version === next
        ? 'next'
        : 'skips',
    objections: [
      ...(await takenCategories(db, definition, owner)),
      ...(await missingDepartments(db, definition, owner)),
    ],
  };
};

/** A county is offered the city's types and its own: those of two counties never meet. */
const takenCategories = async (
  db: Queries,
  { name, categories }: CaseTypeDefinition,
  owner: OrgPath,
): Promise<Objection[]> => {
  if (categories.length === 0) return [];
  const { rows } = await db.query<{ category: string; name: string; owner: OrgPath }>(
    `select category, latest.name, latest.owner::text from (
       select distinct on (name) name, owner, definition from case_type_version order by name, version desc) as latest,
       json_array_elements_text(latest.definition->'categories') as category
     where latest.name <> $1 and category = any($2) and (latest.owner @> $3::ltree or latest.owner <@ $3::ltree)
     order by category, latest.name`,
    [name, categories, owner],
  );
  return rows.map((rival) => ({
    path: '/categories',
    code: 'CategoryTaken',
    zh: `类别「${rival.category}」已归 ${rival.owner} 的事项类型 ${rival.name}；请从其中一个类型里删去。`,
    en: `The category "${rival.category}" is taken by the type ${rival.name} of ${rival.owner}; remove it from one of both.`,
  }));
};

/** A case goes to the department of its own county: each one in which the type is offered must have it in service. */
export const missingDepartments = async (
  db: Queries,
  { steps }: CaseTypeDefinition,
  owner: OrgPath,
): Promise<Objection[]> => {
  const named = Object.entries(steps).flatMap(([step, { owner: rule }]) =>
    departmentsIn(rule).map((department) => ({ step, department })),
  );
  if (named.length === 0) return [];
  const { rows } = await db.query<{ step: string; unit: OrgPath }>(
    `select named.step, (county.path || named.department)::text as unit
     from unnest($1::text[], $2::text[]) with ordinality as named (step, department, place),
       org_unit as county
     where county.path <@ $3::ltree and county.path ~ '*{1}.!d_*' and county.active
       and not exists (select from org_unit where path = county.path || named.department and active)
     order by named.place, county.path`,
    [named.map(({ step }) => step), named.map(({ department }) => department), owner],
  );
  return rows.map(({ step, unit }) => ({
    path: `/steps/${step}/owner`,
    code: 'UnknownDepartment',
    zh: `部门 ${unit} 不存在或已停用，请先建立，或改由其他单位负责。`,
    en: `There is no department ${unit} in service; enter it first, or make another unit responsible.`,
  }));
};

const departmentsIn = (rule: OwnerRule): string[] => {
  if (typeof rule === 'string') return [];
  const plain = 'bySource' in rule ? [rule.otherwise, ...Object.values(rule.bySource)] : [rule];
  const named = plain.flatMap((each) => (typeof each === 'object' && 'department' in each ? [each.department] : []));
  return [...new Set(named)];
};

/**
 * Publishes the next version of a type; the very same again changes nothing.
 * @param county the city or county of the administrator who publishes; a new type becomes theirs
 * @throws CaseFailure NotAuthorised: the type is another's; InvalidInput: not the next number; CaseTypeInvalid: published with another
 * content, another type takes one of its categories, or a department that it names is missing
 */
export const publishCaseType = (
  db: Database,
  definition: CaseTypeDefinition,
  { by, county }: { by: string; county: OrgPath },
): Promise<void> =>
  inTransaction(db, async (client) => {
    // One publication at a time: what is looked at here cannot change until this one is committed.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('publish a case type', 0))`);
    const standing = await standingOf(client, definition, county);
    const refusal = refusalOf(definition, standing);
    if (refusal) throw refusal;
    if (standing.version === 'next') await storeCaseType(client, definition, { by, owner: standing.owner });
  });

const refusalOf = ({ name, version }: CaseTypeDefinition, standing: Standing): CaseFailure | null => {
  const { owner, mine, next, objections } = standing;
  if (!mine) {
    return new CaseFailure(
      'NotAuthorised',
      `事项类型 ${name} 归 ${owner} 管理；本单位的类型请另取名称。The case type ${name} is administered by ${owner}; give one of your own another name.`,
    );
  }
  if (standing.version === 'known') return null;
  if (standing.version === 'conflict') {
    return new CaseFailure(
      'CaseTypeInvalid',
      `${name} 第 ${version} 版已发布且内容不同，请用版本号 ${next}。Version ${version} is published with another content; take ${next}.`,
      [{ pointer: '/version', message: `已发布，不可更改，应为 published, never changes: must be ${next}` }],
    );
  }
  if (standing.version === 'skips') {
    return new CaseFailure(
      'InvalidInput',
      `${name} 的下一版本号应为 ${next}。The next version of ${name} is ${next}.`,
      [{ pointer: '/version', message: `应为 must be ${next}` }],
    );
  }
  if (objections.length === 0) return null;
  return new CaseFailure(
    'CaseTypeInvalid',
    `事项类型有 ${objections.length} 处与已发布的类型或组织树不合，见 errors。In ${objections.length} places the case type does not go with the published ones or the org tree; see "errors".`,
    objections.map(({ path, code, zh, en }) => ({ pointer: path, message: `${code}: ${zh} ${en}` })),
  );
};
