// GET /livez: this process answers. GET /readyz: so do the parts that it needs, each named with what is wrong with it.
import { z } from 'zod';
import { anyone } from '../auth.ts';
import { briefly } from '../brief-memory.ts';
import type { ApiDeps } from '../deps.ts';
import { checkReadiness } from '../readiness.ts';
import type { App } from '../typed-app.ts';

const Check = z.object({
  name: z.string(),
  status: z.enum(['ok', 'warning', 'failed']),
  detail: z.string().optional(),
});
const Readiness = z.object({ status: z.enum(['ready', 'notReady']), checks: z.array(Check) }).meta({ id: 'Readiness' });

export const healthRoutes = (app: App, deps: ApiDeps): void => {
  // Anyone may ask, as often as they like: the parts are asked once a second.
  const recent = briefly(
    1_000,
    () => '',
    () => checkReadiness(deps),
  );
  app.get(
    '/livez',
    {
      config: { access: anyone },
      schema: {
        tags: ['operations'],
        summary: '存活 Alive',
        response: { 200: z.object({ status: z.literal('alive') }) },
      },
    },
    async () => ({ status: 'alive' as const }),
  );
  app.get(
    '/readyz',
    {
      config: { access: anyone },
      schema: { tags: ['operations'], summary: '就绪 Ready', response: { 200: Readiness, 503: Readiness } },
    },
    async (_request, reply) => {
      const checks = await recent(undefined);
      const failed = checks.some(({ status }) => status === 'failed');
      return reply
        .header('cache-control', 'no-store')
        .code(failed ? 503 : 200)
        .send({ status: failed ? 'notReady' : 'ready', checks });
    },
  );
};
