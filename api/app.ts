// The API, put together from its parts. `buildApp` opens nothing and reads no environment: the composition root and the tests
// hand over what it is made of.
import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { addressOf } from '../db/address.ts';
import { useAccess, useCallers } from './auth.ts';
import { createCalendarAdoption } from './calendar-adoption.ts';
import { identityOf } from './caller.ts';
import { createCaseDesk } from './case-desk.ts';
import { createCommandDesk } from './command-desk.ts';
import { type ApiDeps, generousLimits } from './deps.ts';
import { toFailure, useProblems, validatorCompiler } from './errors.ts';
import { createIntakeDesk } from './intake-desk.ts';
import { createLooks } from './looks.ts';
import { createNewsroom } from './newsroom.ts';
import { jsonLimit, useBodies } from './plugins/bodies.ts';
import { useNoStore } from './plugins/caching.ts';
import { useConsole } from './plugins/console.ts';
import { useDocs, useOpenApi } from './plugins/docs.ts';
import { useMetrics } from './plugins/metrics.ts';
import { useRequestLog } from './plugins/request-log.ts';
import { useSecurityHeaders } from './plugins/security-headers.ts';
import { answerBrokenRequest, sendProblem } from './problems.ts';
import { actionRoutes } from './routes/actions.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { auditRoutes } from './routes/audit.ts';
import { calendarRoutes } from './routes/calendars.ts';
import { caseTypeRoutes } from './routes/case-types.ts';
import { caseRoutes } from './routes/cases.ts';
import { dutyRoutes } from './routes/duty.ts';
import { hallRoutes } from './routes/hall.ts';
import { healthRoutes } from './routes/health.ts';
import { historyRoutes } from './routes/history.ts';
import { intakeRoutes } from './routes/intake.ts';
import { lookRoutes } from './routes/looks.ts';
import { orgRoutes } from './routes/org.ts';
import { overdueRoutes } from './routes/overdue.ts';
import { ownPasswordRoutes } from './routes/own-password.ts';
import { peopleRoutes } from './routes/people.ts';
import { previewRoutes } from './routes/preview.ts';
import { rehearsalRoutes } from './routes/rehearsal.ts';
import { reportRoutes } from './routes/reports.ts';
import { sessionRoutes } from './routes/session.ts';
import { statsRoutes } from './routes/stats.ts';
import { streamRoutes } from './routes/stream.ts';
import { viewRoutes } from './routes/views.ts';
import { serializerCompiler } from './serializer.ts';
import { createSessions } from './sessions.ts';
import { createSoonFor } from './soon.ts';
import type { App } from './typed-app.ts';

/** A request id that a caller or a proxy may bring along. */
const foreignId = /^[\w.-]{8,64}$/;

export const buildApp = async (deps: ApiDeps): Promise<App> => {
  const limits = { ...generousLimits, ...deps.limits };
  const app: App = fastify({
    loggerInstance: deps.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: jsonLimit,
    exposeHeadRoutes: false,
    trustProxy: deps.trustedProxies ?? [],
    forceCloseConnections: 'idle',
    // What still arrives on an open connection while this process stops is answered, and told to connect anew.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, toFailure(error)),
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && foreignId.test(given) ? given : randomUUID();
    },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  useProblems(app);
  useBodies(app);
  useRequestLog(app);
  useNoStore(app);
  await useSecurityHeaders(app);

  const sessions = createSessions(deps);
  useCallers(app, sessions.find);
  await app.register(rateLimit, {
    max: limits.requests,
    timeWindow: 60_000,
    keyGenerator: ({ caller, ip }) => (caller ? identityOf(caller) : addressOf(ip)),
    allowList: ({ url }) => url === '/livez' || url === '/readyz' || url === '/metrics' || url.startsWith('/assets/'),
  });
  await useOpenApi(app);
  await useDocs(app);
  if (deps.consoleFolder !== undefined) await useConsole(app, deps.consoleFolder);
  useAccess(app);
  const newsroom = createNewsroom(deps, deps.newsTiming);
  useMetrics(app, deps.db, newsroom);

  const desk = createCaseDesk(deps);
  const soonFor = createSoonFor(deps.db);
  const looks = createLooks(deps);
  app.addHook('onClose', looks.close);
  healthRoutes(app, deps);
  sessionRoutes(app, sessions, limits);
  ownPasswordRoutes(app, deps, limits);
  intakeRoutes(app, createIntakeDesk(deps, desk));
  caseRoutes(app, deps, desk, looks);
  reportRoutes(app, deps);
  historyRoutes(app, deps, desk, looks);
  auditRoutes(app, deps, desk, looks);
  lookRoutes(app, deps, desk, looks);
  actionRoutes(app, createCommandDesk(deps, desk, limits), limits);
  attachmentRoutes(app, deps, desk, looks, limits);
  rehearsalRoutes(app, deps, desk);
  statsRoutes(app, deps);
  hallRoutes(app, deps, soonFor);
  streamRoutes(app, newsroom, limits);
  overdueRoutes(app, deps, desk, soonFor);
  previewRoutes(app, deps, desk);
  viewRoutes(app, deps);
  orgRoutes(app, deps);
  dutyRoutes(app, deps);
  peopleRoutes(app, deps, limits);
  calendarRoutes(app, deps, createCalendarAdoption(deps));
  caseTypeRoutes(app, deps);
  return app;
};
