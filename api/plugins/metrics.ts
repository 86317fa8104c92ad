// GET /metrics: request counts and durations by route (never by case, unit or person), the process's own figures, and the pulse of
// the zone's cases.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from '@platformatic/prom-client';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../db/client.ts';
import { type Pulse, pulse } from '../../db/stats.ts';
import { anyone } from '../auth.ts';
import { briefly } from '../brief-memory.ts';
import type { Newsroom } from '../newsroom.ts';

const figures: Record<keyof Pulse, [name: string, help: string]> = {
  open: ['caseloop_cases_open', 'Real cases that are open'],
  overdue: ['caseloop_cases_overdue', 'Open real cases past a deadline'],
  waiting: ['caseloop_receipts_waiting', 'Receipts whose case does not run yet'],
  incidents: ['caseloop_incidents_open', 'Incidents that nobody has resolved'],
};

export const useMetrics = (app: FastifyInstance, db: Database, newsroom: Pick<Newsroom, 'count'>): void => {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  });
  const streams = new Gauge({
    name: 'caseloop_streams_open',
    help: 'Who listens for news here',
    registers: [register],
  });

  const gauges = Object.entries(figures).map(
    ([figure, [name, help]]) => [figure as keyof Pulse, new Gauge({ name, help, registers: [register] })] as const,
  );
  // Anyone may ask, and each answer counts the open cases.
  const recent = briefly(
    5_000,
    () => '',
    () => pulse(db),
  );
  /** While the database is away, the last figures would mislead: there are none. */
  const feel = async (): Promise<void> => {
    const now = await recent(undefined).catch(() => null);
    for (const [figure, gauge] of gauges) gauge.set(now?.[figure] ?? Number.NaN);
  };

  // So many histograms take a while to write; who asks again within a second is told the same.
  const page = briefly(
    1_000,
    () => '',
    async () => {
      await feel();
      streams.set(newsroom.count());
      return register.metrics();
    },
  );

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    // It lasts as long as somebody listens: that says nothing about how fast answers are.
    if (route === '/v1/stream') return;
    durations.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });

  app.get('/metrics', { config: { access: anyone }, schema: { hide: true } }, async (_request, reply) => {
    return reply.type(register.contentType).send(await page(undefined));
  });
};
