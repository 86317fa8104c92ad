// The browser of the end-to-end tests, the screenshots and the benchmark: the Chromium that the machine has. None is downloaded.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names under which distributions install it, tried in each folder of PATH. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The browser's program: `CASELOOP_CHROMIUM`, or else the first that the system has; null without one.
 * @throws Error when CASELOOP_CHROMIUM names no program
 */
export const findChromium = (env: Readonly<Record<string, string | undefined>> = process.env): string | null => {
  const given = env.CASELOOP_CHROMIUM;
  if (given) {
    if (isProgram(given)) return given;
    throw new Error(`CASELOOP_CHROMIUM 不是可执行文件。CASELOOP_CHROMIUM names no program: ${given}`);
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin'];
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return paths.find(isProgram) ?? null;
};

/** One line that says how to come by a browser. */
export const howToGetOne = 'apt-get install chromium fonts-noto-cjk (Debian), or set CASELOOP_CHROMIUM=/path/to/chrome';

/** Nothing but our own pages may go out to the network. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error when the machine has no Chromium */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`没有找到浏览器。No Chromium was found: ${howToGetOne}.`);
  return await chromium.launch({ executablePath, args: quiet });
};
