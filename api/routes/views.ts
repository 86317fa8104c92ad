// /v1/views: the caller's own views of the work list, kept under a name so that they are there on every machine.
import { z } from 'zod';
import { dropView, keepView, listViews, mostViews } from '../../db/saved-views.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { personOf, staff } from '../auth.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const Name = PlainText.pipe(z.string().trim().min(1).max(40));
const Search = z
  .string()
  .max(2_000)
  .regex(/^[\x21-\x7e]*$/)
  .describe("The filters as the page's address has them, without ?.");
const SavedView = z.object({ name: z.string(), search: Search }).meta({ id: 'SavedView' });

export const viewRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/views',
    {
      config: { access: staff },
      schema: {
        tags: ['cases'],
        summary: '我保存的视图 My saved views of the work list',
        response: { 200: z.object({ items: z.array(SavedView) }) },
      },
    },
    async (request) => ({ items: await listViews(db, personOf(request).person) }),
  );

  app.put(
    '/v1/views/:name',
    {
      config: { access: staff },
      schema: {
        tags: ['cases'],
        summary: '保存视图 Keep a view',
        params: z.object({ name: Name }),
        body: z.strictObject({ search: Search }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      if (!(await keepView(db, personOf(request).person, { name, search: request.body.search }))) {
        throw new CaseFailure(
          'InvalidInput',
          `最多保存 ${mostViews} 个视图，请先删除一些。${mostViews} views at most; remove one first.`,
        );
      }
      return reply.code(204).send(undefined);
    },
  );

  app.delete(
    '/v1/views/:name',
    {
      config: { access: staff },
      schema: {
        tags: ['cases'],
        summary: '删除视图 Remove a view',
        params: z.object({ name: Name }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      if (!(await dropView(db, personOf(request).person, request.params.name))) {
        throw new CaseFailure('NotFound', '没有这个视图。There is no such view.');
      }
      return reply.code(204).send(undefined);
    },
  );
};
