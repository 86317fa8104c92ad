// POST /v1/cases: a request is received. One transaction makes the receipt; the case is started right after, or by the dispatcher
// when the engine is away. The same key again gives the same case and the same receipt.
import { z } from 'zod';
import { Source, Urgency } from '../../workflows/contract/case-type.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { personOf, workers } from '../auth.ts';
import { requireKey } from '../inputs.ts';
import type { IntakeDesk } from '../intake-desk.ts';
import { Accepted, Received } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const words = (max: number) => PlainText.pipe(z.string().trim().min(1).max(max));

export const IntakeBody = z.strictObject({
  source: Source,
  category: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'a category such as water'),
  area: OrgPath.describe('Where it happens: a county, street, community or grid.'),
  description: words(10_000),
  urgency: Urgency.default('normal'),
  type: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .optional()
    .describe('The case type; decided by the category when absent.'),
  reporter: words(500).optional().describe('Who reports it, and how to reach them.'),
  place: words(500).optional(),
  attachments: z.array(z.string().max(120)).max(20).default([]).describe('References from POST /v1/attachments.'),
  rehearsal: z.boolean().default(false).describe('A rehearsal: its time may be skipped, and no statistics count it.'),
});
export type IntakeBody = z.infer<typeof IntakeBody>;

export const intakeRoutes = (app: App, intake: IntakeDesk): void => {
  app.post(
    '/v1/cases',
    {
      config: { access: workers },
      schema: {
        tags: ['cases'],
        summary: '受理 Receive a request',
        description:
          '201：已立案；202：已登记回执，引擎恢复后自动立案。201: the case is open; 202: it is receipted and opens by itself once the engine is back.',
        headers: z.looseObject({
          'idempotency-key': z.string().optional().describe('Required. 8 to 100 visible ASCII characters.'),
        }),
        body: IntakeBody,
        response: { 201: Received, 202: Accepted },
      },
    },
    async (request, reply) => {
      const result = await intake.receive(
        personOf(request),
        requireKey(request.headers['idempotency-key']),
        request.body,
      );
      const location = `/v1/cases/${result.caseNo}`;
      if ('state' in result)
        return reply.code(201).header('location', location).header('etag', result.state.etag).send(result);
      return reply.code(202).header('location', location).header('retry-after', '5').send(result);
    },
  );
};
