// Case types as published: data that anybody may read, and (for administrators) publishing the next version. A version never
// changes; running cases carry the definition that they were opened with.
import { z } from 'zod';
import { publishCaseType, type Standing, standingOf } from '../../db/case-type-publication.ts';
import { caseTypeVersions, latestCaseTypes, openByVersion, readCaseType } from '../../db/case-types.ts';
import { personNames } from '../../db/people.ts';
import { hashCaseType } from '../../workflows/case/case-type-hash.ts';
import { CaseTypeDefinition } from '../../workflows/contract/case-type.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { Hash, Instant } from '../../workflows/contract/ids.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { checkCaseType } from '../../workflows/sdk/check.ts';
import { administrators, callerOf, everyone, personOf, staff } from '../auth.ts';
import { countyOf, isInCounty } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const Published = z.object({ hash: Hash, definition: CaseTypeDefinition }).meta({ id: 'PublishedCaseType' });

const Listed = Published.extend({
  owner: OrgPath.describe('The city or county whose type it is: offered there and in all that is below.'),
  mine: z.boolean().describe('The caller may publish its next version.'),
}).meta({ id: 'ListedCaseType' });

const VersionOfType = z
  .object({
    version: z.int(),
    hash: Hash,
    publishedAt: Instant,
    publishedBy: z.object({ id: z.string(), name: z.string().nullable() }),
    open: z.int().describe('Open cases within the caller’s scope that carry it.'),
  })
  .meta({ id: 'CaseTypeVersion' });

const Checked = z
  .object({
    findings: z.array(z.object({ pointer: z.string(), code: z.string(), zh: z.string(), en: z.string() })),
    version: z
      .enum(['next', 'known', 'conflict', 'skips'])
      .nullable()
      .describe(
        'How its number stands to what is published: the next one, published already with this very content, published with another, or none of these. Null while there are findings.',
      ),
    latest: z.int().nullable().describe('The latest published version of that name.'),
    next: z.int().nullable().describe('The only number that can be published.'),
    owner: OrgPath.nullable().describe('The city or county whose type it is; of a new one: whose it would be.'),
    hash: Hash.nullable(),
  })
  .meta({ id: 'CheckedCaseType' });

/** What speaks against publishing a definition that is sound in itself. */
const objectionsTo = ({ owner, mine, version, objections }: Standing) => {
  if (!mine) {
    return [
      {
        path: '/name',
        code: 'OwnedByAnother',
        zh: `该类型归 ${owner} 管理；本单位的类型请另取名称。`,
        en: `The type is administered by ${owner}; give one of your own another name.`,
      },
    ];
  }
  return version === 'known' ? [] : objections;
};

const published = (definition: CaseTypeDefinition) => ({ hash: hashCaseType(definition), definition });

export const caseTypeRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/case-types',
    {
      config: { access: everyone, wall: true },
      schema: {
        tags: ['case types'],
        summary: '事项类型 The case types, each in its latest version',
        response: { 200: z.object({ items: z.array(Listed) }) },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const mayPublish = caller.kind === 'person' && administrators.includes(caller.role);
      return {
        items: (await latestCaseTypes(db)).map(({ definition, owner }) => ({
          ...published(definition),
          owner,
          mine: mayPublish && isInCounty(caller, owner),
        })),
      };
    },
  );

  app.get(
    '/v1/case-types/:name/:version',
    {
      config: { access: everyone },
      schema: {
        tags: ['case types'],
        summary: '事项类型的某一版本 One version of a case type',
        params: z.object({
          name: CaseTypeDefinition.shape.name,
          version: z.coerce.number().int().positive().max(1_000_000),
        }),
        response: { 200: Published },
      },
    },
    async (request) => {
      const definition = await readCaseType(db, request.params);
      if (!definition) throw new CaseFailure('NotFound', '没有这个类型或版本。There is no such type or version.');
      return published(definition);
    },
  );

  app.get(
    '/v1/case-types/:name',
    {
      config: { access: staff },
      schema: {
        tags: ['case types'],
        summary: '事项类型的各版本 The versions of a case type, the latest first',
        params: z.object({ name: CaseTypeDefinition.shape.name }),
        response: { 200: z.object({ items: z.array(VersionOfType) }) },
      },
    },
    async (request) => {
      const { name } = request.params;
      const [versions, open] = await Promise.all([
        caseTypeVersions(db.pool, name),
        openByVersion(db, [personOf(request).unit], name),
      ]);
      if (versions.length === 0) throw new CaseFailure('NotFound', '没有这个类型。There is no such type.');
      const people = await personNames(db, [...new Set(versions.map(({ publishedBy }) => publishedBy))]);
      return {
        items: versions.map(({ version, hash, publishedAt, publishedBy }) => ({
          version,
          hash,
          publishedAt: publishedAt.toISOString(),
          publishedBy: { id: publishedBy, name: people.get(publishedBy) ?? null },
          open: open.get(version) ?? 0,
        })),
      };
    },
  );

  app.post(
    '/v1/case-types/check',
    {
      config: { access: administrators },
      schema: {
        tags: ['case types'],
        summary: '检查事项类型 Check a case type without publishing it',
        body: z.record(z.string(), z.unknown()).meta({ description: 'A CaseTypeDefinition' }),
        response: { 200: Checked },
      },
    },
    async (request) => {
      const findings = checkCaseType(request.body);
      // Only what is sound in itself has a hash, and a place among what is published.
      const definition = findings.length === 0 ? CaseTypeDefinition.parse(request.body) : null;
      const standing = definition && (await standingOf(db.pool, definition, countyOf(personOf(request).unit)));
      const all = [...findings, ...(standing ? objectionsTo(standing) : [])];
      return {
        findings: all.map(({ path, code, zh, en }) => ({ pointer: path, code, zh, en })),
        version: standing && all.length === 0 ? standing.version : null,
        latest: standing?.latest ?? null,
        next: standing?.next ?? null,
        owner: standing?.owner ?? null,
        hash: definition && hashCaseType(definition),
      };
    },
  );

  app.post(
    '/v1/case-types',
    {
      config: { access: administrators },
      schema: {
        tags: ['case types'],
        summary: '发布事项类型 Publish a case type',
        description:
          '未通过检查则以 CaseTypeInvalid 列出每一处。类型归最先发布它的县（区）或市，之后的版本由其管理员依次发布；同一县（区）内一个类别只归一个类型，环节指定的部门须在其各县（区）在用。Refused with CaseTypeInvalid and every finding when it fails its checks. A type belongs to the county or city that published it first, whose administrators publish its versions one after the other; within a county, a category belongs to one type. Departments that it names are in service in each of its counties.',
        // Read as any object: the checks explain what is wrong with it better than a schema does.
        body: z.record(z.string(), z.unknown()).meta({ description: 'A CaseTypeDefinition' }),
        response: { 201: Published },
      },
    },
    async (request, reply) => {
      const findings = checkCaseType(request.body);
      if (findings.length > 0) {
        throw new CaseFailure(
          'CaseTypeInvalid',
          `事项类型有 ${findings.length} 处需要更正，见 errors。The case type has ${findings.length} findings; see "errors".`,
          findings.map(({ path, code, zh, en }) => ({ pointer: path, message: `${code}: ${zh} ${en}` })),
        );
      }
      const definition = CaseTypeDefinition.parse(request.body);
      const { person, unit } = personOf(request);
      await publishCaseType(db, definition, { by: person, county: countyOf(unit) });
      return reply.code(201).send(published(definition));
    },
  );
};
