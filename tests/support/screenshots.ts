// `npm run screenshots`: the pictures of the README. Starts a system over a folder of its own, fills it through the HTTP API with the
// demo's live stories and with real cases in several states, and photographs the pages that people see most.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '../../cli/client.ts';
import { openZone } from '../../cli/demo/zone-at-work.ts';
import { launchBrowser } from './browser.ts';
import { newHome, removeHome, type System, startSystem } from './system.ts';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const cases = Number(process.argv[2] ?? 44);

/** Real cases in several states. @returns one that a street works on */
const fill = async (system: System): Promise<string> => {
  await system.run('demo', '--live');
  const client = createClient(system.running().apiUrl);
  const zone = system.signIns().find(({ username }) => username === 'zone');
  if (!zone) throw new Error('The demonstration has no sign-in for the zone.');
  const handled = await openZone(client, zone, { county: 'xx.zone', cases });
  if (handled === null) throw new Error('No street works on any of the cases; ask for more of them.');
  return handled;
};

const photograph = async (system: System, caseNo: string): Promise<void> => {
  const origin = system.running().apiUrl;
  const browser = await launchBrowser();
  try {
    for (const [name, username, path, width, height, scale] of [
      ['hall', 'zone', '/hall', 1920, 1080, 1],
      ['work', 'zone', '/work', 1440, 900, 1],
      ['case', 'zone', `/cases/${caseNo}`, 1440, 900, 1],
      ['phone', 'grid-cuizhuang', '/report', 390, 844, 2],
    ] as const) {
      const viewport = { width, height };
      const context = await browser.newContext({ locale: 'zh-CN', viewport, deviceScaleFactor: scale });
      const found = system.signIns().find((each) => each.username === username);
      await context.request.post(`${origin}/v1/sign-in`, {
        headers: { origin },
        data: { username, password: found?.password, session: 'cookie' },
      });
      const page = await context.newPage();
      await page.goto(origin + path);
      await page.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 60_000 });
      const onTheWay = '.state-block, .ant-spin-spinning, .ant-skeleton-active';
      while ((await page.locator(onTheWay).count()) > 0) await page.waitForTimeout(100);
      // Numbers on the wall count up, and pictures are drawn, for a moment.
      await page.waitForTimeout(2_500);
      await page.screenshot({ path: join(folder, `${name}.png`) });
      await context.close();
    }
  } finally {
    await browser.close();
  }
};

const home = newHome();
const system = await startSystem(home, { CASELOOP_CONSOLE: 'on', LOG_LEVEL: 'warn' });
try {
  mkdirSync(folder, { recursive: true });
  await photograph(system, await fill(system));
  console.log(`docs/screenshots: hall, work, case, phone`);
} finally {
  await system.stop();
  removeHome(home);
}
