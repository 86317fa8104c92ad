// POST /v1/cases: a request is received. One transaction makes the receipt; the case is started right after, or by the dispatcher
// when the engine is away. The same key again gives the same case and the same receipt.
import { z } from 'zod';
import { personOf, workers } from '../auth.ts';
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
