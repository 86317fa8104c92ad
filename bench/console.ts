// (h) The console: how long people wait for the work list, and what a page brings with it. A Chromium opens the built console over an API
// in this process and a database that was filled in bulk. Loopback stands for the network: what a slow one adds follows from the bytes.
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildApp } from '../api/app.ts';
import { readyConsole } from '../cli/web-console.ts';
import type { Database } from '../db/client.ts';
import { openSession } from '../db/sessions.ts';
import { createLogger } from '../platform/logger.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { noEngine, overFilledDatabase } from './filled.ts';
import { quantiles, rounded } from './numbers.ts';

export interface ConsoleOptions {
  /** Cases in the database, one measurement each. */
  sizes: readonly number[];
  say(line: string): void;
}

/** Navigations that are measured, each way. */
const times = 9;
const rows = 50;

/** Goals: ms until the work list is usable; KiB of compressed JavaScript until then. */
const goals = { usableMs: 1_000, workKiB: 500, lightKiB: 200 };

/**
 * @returns by size: ms from navigation until 50 rows are drawn and the page answers again, for a browser that comes for the first time
 * (`first`) and for one that has the files (`again`); KiB of JavaScript, compressed, that each page loads
 */
export const consoleFigures = async ({ sizes, say }: ConsoleOptions): Promise<Record<string, unknown>> => {
  if (!(await readyConsole(say))) throw new Error('The console could not be built: npm run build:web says why.');
  const browser = await launchBrowser();
  try {
    const bySize: Record<string, unknown> = {};
    for (const cases of sizes) {
      bySize[cases] = await overFilledDatabase({ cases, say, news: false }, (db) => measured(db, browser));
    }
    return { goals, ...bySize };
  } finally {
    await browser.close();
  }
};

const measured = async (db: Database, browser: Browser): Promise<Record<string, unknown>> => {
  const key = 'k'.repeat(43);
  const app = await buildApp({
    db,
    engine: noEngine,
    keys: { vault: key, seal: key, token: key },
    logger: createLogger('api', 'silent'),
    rehearsals: false,
    limits: { requests: 10_000_000 },
    consoleFolder: fileURLToPath(new URL('../web/dist', import.meta.url)),
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const figures: Record<string, unknown> = {};
    for (const [name, role, unit] of [
      ['county', 'county', 'xx.zone'],
      ['street', 'street', 'xx.zone.wenchang'],
    ] as const) {
      const newVisit = await visitsAs(db, browser, origin, { role, unit });
      figures[name] = await workList(newVisit, origin);
    }
    const visit = await visitsAs(db, browser, origin, { role: 'gridWorker', unit: 'xx.zone.wenchang.biguiyuan.g03' });
    for (const path of ['/report', '/resident'])
      figures[`${path.slice(1)}KiB`] = await scriptsOf(visit, `${origin}${path}`);
    return figures;
  } finally {
    await app.close();
  }
};

type NewVisit = () => Promise<BrowserContext>;

/** Browsers with nothing kept, signed in as the first post of a role. */
const visitsAs = async (
  db: Database,
  browser: Browser,
  origin: string,
  { role, unit }: { role: string; unit: string },
): Promise<NewVisit> => {
  const { rows: found } = await db.pool.query<{ id: string; hash: string | null }>(
    'select id, password_hash as hash from person where role = $1 and unit = $2::ltree and active order by id limit 1',
    [role, unit],
  );
  if (!found[0]) throw new Error(`The seed has no ${role} of ${unit}.`);
  const { token } = await openSession(db, { person: found[0].id, hash: found[0].hash });
  return async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
    await context.addCookies([
      { name: 'caseloop_session', value: token, url: origin, httpOnly: true, sameSite: 'Strict' },
    ]);
    await context.addInitScript({ content: noteUsable });
    return context;
  };
};

/** In the page: the moment at which the rows have been painted and the page has come round to the next task. */
const noteUsable = `new MutationObserver((_, observer) => {
  if (document.querySelectorAll('tbody tr[data-case]').length < ${rows}) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.usableAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true });`;

const usable = async (page: Page, url: string): Promise<number> => {
  await page.goto(url, { waitUntil: 'commit' });
  // Asked from outside: what waits inside the page would be evaluated there, which its policy forbids.
  for (const until = Date.now() + 60_000; Date.now() < until; await page.waitForTimeout(20)) {
    const at = await page.evaluate<number | undefined>('window.usableAt');
    if (at !== undefined) return at;
  }
  throw new Error(`${url} was not usable within a minute.`);
};

const workList = async (newVisit: NewVisit, origin: string): Promise<Record<string, unknown>> => {
  const first: number[] = [];
  const again: number[] = [];
  // The first round warms the server, not the browser, and is not counted.
  for (let round = 0; round <= times; round += 1) {
    const context = await newVisit();
    const page = await context.newPage();
    const cold = await usable(page, `${origin}/work`);
    const warm = await usable(page, `${origin}/work`);
    if (round > 0) {
      first.push(cold);
      again.push(warm);
    }
    await context.close();
  }
  return {
    first: quantiles(first),
    again: quantiles(again),
    scriptsKiB: await scriptsOf(newVisit, `${origin}/work`),
  };
};

/** KiB of JavaScript, as they came over the wire, until the page is at rest. */
const scriptsOf = async (newVisit: NewVisit, url: string): Promise<number> => {
  const context = await newVisit();
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(url, { waitUntil: 'load' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, each) => sum + each, 0);
  await context.close();
  return rounded(bytes / 1024);
};

if (process.argv[1] === import.meta.filename) {
  const say = (line: string) => console.error(line);
  console.log(
    JSON.stringify(await consoleFigures({ sizes: (process.argv[2] ?? '10000').split(',').map(Number), say })),
  );
}
