// The people of the org tree, for their administrators: who there is, and who may sign in.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { hashPassword } from '../../db/passwords.ts';
import { findPerson, giveSignIn, listPeople } from '../../db/people.ts';
import { Role } from '../../workflows/contract/actor.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { isWithin, OrgPath } from '../../workflows/contract/org-path.ts';
import { administrators, personOf } from '../auth.ts';
import type { Person } from '../caller.ts';
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

/** @throws CaseFailure NotAuthorised outside the administrator's own unit */
const requireOwn = (caller: Person, unit: OrgPath): void => {
  if (isWithin(unit, caller.unit)) return;
  throw new CaseFailure(
    'NotAuthorised',
    `只能管理 ${caller.unit} 及其下级的人员。You administer the people of ${caller.unit} and of what is below it.`,
  );
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
      if (!(await giveSignIn(db, { person, username, passwordHash: await hashPassword(password) }))) {
        throw new CaseFailure('InvalidInput', `用户名 ${username} 已被使用，请换一个。The user name is taken.`, [
          { pointer: '/username', message: '已被使用 taken' },
        ]);
      }
      request.log.info({ by: caller.person, person, username }, 'a sign-in was given');
      return reply.header('cache-control', 'no-store').send({ person, username, password });
    },
  );
};
