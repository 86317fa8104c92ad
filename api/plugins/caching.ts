// Nothing that the API tells is kept by a browser or a proxy: the same address answers each caller differently, and the next person at a
// shared computer or phone must never be shown what the one before had read.
import type { FastifyInstance } from 'fastify';

/** Forbids every answer under /v1 to be kept, whatever its route says. */
export const useNoStore = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/v1')) void reply.header('cache-control', 'private, no-store');
  });
};
