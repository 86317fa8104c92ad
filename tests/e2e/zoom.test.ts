// Pages made twice as large, as people with weak eyes have them: at 200 % a laptop's window is 640 px wide for the page, a phone's 195.
// No page needs to be pushed sideways, and nothing of it is cut off. The console is for desks; the two light pages for phones as well.
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { settled, test, type VisitOptions, type Visitor } from '../support/console.ts';
import { lookUpCase, receiveAtDesk } from '../support/receiving.ts';
import { ordinaryRequest, withStreet } from '../support/some-case.ts';

let caseNo: string;

beforeAll(async () => {
  ({ caseNo } = await withStreet());
});

/**
 * What is cut off, told by its words: they reach beyond the window, or beyond a box that hides the rest, and nothing scrolls there.
 * Words that end in an ellipsis are whole elsewhere; what is for screen readers alone lies outside on purpose.
 */
const cutOff = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const found = scrollWidth > clientWidth ? ['The page is ' + (scrollWidth - clientWidth) + ' px wider than its window.'] : [];
  const edgesOf = (element) => {
    let [left, right] = [0, clientWidth];
    for (let box = element; box; box = box.parentElement) {
      const { overflowX, textOverflow, clipPath, visibility } = getComputedStyle(box);
      if (/auto|scroll/.test(overflowX) || textOverflow === 'ellipsis' || clipPath !== 'none' || visibility === 'hidden') return null;
      if (overflowX === 'visible') continue;
      const edges = box.getBoundingClientRect();
      [left, right] = [Math.max(left, edges.left), Math.min(right, edges.right)];
    }
    return { left, right };
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode;
    const range = document.createRange();
    range.selectNodeContents(words);
    const { left, right, width } = range.getBoundingClientRect();
    if (width <= 1 || right <= 0) continue;
    const edges = edgesOf(words.parentElement);
    if (edges && (left < edges.left - 1 || right > edges.right + 1)) found.push(words.data.trim().slice(0, 40));
  }
  return found;
})()`;

const expectWhole = async (page: Page): Promise<void> => {
  expect(await page.evaluate<string[]>(cutOff)).toEqual([]);
};

type Visit = (options?: VisitOptions) => Promise<Visitor>;

const show = async (visit: Visit, options: VisitOptions, path: string): Promise<Page> => {
  const visitor = await visit(options);
  await visitor.open(path);
  await settled(visitor.page);
  await visitor.page.getByText('正在载入…').first().waitFor({ state: 'hidden' });
  return visitor.page;
};

test('the work list', async ({ visit }) => {
  const page = await show(visit, { as: 'yongfu', size: 'zoomedLaptop' }, '/work');
  await page.locator('tr[data-case]').first().waitFor();
  await expectWhole(page);
});

test.for([1024, 1141, 1280, 1401])('the menu in a window %i px wide', async (width, { visit }) => {
  const { page, open } = await visit({ as: 'zone' });
  await page.setViewportSize({ width, height: 700 });
  await open('/org');
  await settled(page);
  for (const [language, menu] of [
    ['English', '主菜单'],
    ['中文', 'Main menu'],
  ] as const) {
    const entries = page.getByRole('navigation', { name: menu });
    expect(await entries.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.getByRole('button', { name: language }).click();
  }
});

test('a case', async ({ visit }) => {
  const page = await show(visit, { as: 'yongfu', size: 'zoomedLaptop' }, `/cases/${caseNo}`);
  await expectWhole(page);
});

test.for([
  ['zoomedLaptop', '#report'],
  ['zoomedPhone', '#report'],
  ['zoomedLaptop', '#mine'],
  ['zoomedPhone', '#mine'],
  ['zoomedLaptop', '#tasks'],
  ['zoomedPhone', '#tasks'],
] as const)('the phone page (%s, %s)', async ([size, tab], { visit }) => {
  await expectWhole(await show(visit, { as: 'yongfu', size }, `/report${tab}`));
});

test.for(['zoomedLaptop', 'zoomedPhone'] as const)('a case on the phone page (%s)', async (size, { visit }) => {
  const page = await show(visit, { as: 'yongfu', size }, `/report#tasks/${caseNo}`);
  await page.locator('.story').waitFor();
  await expectWhole(page);
});

test.for(['zoomedLaptop', 'zoomedPhone'] as const)('the resident’s page (%s)', async (size, { visit }) => {
  const receipt = await receiveAtDesk(await visit({ as: 'zone' }), ordinaryRequest);
  const resident = await visit({ size });
  await resident.open('/resident');
  await settled(resident.page);
  await expectWhole(resident.page);
  await lookUpCase(resident, receipt);
  await resident.page.locator('.story').waitFor();
  await expectWhole(resident.page);
});
