// Serves the built web console: hashed files for good, and a page for every address of the console that is no file.
// Nothing comes from elsewhere and no script stands in a page; styles that Ant Design writes while it runs carry the page's nonce.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { anyone } from '../auth.ts';
import type { App } from '../typed-app.ts';

/** What the build writes where the nonce goes. */
export const noncePlaceholder = 'CASELOOP_NONCE';

/** Pages of their own, by their address; every other address is the console's. */
const lightPages: Readonly<Record<string, string>> = { '/report': 'report.html', '/resident': 'resident.html' };

const policyFor = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** A worker asks for what it needs under the policy that its script came with. */
const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'";

/** Addresses that belong to the API or name a file: never a page. */
const isPage = (path: string): boolean =>
  !/^\/(v1|docs|assets|livez|readyz|metrics)(\/|$)/.test(path) && !/\.\w+$/.test(path);

/** @param folder of the build, with `index.html`, `report.html`, `resident.html` and `assets/` */
export const useConsole = async (app: App, folder: string): Promise<void> => {
  const pages = new Map<string, string>();
  const pageFor = (path: string): string => {
    const name = lightPages[path.replace(/\/$/, '')] ?? 'index.html';
    const known = pages.get(name) ?? readFileSync(join(folder, name), 'utf8');
    pages.set(name, known);
    return known;
  };
  const sendPage = (path: string, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', policyFor(nonce))
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(pageFor(path).replaceAll(noncePlaceholder, nonce));
  };

  await app.register((files, _options, done) => {
    files.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: anyone };
      route.schema = { ...route.schema, hide: true };
    });
    void files.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '1y',
      index: false,
      preCompressed: true,
      setHeaders: (reply) => void reply.header('content-security-policy', scriptPolicy),
    });
    for (const name of ['service-worker.js', 'manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png']) {
      if (!existsSync(join(folder, name))) continue;
      files.get(`/${name}`, (_request, reply) =>
        reply.sendFile(name, folder, { immutable: false, maxAge: 0, cacheControl: true }),
      );
    }
    files.get('/*', (request, reply) => {
      const path = request.url.split('?')[0] ?? '/';
      if (isPage(path)) return sendPage(path, reply);
      throw new CaseFailure('NotFound', '没有这个地址，接口清单见 /docs。No such address; /docs lists them all.');
    });
    done();
  });
};
