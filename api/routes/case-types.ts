// Case types as published: data that anybody may read, and (for administrators) publishing the next version. A version never
// changes; running cases carry the definition that they were opened with.
import { z } from 'zod';
import { latestCaseTypes, publishCaseType, readCaseType } from '../../db/case-types.ts';
import { hashCaseType } from '../../workflows/case/case-type-hash.ts';
import { CaseTypeDefinition } from '../../workflows/contract/case-type.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { Hash } from '../../workflows/contract/ids.ts';
import { checkCaseType } from '../../workflows/sdk/check.ts';
import { administrators, everyone, personOf } from '../auth.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const Published = z.object({ hash: Hash, definition: CaseTypeDefinition }).meta({ id: 'PublishedCaseType' });

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
      const result = await publishCaseType(db, definition, personOf(request).person);
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
