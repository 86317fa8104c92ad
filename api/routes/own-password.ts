// POST /v1/me/password: a person chooses their own password, which whoever gave them the first one then no longer knows.
import { z } from 'zod';
import { changePassword } from '../../db/own-password.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { personOf, staff, tokenOf } from '../auth.ts';
import type { ApiDeps, Limits } from '../deps.ts';
import type { App } from '../typed-app.ts';

/** Of a password that people think of themselves; those that are given are random. */
const shortest = 10;

export const ownPasswordRoutes = (app: App, { db }: ApiDeps, { signIns }: Limits): void => {
  app.post(
    '/v1/me/password',
    {
      // Each one costs what an attempt to sign in does, and is one.
      config: { access: staff, rateLimit: { max: signIns, timeWindow: 60_000 } },
      schema: {
        tags: ['session'],
        summary: '修改自己的密码 Change one’s own password',
        description:
          '当前密码连续输错会暂停修改；修改后其他设备上的登录立即失效。Wrong current passwords in a row lock this for a while, not the sign-in; the other sessions of the person end at once.',
        body: z.strictObject({
          current: PlainText.min(1).max(200),
          next: PlainText.min(shortest, `至少 ${shortest} 个字符 at least ${shortest} characters`).max(200),
        }),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const { person } = personOf(request);
      const { current, next } = request.body;
      const token = tokenOf(request);
      if (token === null) throw new Error('A person without a token changed their password.');
      if (next === current) {
        throw new CaseFailure('InvalidInput', '新密码与当前密码相同。The new password is the current one.', [
          { pointer: '/next', message: '与当前密码相同 the same as now' },
        ]);
      }
      if (!(await changePassword(db, { person, current, next, token }))) {
        throw new CaseFailure('InvalidInput', '当前密码不正确。The current password is wrong.', [
          { pointer: '/current', message: '不正确 wrong' },
        ]);
      }
      request.log.info({ person }, 'a person changed their password');
      return reply.code(204).send(undefined);
    },
  );
};
