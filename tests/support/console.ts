// The end-to-end tests' hands and eyes: visitors who open pages of the running console, each in a browser context of their own, and a
// watch over everything that a page must never do. A test in which a visitor met trouble fails, whatever else it checked.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { test as base, inject, vi } from 'vitest';
import { createClient } from '../../cli/client.ts';
import { readSignIns } from '../../cli/sign-ins.ts';
import { isRunning, type ProcessMark } from '../../platform/process.ts';
import type { SignIn } from '../../seed/sign-ins.ts';
import { launchBrowser } from './browser.ts';

const stack = inject('console');
export const { origin } = stack;

/** The API as the tests' other hand: what happens outside the browser. */
export const client = createClient(origin);

const signIns = readSignIns(stack.home);

/** The post with this user name of the demonstration. */
export const post = (username: string): SignIn => {
  const found = signIns.find((each) => each.username === username);
  if (!found) throw new Error(`sign-ins.json has no ${username}.`);
  return found;
};

/** The post of a role in a unit. */
export const postOf = (role: SignIn['role'], unit: string): SignIn => {
  const found = signIns.find((each) => each.role === role && each.unit === unit);
  if (!found) throw new Error(`sign-ins.json has no ${role} of ${unit}.`);
  return found;
};

const parts = (): Record<'api' | 'worker', ProcessMark> =>
  JSON.parse(readFileSync(join(stack.home, 'children.json'), 'utf8'));

/** kill -9 of the API. The system starts it again by itself. */
export const killApi = async (): Promise<void> => {
  const { api } = parts();
  process.kill(api.pid, 'SIGKILL');
  await vi.waitUntil(() => !isRunning(api), { timeout: 5_000 });
};

/** Resolves when the API answers again. */
export const apiBack = async (): Promise<void> => {
  const ready = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await vi.waitUntil(ready, { timeout: 60_000, interval: 200 });
};

