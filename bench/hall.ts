// (i) The command hall: a wall that runs for weeks. Two hours of a busy zone are replayed in some minutes before a page in a Chromium, as
// events that are committed to the ledger one after the other; what the page keeps and what it costs is read from the browser itself.
// Alone: node --import tsx bench/hall.ts --minutes 5
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { buildApp } from '../api/app.ts';
import { readyConsole } from '../cli/web-console.ts';
import type { Database } from '../db/client.ts';
import { openSession } from '../db/sessions.ts';
import { createLogger } from '../platform/logger.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { noEngine, overFilledDatabase } from './filled.ts';
import { quantiles, rounded } from './numbers.ts';
import { replayDay } from './replay-day.ts';

export interface HallOptions {
  /** Cases in the database before the replay. */
  cases: number;
  /** In how many minutes two hours are replayed. */
  minutes: number;
  say(line: string): void;
}

/** Hours of work that are replayed. */
const hours = 2;
/** Of the heap after collecting garbage, read at regular intervals. */
const readings = 10;

/** Goals: share of a core that the page's process uses; growth of the heap for each hour replayed, in KiB. */
const goals = { renderer: 0.3, growthKiBPerHour: 100 };

/** @returns heap, DOM and CPU of the page, and how long `GET /v1/stats/hall` took */
export const hall = async ({ cases, minutes, say }: HallOptions): Promise<Record<string, unknown>> => {
  if (!(await readyConsole(say))) throw new Error('The console could not be built: npm run build:web says why.');
  const browser = await launchBrowser();
  try {
    return await overFilledDatabase({ cases, say, news: true }, (db) => measured(db, browser, { cases, minutes, say }));
  } finally {
    await browser.close();
  }
};

interface Reading {
  /** Hours replayed until then. */
  hour: number;
  heapKiB: number;
  nodes: number;
  listeners: number;
}

const read = async (session: CDPSession, hour: number): Promise<Reading> => {
  // Twice: what finalisers let go of is collected the second time.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  return { hour: rounded(hour), heapKiB: Math.round(usedSize / 1024), nodes, listeners: jsEventListeners };
};

/** CPU that the browser's processes of a kind have used so far, in s. */
const cpuOf = async (session: CDPSession, kind: string): Promise<number> => {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === kind).reduce((sum, { cpuTime }) => sum + cpuTime, 0);
};

/**
 * Growth by least squares, in KiB an hour. Asked of the second half: in the first one the page still meets things for the first time
 * (each view's turn, the compiler's second look), which do not come again in the weeks after.
 */
const slopeOf = (samples: readonly Reading[]): number => {
  const mean = (of: (reading: Reading) => number) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const [x, y] = [mean(({ hour }) => hour), mean(({ heapKiB }) => heapKiB)];
  const spread = samples.reduce((sum, { hour }) => sum + (hour - x) ** 2, 0);
  return samples.reduce((sum, { hour, heapKiB }) => sum + (hour - x) * (heapKiB - y), 0) / spread;
};

const openHall = async (browser: Browser, origin: string, token: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'zh-CN' });
  await context.addCookies([
    { name: 'caseloop_session', value: token, url: origin, httpOnly: true, sameSite: 'Strict' },
  ]);
  const page = await context.newPage();
  await page.goto(`${origin}/hall`);
  await page.locator('.hall-figures').waitFor();
  return page;
};

const measured = async (
  db: Database,
  browser: Browser,
  { cases, minutes, say }: HallOptions,
): Promise<Record<string, unknown>> => {
  const key = 'k'.repeat(43);
  const app = await buildApp({
    db,
    engine: noEngine,
    keys: { vault: key, seal: key, token: key },
    logger: createLogger('api', 'silent'),
    rehearsals: false,
    consoleFolder: fileURLToPath(new URL('../web/dist', import.meta.url)),
  });
  const took: number[] = [];
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url === '/v1/stats/hall') took.push(reply.elapsedTime);
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const { rows } = await db.pool.query<{ id: string; hash: string | null }>(
      `select id, password_hash as hash from person where role = 'county' and unit = 'xx.zone' and active order by id limit 1`,
    );
    const { token } = await openSession(db, { person: rows[0]?.id ?? '', hash: rows[0]?.hash ?? null });
    const page = await openHall(browser, origin, token);
    const session = await page.context().newCDPSession(page);
    const system = await browser.newBrowserCDPSession();
    await session.send('HeapProfiler.enable');
    // Until what is made once is made: fonts, compiled code, the views' first turns.
    await delay(10_000);
    const before = {
      renderer: await cpuOf(system, 'renderer'),
      gpu: await cpuOf(system, 'GPU'),
      at: performance.now(),
    };
    const samples = [await read(session, 0)];
    took.length = 0;
    const replay = replayDay(db, { hours, minutes, key });
    for (let i = 1; i <= readings; i += 1) {
      await delay((minutes * 60_000) / readings);
      samples.push(await read(session, (hours * i) / readings));
      say(JSON.stringify(samples.at(-1)));
    }
    const { events, received } = await replay;
    const seconds = (performance.now() - before.at) / 1000;
    const share = async (kind: string, from: number) => rounded(((await cpuOf(system, kind)) - from) / seconds);
    const [first, last] = [samples[0] as Reading, samples.at(-1) as Reading];
    return {
      goals,
      cases,
      minutes,
      events,
      received,
      heapKiB: {
        start: first.heapKiB,
        all: samples.map(({ heapKiB }) => heapKiB),
        end: last.heapKiB,
        growthPerHour: rounded(slopeOf(samples.slice(readings / 2))),
      },
      nodes: { start: first.nodes, end: last.nodes },
      listeners: { start: first.listeners, end: last.listeners },
      ofACore: { renderer: await share('renderer', before.renderer), drawing: await share('GPU', before.gpu) },
      answers: took.length,
      answerMs: took.length > 0 ? quantiles(took) : null,
    };
  } finally {
    await app.close();
  }
};

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '5' }, cases: { type: 'string', default: '10000' } },
  });
  const say = (line: string) => console.error(line);
  console.log(JSON.stringify(await hall({ cases: Number(values.cases), minutes: Number(values.minutes), say })));
}
