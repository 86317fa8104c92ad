// The command hall, a wall that nobody touches for weeks: what it shows and says goes with what is, not with what was when it was opened.
import { expect } from 'vitest';
import { seedOrg } from '../../seed/org.ts';
import { levelOf } from '../../workflows/contract/org-path.ts';
import { post, test, type Visitor } from '../support/console.ts';
import { withStreet } from '../support/some-case.ts';

const answers = '**/v1/stats/hall?**';

/** The wall, and a hand on its clock. */
const openWall = async (visitor: Visitor, address = '/hall'): Promise<void> => {
  await visitor.page.clock.install();
  await visitor.open(address);
  await visitor.page.locator('.hall-tile').first().waitFor();
};

test('lists as many pressing cases as fit, also when none was there at first', async ({ visit }) => {
  const { caseNo, type } = await withStreet();
  const visitor = await visit({ as: 'zone', size: 'wall' });
  const { page, context } = visitor;
  const pressing: unknown[] = [];
  await context.route(answers, async (route) => {
    const response = await route.fetch();
    const hall = await response.json();
    const now = { ...hall.now, overdue: pressing.length, soon: 0 };
    await route.fulfill({ response, json: { ...hall, now, pressing } });
  });
  await openWall(visitor, '/hall?rotate=false');
  await page.getByText('没有超期或临期的事项').waitFor();
  const { unit } = post('yongfu');
  for (let n = 0; n < 40; n++) {
    pressing.push({
      caseNo: `${caseNo}-${n}`,
      type: type.name,
      phase: 'disposal',
      area: unit,
      responsible: unit,
      overdue: true,
      card: null,
      urgency: 'normal',
      due: '2026-11-02T01:00:00.000Z',
    });
  }
  await page.clock.fastForward(20_000);
  const rows = page.locator('.hall-late li');
  await rows.nth(1).waitFor();
  const [list, lowest] = await Promise.all([page.locator('.hall-late').boundingBox(), rows.last().boundingBox()]);
  if (!list || !lowest) throw new Error('The rows are not there.');
  expect(lowest.y + lowest.height).toBeLessThanOrEqual(list.y + list.height + 1);
  // What does not fit is not kept quiet.
  const fitting = await rows.count();
  await page.getByText(new RegExp(`^第 1–${fitting} 件，共 \\d+ 件$`)).waitFor();

  // One more than a page holds does not leave the panel to that one.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  pressing.length = fitting + 1;
  const last = page.getByText(`第 2–${fitting + 1} 件，共 ${fitting + 1} 件`);
  const turned = async () => {
    await page.clock.fastForward(12_000);
    return (await last.isVisible()) && (await rows.count());
  };
  await expect.poll(turned, { timeout: 20_000, interval: 500 }).toBe(fitting);
});

test('cuts no name and no count of a grid, on walls of every size', async ({ visit }) => {
  const visitor = await visit({ as: 'zone', size: 'wall' });
  const { page, context } = visitor;
  const busy = seedOrg()
    .filter(({ path }) => levelOf(path) === 'grid')
    .map(({ path }) => [path, { open: 12, overdue: 0, soon: 0 }]);
  await context.route(answers, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), byArea: Object.fromEntries(busy) } });
  });
  const cut = `[
    ...[...document.querySelectorAll('.hall-mosaic-box .hall-tile')].filter(
      (each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight),
    ...[...document.querySelectorAll('.hall-tile-name')].filter((each) => each.scrollWidth > each.clientWidth),
    ...[...document.querySelectorAll('.hall-mosaic-box .hall-tile')].filter(
      (each) => each.getBoundingClientRect().bottom > each.closest('.hall-street, .hall-block').getBoundingClientRect().bottom + 1),
    ...[...document.querySelectorAll('.hall-community > button > [aria-hidden]')].filter(
      (each) => each.getBoundingClientRect().right > each.parentElement.getBoundingClientRect().right + 1),
  ].map((each) => each.textContent)`;
  // The street has 88 grids, more than any other.
  for (const unit of ['xx.zone', 'xx.zone.yongfu']) {
    for (const [width, height] of [
      [1440, 900],
      [1920, 1080],
      [3840, 2160],
      // No wall, but a laptop: it scrolls.
      [1366, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await visitor.open(`/hall?rotate=false&unit=${unit}`);
      await page.locator('.hall-mosaic-box .hall-tile', { hasText: '12' }).first().waitFor();
      await expect.poll(() => page.evaluate(cut), { message: `${unit} ${width}` }).toEqual([]);
    }
  }
});

test('asks about no tile when nobody is there any more', async ({ visit }) => {
  const visitor = await visit({ as: 'zone', size: 'wall' });
  const { page } = visitor;
  await openWall(visitor);
  await page.locator('.hall-mosaic-box .hall-tile').first().hover();
  await page.locator('.hall-tip').waitFor();
  await page.clock.fastForward(61_000);
  await page.locator('.hall-tip').waitFor({ state: 'detached' });
});

test('says once that the connection is lost, and shows how old the figures are', async ({ visit }) => {
  const visitor = await visit({ as: 'zone', size: 'wall' });
  const { page, context } = visitor;
  visitor.expectTrouble(/ERR_/);
  await openWall(visitor);
  await context.route(answers, (route) => route.abort('connectionrefused'));
  await page.clock.fastForward(40_000);
  const said = page.getByRole('status').filter({ hasText: '连接中断' });
  await said.waitFor();
  expect(await said.textContent()).toBe('连接中断，正在自动重连');
  await page.getByText(/^数据停在 \d\d:\d\d:\d\d，已过 \d+ 秒$/).waitFor();
});
