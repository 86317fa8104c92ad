// The org tree: who there is, and (for administrators, within their own unit) entering, renaming and deactivating units.
import { z } from 'zod';
import { countOpenCases } from '../../db/cases.ts';
import { activeUnits, deactivateUnit, listUnits, putUnit } from '../../db/org.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { isWithin, Level, levelOf, OrgPath, parentOf } from '../../workflows/contract/org-path.ts';
import { administrators, everyone, personOf } from '../auth.ts';
import type { Person } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const Unit = z
  .object({ path: OrgPath, name: z.string(), level: z.union([Level, z.literal('department')]), active: z.boolean() })
  .meta({ id: 'Unit' });

const params = z.object({ path: OrgPath });

/** @throws CaseFailure NotAuthorised for a unit outside the administrator's own */
const requireOwn = (caller: Person, path: string): void => {
  if (isWithin(path, caller.unit)) return;
  throw new CaseFailure(
    'NotAuthorised',
    `只能管理 ${caller.unit} 及其下级。You administer ${caller.unit} and what is below it.`,
  );
};

export const orgRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/org',
    {
      config: { access: everyone },
      schema: {
        tags: ['organisation'],
        summary: '组织树 The org tree',
        querystring: z.strictObject({ under: OrgPath.optional().describe('Only this unit and what is below it.') }),
        response: { 200: z.object({ items: z.array(Unit) }) },
      },
    },
    async (request) => {
      const units = await listUnits(db, request.query.under);
      return { items: units.map(({ path, name, active }) => ({ path, name, level: levelOf(path), active })) };
    },
  );

  app.put(
    '/v1/org/:path',
    {
      config: { access: administrators },
      schema: {
        tags: ['organisation'],
        summary: '新增、更名或恢复单位 Enter, rename or revive a unit',
        params,
        body: z.strictObject({ name: PlainText.pipe(z.string().trim().min(1).max(100)) }),
        response: { 200: Unit },
      },
    },
    async (request) => {
      const { path } = request.params;
      requireOwn(personOf(request), path);
      const above = parentOf(path);
      if (above !== null && !(await activeUnits(db, [above])).has(above)) {
        throw new CaseFailure(
          'UnknownUnit',
          `上级单位 ${above} 不存在，请先建立。There is no unit ${above} above it; enter that first.`,
        );
      }
      const { name } = request.body;
      await putUnit(db, { path, name });
      return { path, name, level: levelOf(path), active: true };
    },
  );

  app.delete(
    '/v1/org/:path',
    {
      config: { access: administrators },
      schema: {
        tags: ['organisation'],
        summary: '停用单位 Deactivate a unit',
        params,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { path } = request.params;
      requireOwn(personOf(request), path);
      const open = await countOpenCases(db, path);
      if (open > 0) {
        throw new CaseFailure(
          'IllegalAction',
          `该单位及下级尚有 ${open} 件未办结，请先改派。It still answers for ${open} open cases; reassign them first.`,
        );
      }
      if (!(await deactivateUnit(db, path)))
        throw new CaseFailure('NotFound', `没有单位 ${path}。There is no unit ${path}.`);
      return reply.code(204).send(undefined);
    },
  );
};
