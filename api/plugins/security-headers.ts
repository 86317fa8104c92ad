// What every answer tells the browser about itself. Answers of the API are data: nothing in them may run, load or be framed. Pages bring
// a policy of their own (`console.ts`), and so does /docs.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const nothing = ["'none'"];

/** What a page of ours may ask a device for: photos and the place, on the grid worker's page. */
const devices = ['camera=(self)', 'geolocation=(self)', 'microphone=()', 'payment=()', 'usb=()', 'display-capture=()'];

export const useSecurityHeaders = async (app: FastifyInstance): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': nothing,
        'base-uri': nothing,
        'form-action': nothing,
        'frame-ancestors': nothing,
      },
    },
    xFrameOptions: { action: 'deny' },
    // Loopback has no TLS: a browser must not be told to ask for it.
    strictTransportSecurity: false,
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('permissions-policy', devices.join(', '));
    if (request.protocol === 'https') void reply.header('strict-transport-security', 'max-age=31536000');
    done();
  });
};
