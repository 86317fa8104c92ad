// POST /v1/cases: a request is received. One transaction makes the receipt; the case is started right after, or by the dispatcher
// when the engine is away. The same key again gives the same case and the same receipt.
import { z } from 'zod';
import { forPerson, personOf, workers } from '../auth.ts';
import { requireKey } from '../inputs.ts';
import { IntakeBody } from '../intake-body.ts';
import type { IntakeDesk } from '../intake-desk.ts';
import { Accepted, Received } from '../schemas.ts';
import type { App } from '../typed-app.ts';

export const intakeRoutes = (app: App, intake: IntakeDesk): void => {
  app.post(
    '/v1/cases',
    {
      config: { access: workers },
      schema: {
        tags: ['cases'],
        summary: '受理 Receive a request',
        description:
          '201：已立案；202：已登记回执，随后自动立案（引擎不可用，或请求头为 Prefer: respond-async）。201: the case is open; 202: it is receipted and opens by itself (the engine is away, or the request prefers respond-async).',
        headers: z.looseObject({
          'idempotency-key': z.string().optional().describe('Required. 8 to 100 visible ASCII characters.'),
          prefer: z
            .string()
            .optional()
            .describe(
              'respond-async (RFC 7240): answer with the receipt at once, as a channel that hands over many requests needs.',
            ),
          ...forPerson,
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
        !prefersReceipt(request.headers.prefer),
      );
      const location = `/v1/cases/${result.caseNo}`;
      if ('state' in result)
        return reply.code(201).header('location', location).header('etag', result.state.etag).send(result);
      return reply.code(202).header('location', location).header('retry-after', '5').send(result);
    },
  );
};

const prefersReceipt = (prefer: string | undefined): boolean =>
  (prefer ?? '').split(',').some((each) => each.trim().toLowerCase() === 'respond-async');
