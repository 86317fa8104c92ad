import { z } from 'zod';
import { wordsUpTo } from '../../workflows/contract/fields.ts';
import { CaseNo } from '../../workflows/contract/ids.ts';
import { callerOf, forPerson, parties } from '../auth.ts';
import type { CommandDesk } from '../command-desk.ts';
import type { Limits } from '../deps.ts';
import { requireKey } from '../inputs.ts';
import { CaseAnswer } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const Body = z.strictObject({
  input: z.record(z.string().max(40), z.unknown()).default({}),
  reason: wordsUpTo(2_000).nullable().default(null),
});

export const actionRoutes = (app: App, commands: CommandDesk, { requests, actsOfResidentAMinute }: Limits): void => {
  app.post(
    '/v1/cases/:caseNo/actions/:action',
    {
      config: {
        access: parties,
        rateLimit: {
          max: ({ caller }) => (caller?.kind === 'resident' ? actsOfResidentAMinute : requests),
          timeWindow: 60_000,
        },
      },
      schema: {
        tags: ['cases'],
        summary: '办理 Act on a case',
        description:
          '可用操作及其字段见 GET 的 allowed。The actions open to you, with their fields, are in `allowed` of the case.',
        params: z.object({ caseNo: CaseNo, action: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/) }),
        headers: z.looseObject({
          'idempotency-key': z.string().optional().describe('Required. 8 to 100 visible ASCII characters.'),
          'if-match': z
            .string()
            .optional()
            .describe('The ETag that the decision rests on; refused when the case has moved on.'),
          ...forPerson,
        }),
        body: Body,
        response: { 200: CaseAnswer },
      },
    },
    async (request, reply) => {
      const { caseNo, action } = request.params;
      const answer = await commands.act(callerOf(request), {
        caseNo,
        action,
        key: requireKey(request.headers['idempotency-key']),
        ifMatch: request.headers['if-match'],
        body: request.body,
      });
      return reply.header('etag', answer.etag).send(answer);
    },
  );
};