const sizes = {
  desktop: { viewport: { width: 1440, height: 900 } },
  wall: { viewport: { width: 1920, height: 1080 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  // At 200 %: half the room, each point twice as fine.
  zoomedLaptop: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  zoomedPhone: { viewport: { width: 195, height: 422 }, isMobile: true, hasTouch: true, deviceScaleFactor: 4 },
} as const;

export interface VisitOptions {
  /** User name of who is signed in already; nobody unless told. */
  as?: string;
  size?: keyof typeof sizes;
  /** axe-core has to be brought into the page, which its policy rightly forbids. */
  bypassCSP?: boolean;
  timezoneId?: string;
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Opens an address of the console, `/work`. */
  open(path: string): Promise<void>;
  /** Another tab of the same browser. */
  tab(): Promise<Page>;
  /** What this test makes happen on purpose is no trouble: `/409 .*\/actions\//`. */
  expectTrouble(pattern: RegExp): void;
}

/** One session a user name and file: the password's hash is slow on purpose, and sign-ins are limited. */
const sessions = new Map<string, Promise<string>>();

/** The cookie of a new session. */
export const newSession = async (username: string): Promise<string> => {
  const { password } = post(username);
  const response = await fetch(`${origin}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password, session: 'cookie' }),
  });
  const token = /caseloop_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
  if (!token) throw new Error(`${username} could not sign in: ${response.status} ${await response.text()}`);
  return token;
};

const sessionOf = (username: string): Promise<string> => {
  const known = sessions.get(username) ?? newSession(username);
  sessions.set(username, known);
  return known;
};

const giveCookie = (context: BrowserContext, value: string): Promise<void> =>
  context.addCookies([{ name: 'caseloop_session', value, url: origin, httpOnly: true, sameSite: 'Strict' }]);

/** Gives a browser context the session of somebody. */
export const signInto = async (context: BrowserContext, username: string): Promise<void> =>
  giveCookie(context, await sessionOf(username));

/** The same with a session that nobody else has, because it will end. @returns its token */
export const signInAnew = async (context: BrowserContext, username: string): Promise<string> => {
  const value = await newSession(username);
  await giveCookie(context, value);
  return value;
};

/** Waits until a page has its heading and nothing on it is still on the way. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const onTheWay = page.locator('.state-block, .ant-spin-spinning, .ant-skeleton-active, [aria-busy=true]');
  await vi.waitUntil(async () => (await onTheWay.count()) === 0, { timeout: 30_000 });
};

/** Nobody is signed in yet when the sign-in page asks who is there. */
const ordinaryRefusals = [/^401 .*\/v1\/me$/];

/** Notes all that a page must not do. */
const watch = (context: BrowserContext): { troubles(): string[]; expect(pattern: RegExp): void } => {
  const seen: string[] = [];
  const expected = [...ordinaryRefusals];
  const own = (url: string): boolean => url.startsWith(`${origin}/`) || /^(data|blob|about):/.test(url);
  context.on('request', (request) => {
    if (!own(request.url())) seen.push(`Asked another origin: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) seen.push(`${response.status()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left gives up what it was waiting for.
    if (why !== 'net::ERR_ABORTED') seen.push(`${why} ${request.url()}`);
  });
  context.on('console', (message) => {
    // Refused and failed requests are told with their address above.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      seen.push(`Console: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => {
    seen.push(`Uncaught: ${error.error().stack ?? error.error().message}`);
  });
  return {
    troubles: () => seen.filter((each) => !expected.some((pattern) => pattern.test(each))),
    expect: (pattern) => void expected.push(pattern),
  };
};

/** Where pictures of failed tests go; made when the first fails. */
let failures: string | undefined;

const photograph = async (name: string, visitors: readonly Page[]): Promise<string> => {
  failures ??= mkdtempSync(join(tmpdir(), 'caseloop-e2e-'));
  const folder = join(failures, name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80));
  mkdirSync(folder, { recursive: true });
  for (const [i, page] of visitors.entries()) {
    // A page that hangs must not hide why the test failed.
    await page.screenshot({ path: join(folder, `${i}.png`), fullPage: true, timeout: 5_000 }).catch(() => undefined);
    writeFileSync(join(folder, `${i}.html`), await page.content().catch(() => ''));
  }
  return folder;
};

/** A policy that is broken says so, also where the console keeps silent. */
const tellViolations = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  console.error('Broke the content security policy:', violatedDirective, blockedURI, sample));`;

/**
 * `visit` lets somebody in; what they meet is watched until the end of the test. Failed tests leave pictures of every page, and a
 * trace with CASELOOP_TRACE=on.
 */
export const test = base.extend<{ browser: Browser; visit: (options?: VisitOptions) => Promise<Visitor> }>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads which fixtures one needs from this pattern
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  visit: async ({ browser, task }, use) => {
    const visitors: { context: BrowserContext; troubles(): string[] }[] = [];
    const tracing = process.env.CASELOOP_TRACE === 'on';
    await use(async ({ as, size = 'desktop', ...options } = {}) => {
      // What still moves into its place is missed by a click, and measured half-way: visitors want less motion, which the console heeds.
      const context = await browser.newContext({
        locale: 'zh-CN',
        reducedMotion: 'reduce',
        ...sizes[size],
        ...options,
      });
      context.setDefaultTimeout(30_000);
      const { troubles, expect } = watch(context);
      visitors.push({ context, troubles });
      if (!options.bypassCSP) await context.addInitScript({ content: tellViolations });
      if (tracing) await context.tracing.start({ screenshots: true, snapshots: true });
      if (as !== undefined) await signInto(context, as);
      const page = await context.newPage();
      return {
        context,
        page,
        open: async (path) => void (await page.goto(`${origin}${path}`)),
        tab: () => context.newPage(),
        expectTrouble: expect,
      };
    });
    const troubles = visitors.flatMap((each) => each.troubles());
    const failed = (task.result?.errors?.length ?? 0) > 0;
    let pictures = '';
    if (failed || troubles.length > 0) {
      pictures = await photograph(
        task.name,
        visitors.flatMap(({ context }) => context.pages()),
      );
      console.error(`Pictures of "${task.name}": ${pictures}`);
    }
    for (const [i, { context }] of visitors.entries()) {
      const trace = pictures ? { path: join(pictures, `trace-${i}.zip`) } : {};
      // A test may have sent its visitor away already.
      if (tracing) await context.tracing.stop(trace).catch(() => undefined);
      await context.close();
    }
    if (troubles.length > 0) throw new Error(`The pages were in trouble:\n${[...new Set(troubles)].join('\n')}`);
  },
});
