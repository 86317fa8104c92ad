// Signing in and out: people with a user name and a password, residents with the two lines of their receipt.
import { z } from 'zod';
import { Role } from '../../workflows/contract/actor.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { anyone, callerOf, everyone, forPerson, tokenOf } from '../auth.ts';
import type { Caller } from '../caller.ts';
import type { Limits } from '../deps.ts';
import { cookieTokenOf, giveCookie, requireOurPages, takeCookie } from '../session-cookie.ts';
import type { Sessions } from '../sessions.ts';
import type { App } from '../typed-app.ts';

const Me = z
  .union([
    z.object({
      kind: z.literal('person'),
      person: z.string(),
      name: z.string(),
      unit: OrgPath,
      role: Role,
      wall: z.boolean().describe('Signed in on a wall: it shows the command hall and may do nothing else.'),
    }),
    z.object({ kind: z.literal('resident'), caseNo: CaseNo }),
  ])
  .meta({ id: 'Me' });

const SignedIn = z
  .object({
    token: z.string().optional().describe('Absent when it lies in a cookie.'),
    expiresAt: Instant.describe(
      'At the latest; a session that is not used for four hours ends before, but for one of a wall.',
    ),
    me: Me,
  })
  .meta({ id: 'SignedIn' });

const session = z
  .enum(['token', 'cookie'])
  .default('token')
  .describe('cookie: for pages of this system; the token comes as a cookie that no script can read.');

const wall = z
  .boolean()
  .default(false)
  .describe('用作大屏 For a wall screen: valid for 90 days, used or not, and only for what the command hall asks.');

const Credentials = z.union(
  [
    z.strictObject({ username: PlainText.min(1).max(100), password: PlainText.min(1).max(200), session, wall }),
    z.strictObject({ caseNo: CaseNo, secret: z.string().min(1).max(100), session }),
  ],
  '请给出 username 和 password，或回执上的 caseNo 和 secret。Give username and password, or caseNo and secret from a receipt.',
);

/** Bytes of what signs somebody in: nobody is known yet, so nothing larger is even read. */
const signInLimit = 4 * 1024;

const meOf = (caller: Caller): z.infer<typeof Me> => caller;

export const sessionRoutes = (app: App, sessions: Sessions, { signIns }: Limits): void => {
  app.post(
    '/v1/sign-in',
    {
      bodyLimit: signInLimit,
      config: { access: anyone, rateLimit: { max: signIns, timeWindow: 60_000 } },
      schema: { tags: ['session'], summary: '登录 Sign in', body: Credentials, response: { 200: SignedIn } },
    },
    async (request, reply) => {
      const { session, ...credentials } = request.body;
      if (session === 'cookie') requireOurPages(request);
      const { token, expiresAt, caller } = await sessions.open(credentials, request.ip);
      if (session === 'cookie') {
        // The browser forgets the cookie that it had: nobody could end that session any more.
        const before = cookieTokenOf(request);
        if (before !== null) await sessions.close(before);
        giveCookie(reply, token, expiresAt);
      }
      return reply.send({ ...(session === 'token' && { token }), expiresAt, me: meOf(caller) });
    },
  );

  app.post(
    '/v1/sign-out',
    {
      // A browser must come to forget a cookie whose session has ended.
      config: { access: everyone, endedToo: true, wall: true },
      schema: {
        tags: ['session'],
        summary: '退出 Sign out',
        headers: z.looseObject(forPerson),
        response: { 204: z.undefined() },
      },
    },
    async (request, reply) => {
      const token = tokenOf(request);
      if (token) await sessions.close(token);
      takeCookie(reply);
      return reply.code(204).send(undefined);
    },
  );

  app.get(
    '/v1/me',
    {
      config: { access: everyone, wall: true },
      schema: { tags: ['session'], summary: '我是谁 Who am I', response: { 200: Me } },
    },
    async (request) => meOf(callerOf(request)),
  );
};
