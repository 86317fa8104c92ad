// By which rules a case type is published: its owner's administrators publish it, one version after the other, and no two types that are
// offered in one county claim the same category of request.
import type pg from 'pg';
import { hashCaseType } from '../workflows/case/case-type-hash.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { isWithin, type OrgPath } from '../workflows/contract/org-path.ts';
import { caseTypeVersions, ownerOfCaseType, storeCaseType } from './case-types.ts';
import { type Database, inTransaction } from './client.ts';

/** Another type that takes a category of this one in some county. */
export interface Rival {
  category: string;
  name: string;
  owner: OrgPath;
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
  rivals: Rival[];
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
    rivals: await rivalsOf(db, definition, owner),
  };
};

/** A county is offered the city's types and its own: those of two counties never meet. */
const rivalsOf = async (db: Queries, { name, categories }: CaseTypeDefinition, owner: OrgPath): Promise<Rival[]> => {
  if (categories.length === 0) return [];
  const { rows } = await db.query<Rival>(
    `select category, latest.name, latest.owner::text from (
       select distinct on (name) name, owner, definition from case_type_version order by name, version desc) as latest,
       json_array_elements_text(latest.definition->'categories') as category
     where latest.name <> $1 and category = any($2) and (latest.owner @> $3::ltree or latest.owner <@ $3::ltree)
     order by category, latest.name`,
    [name, categories, owner],
  );
  return rows;
};

/**
 * Publishes the next version of a type; the very same again changes nothing.
 * @param county the city or county of the administrator who publishes; a new type becomes theirs
 * @throws CaseFailure NotAuthorised: the type is another's; InvalidInput: not the next number; CaseTypeInvalid: published with another
 * content, or another type takes one of its categories
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
  const { owner, mine, next, rivals } = standing;
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
  if (rivals.length === 0) return null;
  return new CaseFailure(
    'CaseTypeInvalid',
    `有 ${rivals.length} 个类别已归其他事项类型，见 errors。Other case types take ${rivals.length} of its categories; see "errors".`,
    rivals.map((rival) => ({ pointer: '/categories', message: `CategoryTaken: ${rivalInWords(rival).join(' ')}` })),
  );
};

/** What is wrong with a category that another type takes, in Chinese and in English. */
export const rivalInWords = ({ category, name, owner }: Rival): [zh: string, en: string] => [
  `类别「${category}」已归 ${owner} 的事项类型 ${name}；请从其中一个类型里删去。`,
  `The category "${category}" is taken by the type ${name} of ${owner}; remove it from one of both.`,
];
