// The org tree: who there is, how it is staffed, what was changed in it, and (for administrators, within their own unit) entering,
// renaming and deactivating units.
import { z } from 'zod';
import { staffingOf } from '../../db/duty.ts';
import { activeUnits, deactivateUnit, gridClasses, listUnits, putUnit, type Unit as StoredUnit } from '../../db/org.ts';
import { type ChangeDetail, changeKinds, listChanges } from '../../db/org-changes.ts';
import { personNames } from '../../db/people.ts';
import type { Role } from '../../workflows/contract/actor.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { Instant } from '../../workflows/contract/ids.ts';
import { Level, levelOf, OrgPath, parentOf } from '../../workflows/contract/org-path.ts';
import { requireInCounty, requireOwn } from '../administering.ts';
import { administrators, everyone, personOf, staff } from '../auth.ts';
import { countyOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const GridClass = z.enum(gridClasses);

const Unit = z
  .object({
    path: OrgPath,
    name: z.string(),
    level: z.union([Level, z.literal('department')]),
    gridClass: GridClass.nullable().describe('城市社区、农村、专属网格; null for everything but grids.'),
    active: z.boolean(),
  })
  .meta({ id: 'Unit' });

const unitAnswer = ({ path, name, gridClass, active }: StoredUnit) => ({
  path,
  name,
  level: levelOf(path),
  gridClass,
  active,
});

const Staffing = z
  .object({
    path: OrgPath,
    people: z.int().describe('In service and acting for it; auditors and administrators are not counted.'),
    onDuty: z.string().nullable().describe('Null: a vacancy.'),
  })
  .meta({ id: 'Staffing' });

const OrgChange = z
  .object({
    id: z.int(),
    kind: z.enum(changeKinds),
    at: Instant,
    by: z.object({ person: z.string(), name: z.string().nullable() }),
    about: z.string().nullable().describe('Name of the person that it is about.'),
    detail: z.record(z.string(), z.string().nullable()).describe('User names are told to administrators only.'),
  })
  .meta({ id: 'OrgChange' });

const params = z.object({ path: OrgPath });

/** User names are half of a sign-in: they are for those who give them. */
const detailFor = ({ role }: { role: Role }, detail: ChangeDetail): ChangeDetail => {
  const { username: _, ...told } = detail;
  return administrators.includes(role) ? detail : told;
};

export const orgRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/org',
    {
      config: { access: everyone, wall: true },
      schema: {
        tags: ['organisation'],
        summary: '组织树 The org tree',
        querystring: z.strictObject({ under: OrgPath.optional().describe('Only this unit and what is below it.') }),
        response: { 200: z.object({ items: z.array(Unit) }) },
      },
    },
    async (request) => {
      const units = await listUnits(db, request.query.under);
      return { items: units.map(unitAnswer) };
    },
  );

  app.get(
    '/v1/org/staffing',
    {
      config: { access: staff },
      schema: {
        tags: ['organisation'],
        summary: '在岗情况 How each unit is staffed now',
        querystring: z.strictObject({ under: OrgPath.optional().describe('Your own county unless told.') }),
        response: { 200: z.object({ items: z.array(Staffing) }) },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const under = request.query.under ?? countyOf(caller.unit);
      requireInCounty(caller, under);
      return { items: await staffingOf(db, under) };
    },
  );

  app.get(
    '/v1/org/:path/changes',
    {
      config: { access: staff },
      schema: {
        tags: ['organisation'],
        summary: '变更记录 What was changed about a unit, its people and its roster, the latest first',
        params,
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(30) }),
        response: { 200: z.object({ items: z.array(OrgChange) }) },
      },
    },
    async (request) => {
      const { path } = request.params;
      const caller = personOf(request);
      requireInCounty(caller, path);
      const changes = await listChanges(db, path, request.query.limit);
      const people = changes.flatMap(({ by, detail }) => [by, detail.person ?? []].flat());
      const names = await personNames(db, [...new Set(people)]);
      return {
        items: changes.map(({ id, kind, at, by, detail }) => ({
          id,
          kind,
          at,
          by: { person: by, name: names.get(by) ?? null },
          about: names.get(detail.person ?? '') ?? null,
          detail: detailFor(caller, detail),
        })),
      };
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
        body: z.strictObject({
          name: PlainText.pipe(z.string().trim().min(1).max(100)),
          gridClass: GridClass.optional().describe('Of a grid; kept as it is when absent.'),
        }),
        response: { 200: Unit },
      },
    },
    async (request) => {
      const { path } = request.params;
      const caller = personOf(request);
      requireOwn(caller, path);
      const above = parentOf(path);
      if (above !== null && !(await activeUnits(db.pool, [above])).has(above)) {
        throw new CaseFailure(
          'UnknownUnit',
          `上级单位 ${above} 不存在，请先建立。There is no unit ${above} above it; enter that first.`,
        );
      }
      const { name, gridClass } = request.body;
      if (gridClass !== undefined && levelOf(path) !== 'grid') {
        throw new CaseFailure('InvalidInput', '只有网格分类别。Only grids have a class.', [
          { pointer: '/gridClass', message: '只有网格分类别 only grids have a class' },
        ]);
      }
      return unitAnswer(await putUnit(db, { path, name, gridClass, by: caller.person }));
    },
  );

  app.delete(
    '/v1/org/:path',
    {
      config: { access: administrators },
      schema: {
        tags: ['organisation'],
        summary: '停用单位 Deactivate a unit',
        description:
          '含下级；值班随之结束。尚有在办、可能转来或重启后转来的事项、在岗人员时拒绝。With all below it; their duty ends. Refused while they answer for open cases, work on them or may get them, also those that may be reopened, or have people in service.',
        params,
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { path } = request.params;
      const caller = personOf(request);
      requireOwn(caller, path);
      if (!(await deactivateUnit(db, path, caller.person)))
        throw new CaseFailure('NotFound', `没有单位 ${path}。There is no unit ${path}.`);
      return reply.code(204).send(undefined);
    },
  );
};
