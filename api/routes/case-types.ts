// Case types as published: data that anybody may read, and (for administrators) publishing the next version. A version never
// changes; running cases carry the definition that they were opened with.
import { z } from 'zod';
import {
  caseTypeVersions,
  latestCaseTypes,
  openByVersion,
  publishCaseType,
  readCaseType,
} from '../../db/case-types.ts';
import { personNames } from '../../db/people.ts';
import { hashCaseType } from '../../workflows/case/case-type-hash.ts';
import { CaseTypeDefinition } from '../../workflows/contract/case-type.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { Hash, Instant } from '../../workflows/contract/ids.ts';
import { checkCaseType } from '../../workflows/sdk/check.ts';
import { administrators, everyone, personOf, staff } from '../auth.ts';
import { countyOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const Published = z.object({ hash: Hash, definition: CaseTypeDefinition }).meta({ id: 'PublishedCaseType' });

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
        'How its number stands to what is published: the next one, published already with this very content, published with another, or one that leaves out a number. Null while there are findings.',
      ),
    latest: z.int().nullable().describe('The latest published version of that name.'),
    hash: Hash.nullable(),
  })
  .meta({ id: 'CheckedCaseType' });

const published = (definition: CaseTypeDefinition) => ({ hash: hashCaseType(definition), definition });

export const caseTypeRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/case-types',
    {
      config: { access: everyone },
      schema: {
        tags: ['case types'],
        summary: '事项类型 The case types, each in its latest version',
        response: { 200: z.object({ items: z.array(Published) }) },
      },
    },
    async () => ({ items: (await latestCaseTypes(db)).map(published) }),
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
        caseTypeVersions(db, name),
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
      const findings = checkCaseType(request.body).map(({ path, code, zh, en }) => ({ pointer: path, code, zh, en }));
      const parsed = CaseTypeDefinition.safeParse(request.body);
      if (!parsed.success) return { findings, version: null, latest: null, hash: null };
      const hash = hashCaseType(parsed.data);
      const versions = await caseTypeVersions(db, parsed.data.name);
      const latest = versions[0]?.version ?? null;
      const same = versions.find(({ version }) => version === parsed.data.version);
      const stands = same
        ? same.hash === hash
          ? ('known' as const)
          : ('conflict' as const)
        : parsed.data.version === (latest ?? 0) + 1
          ? ('next' as const)
          : ('skips' as const);
      return { findings, version: findings.length > 0 ? null : stands, latest, hash };
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
          '未通过检查则以 CaseTypeInvalid 列出每一处。Refused with CaseTypeInvalid and every finding when it fails its checks.',
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
      const result = await publishCaseType(db, definition, { by: person, owner: countyOf(unit) });
      if (result === 'conflict') {
        throw new CaseFailure(
          'CaseTypeInvalid',
          `${definition.name} 第 ${definition.version} 版已发布且内容不同，请用下一个版本号。Version ${definition.version} is published with another content; take the next number.`,
          [{ pointer: '/version', message: '已发布，不可更改 published, never changes' }],
        );
      }
      return reply.code(201).send(published(definition));
    },
  );
};
