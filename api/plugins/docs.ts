// The OpenAPI 3.1 document at /openapi.json and its reader at /docs (all of it served from here: an intranet has no CDN).
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { anyone } from '../auth.ts';
import { mediaTypes } from '../media-type.ts';
import { Problem } from '../problems.ts';
import { cookieName } from '../session-cookie.ts';

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
});

/** Registers the generator; must come before the routes that it describes. */
export const useOpenApi = async (app: FastifyInstance): Promise<void> => {
  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/v1/')) return;
    const { response, ...schema } = (route.schema ?? {}) as { response?: object };
    const isPublic = route.config?.access === anyone;
    route.schema = {
      // A query that a route does not name is a mistake of the caller's, not something to pass over in silence.
      querystring: z.strictObject({}),
      ...schema,
      security: isPublic ? [] : [{ bearer: [] }, { cookie: [] }],
      response: {
        ...response,
        '4xx': problem('Refused; `code` says why, `detail` what to do.'),
        '5xx': problem('Failed here; repeat with the same key when `code` is retryable.'),
      },
    } as FastifySchema;
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '闭环 Caseloop',
        version: '1',
        description:
          '一案一码，件件有着落、事事有回音。Carries each request of a resident round one closed loop: discovery, transfer, disposal, feedback, review.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'From POST /v1/sign-in' },
          cookie: {
            type: 'apiKey',
            in: 'cookie',
            name: cookieName,
            description: 'Of the pages of this system; its name begins with __Host- over TLS',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnused(withFiles(jsonSchemaTransformObject(document) as Document)) as never,
  });
};

/** The reader's own files and nothing from elsewhere; it sets styles on its elements. */
const policy = {
  'default-src': ["'none'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
  'img-src': ["'self'", 'data:'],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

export const useDocs = async (app: FastifyInstance): Promise<void> => {
  await app.register((docs, _options, done) => {
    docs.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: anyone };
    });
    docs.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    void docs.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: policy,
      uiConfig: { docExpansion: 'list', persistAuthorization: false, validatorUrl: null },
    });
    done();
  });
};

interface Document {
  components?: { schemas?: Record<string, unknown> };
  paths?: Record<string, Record<string, { requestBody?: object; responses?: Record<string, object> }>>;
}

/** Files are bytes, which no schema of a route describes. */
const withFiles = (document: Document): Document => {
  const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema: { contentMediaType: type } }]));
  const upload = document.paths?.['/v1/attachments']?.post;
  const download = document.paths?.['/v1/cases/{caseNo}/attachments/{ref}']?.get;
  if (upload) upload.requestBody = { required: true, content };
  if (download) download.responses = { 200: { description: '文件 The file', content }, ...download.responses };
  return document;
};

/** Each named schema is emitted once for requests and once for answers; keeps those that something refers to. */
const withoutUnused = (document: Document): Document => {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    for (const [, name] of JSON.stringify(value ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      visit(schemas[name]);
    }
  };
  visit({ ...document, components: undefined });
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) },
  };
};
