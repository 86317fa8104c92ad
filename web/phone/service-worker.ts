// The service worker of the report page: opens it without a network, and sends what waits when the page is closed.
// It keeps the files of its own build and nothing else: answers of the API are private, and are never kept.
import { lookUp, settleIn } from './here.ts';
import { sendingTag, sendNow } from './queue/run.ts';

/** What the build tells: a hash over the page's files, and their addresses. */
declare const BUILD: { version: string; files: readonly string[] };

interface LaterEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LaterEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface SyncEvent extends LaterEvent {
  tag: string;
}
/** The scope, as far as it is used: the project compiles for pages, which have other globals. */
const worker = globalThis as unknown as {
  location: Location;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener<E extends Event>(type: string, listener: (event: E) => void): void;
};

const prefix = 'caseloop-report-';
const cacheName = `${prefix}${BUILD.version}`;
const page = '/report';

worker.addEventListener<LaterEvent>('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(cacheName);
      await cache.addAll([page, ...BUILD.files].map((path) => new Request(path, { cache: 'no-cache' })));
      // Drafts lie in the database: a page that runs loses nothing, and reloads when it suits.
      await worker.skipWaiting();
    })(),
  );
});

worker.addEventListener<LaterEvent>('activate', (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      await Promise.all(
        names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
      );
      await worker.clients.claim();
    })(),
  );
});

/** The page as it was built, at once; its next version comes with the next service worker. */
const fromCache = async (path: string, request: Request): Promise<Response> =>
  (await caches.match(path, { cacheName })) ?? fetch(request);

worker.addEventListener<FetchEvent>('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (pathname.replace(/\/$/, '') === page) event.respondWith(fromCache(page, request));
    return;
  }
  if (BUILD.files.includes(pathname)) event.respondWith(fromCache(pathname, request));
});

worker.addEventListener<SyncEvent>('sync', (event) => {
  if (event.tag !== sendingTag) return;
  event.waitUntil(
    sendNow().then(async (run) => {
      if (run === 'signIn') await settleIn(await lookUp());
      // The browser tries again later by itself when this fails.
      if (run === 'later') throw new Error('Reports still wait.');
    }),
  );
});
