// One line for each request, with its id and without its query, body or headers: those hold what people wrote.
import type { FastifyInstance } from 'fastify';

export const useRequestLog = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { caller } = request;
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        caller: caller?.kind === 'person' ? caller.person : caller?.caseNo,
      },
      'answered',
    );
  });
};
