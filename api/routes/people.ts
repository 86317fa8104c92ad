// The people of the org tree, for their administrators: who there is, entering them, taking them out of service, and who may sign in.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { hashPassword } from '../../db/passwords.ts';
import { changePerson, enterPerson, findPerson, giveSignIn, listPeople } from '../../db/people.ts';
import { countUnanswered } from '../../db/reconcile.ts';
import { Role } from '../../workflows/contract/actor.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { type Level, levelOf, OrgPath } from '../../workflows/contract/org-path.ts';
import { requireOwn } from '../administering.ts';
import { administrators, personOf } from '../auth.ts';
import type { ApiDeps, Limits } from '../deps.ts';
import type { App } from '../typed-app.ts';

const PersonEntry = z
  .object({
    person: z.string(),
    name: z.string(),
    unit: OrgPath,
    role: Role,
    post: z.string().describe('fullTime, partTime, gridHead, instructor or officer.'),
    active: z.boolean(),
    username: z.string().nullable().describe('Null: may not sign in.'),
  })
  .meta({ id: 'Person' });

const NewSignIn = z
  .object({ person: z.string(), username: z.string(), password: z.string() })
  .meta({ id: 'NewSignIn', description: 'The password is shown this once and kept as a hash only.' });

/** A password of 96 bits: 16 characters of base64url. */
const newPassword = (): string => randomBytes(12).toString('base64url');

const posts = ['fullTime', 'partTime', 'gridHead', 'instructor', 'officer'] as const;
const Post = z.enum(posts);
const Name = PlainText.pipe(z.string().trim().min(1).max(60));

/** Who works at a unit of a level. Auditors and administrators belong to a county or the city. */
const rolesAt: Readonly<Record<Level | 'department', readonly Role[]>> = {
  city: ['city', 'auditor', 'administrator'],
  county: ['county', 'auditor', 'administrator'],
  street: ['street'],
  community: ['community'],
  grid: ['gridWorker'],
  department: ['department'],
};

export const peopleRoutes = (app: App, { db }: ApiDeps, { signIns }: Limits): void => {
  app.get(
    '/v1/people',
    {
      config: { access: administrators },
      schema: {
        tags: ['organisation'],
        summary: '人员 People',
        querystring: z.strictObject({
          under: OrgPath.optional().describe('Only this unit and what is below it; your own unit when absent.'),
        }),
        response: { 200: z.object({ items: z.array(PersonEntry) }) },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const under = request.query.under ?? caller.unit;
      requireOwn(caller, under);
      return { items: await listPeople(db, under) };
    },
  );

  app.post(
    '/v1/people',
    {
      config: { access: administrators },
      schema: {
        tags: ['organisation'],
        summary: '新增人员 Enter a person',
        body: z.strictObject({ name: Name, unit: OrgPath, role: Role, post: Post }),
        response: { 201: PersonEntry },
      },
    },
    async (request, reply) => {
      const caller = personOf(request);
      const { name, unit, role, post } = request.body;
      requireOwn(caller, unit);
      const roles = rolesAt[levelOf(unit)];
      if (!roles.includes(role)) {
        throw new CaseFailure(
          'InvalidInput',
          `该单位的人员角色只能是：${roles.join('、')}。People of this unit are: ${roles.join(', ')}.`,
          [{ pointer: '/role', message: `只能是 one of ${roles.join(', ')}` }],
        );
      }
      const person = `p-${randomBytes(8).toString('hex')}`;
      return reply.code(201).send(await enterPerson(db, { person, name, unit, role, post }, caller.person));
    },
  );

  app.put(
    '/v1/people/:person',
    {
      config: { access: administrators },
      schema: {
        tags: ['organisation'],
        summary: '更名、改岗、停用或恢复人员 Rename a person, change their post, take them out of service or back',
        description:
          '停用后立即退出登录并结束值班。Who goes out of service is signed out and off every roster at once.',
        params: z.object({ person: z.string().min(1).max(80) }),
        body: z.strictObject({ name: Name.optional(), post: Post.optional(), active: z.boolean().optional() }),
        response: {
          200: PersonEntry.extend({
            unanswered: z.int().describe('Open cases of the unit, when nobody in service or on duty is left there.'),
          }),
        },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const found = await findPerson(db, request.params.person);
      if (!found) throw new CaseFailure('NotFound', '没有此人。There is no such person.');
      requireOwn(caller, found.unit);
      const { name, post, active } = request.body;
      if (active === false && found.person === caller.person) {
        throw new CaseFailure('InvalidInput', '不能停用自己。You cannot take yourself out of service.', [
          { pointer: '/active', message: '不能停用自己 not yourself' },
        ]);
      }
      const wanted = Object.fromEntries(
        Object.entries({ name, post, active }).filter(([, value]) => value !== undefined),
      );
      const changed = await changePerson(db, { person: found.person, ...wanted }, caller.person);
      if (!changed) throw new CaseFailure('NotFound', '没有此人。There is no such person.');
      return { ...changed, unanswered: await countUnanswered(db, changed.unit) };
    },
  );

  app.put(
    '/v1/people/:person/sign-in',
    {
      // Each one costs a tenth of a second of CPU, as an attempt to sign in does.
      config: { access: administrators, rateLimit: { max: signIns, timeWindow: 60_000 } },
      schema: {
        tags: ['organisation'],
        summary: '开通登录或重置密码 Let a person sign in, or give them a new password',
        description:
          '随机密码只显示这一次；此人已有的登录立即失效。The random password is shown this once; sessions that the person has end at once.',
        params: z.object({ person: z.string().min(1).max(80) }),
        body: z.strictObject({
          username: z
            .string()
            .regex(/^[a-z][a-z0-9-]{1,59}$/, '小写字母开头，可含数字和连字符 lower case letters, digits and hyphens'),
        }),
        response: { 200: NewSignIn },
      },
    },
    async (request, reply) => {
      const caller = personOf(request);
      const found = await findPerson(db, request.params.person);
      if (!found?.active) throw new CaseFailure('NotFound', '没有此人，或已停用。There is no such person in service.');
      requireOwn(caller, found.unit);
      const { username } = request.body;
      const password = newPassword();
      const { person } = found;
      if (
        !(await giveSignIn(db, { person, username, passwordHash: await hashPassword(password), by: caller.person }))
      ) {
        throw new CaseFailure('InvalidInput', `用户名 ${username} 已被使用，请换一个。The user name is taken.`, [
          { pointer: '/username', message: '已被使用 taken' },
        ]);
      }
      request.log.info({ by: caller.person, person, username }, 'a sign-in was given');
      return reply.send({ person, username, password });
    },
  );
};
