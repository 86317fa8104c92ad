// Texts that people type may hold anything: markup, marks that turn the direction of writing, ten thousand characters without a space.
// They are shown as they are, run nothing, and move nothing out of its place.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { client, post, settled, test } from '../support/console.ts';
import { openCase } from '../support/hands.ts';
import { ordinaryRequest, withStreet } from '../support/some-case.ts';

const markup = `<img src=x onerror="window.harmed=1"><script>window.harmed=1</script><b>粗</b> {{7*7}} \${7*7}`;
const turned = '\u202e反着写的话\u202c \u2067من اليمين\u2069 abc';
const endless = 'w'.repeat(4_000);

let caseNo: string;

beforeAll(async () => {
  const body = { ...ordinaryRequest, description: `${markup} ${turned} ${endless}`, place: `${markup} ${turned}` };
  ({ caseNo } = await withStreet({ ...body, reporter: `${turned} <i>王</i> 13800000000` }));
  await client.act(post('zone'), caseNo, 'urge', {}, `${turned} ${endless.slice(0, 1_900)}`);
});

const widerThanItsWindow = async (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const expectUnharmed = async (page: Page): Promise<void> => {
  expect(await page.evaluate('window.harmed')).toBeUndefined();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await widerThanItsWindow(page)).toBeLessThanOrEqual(0);
};

describe('hostile texts', () => {
  test.for(['desktop', 'phone'] as const)('on the page of a case (%s)', async (size, { visit }) => {
    const { page } = await visit({ as: 'yongfu', size });
    await openCase(page, caseNo);
    await settled(page);
    await page.getByText('<b>粗</b>').first().waitFor();
    await expectUnharmed(page);
  });

  test.for(['desktop', 'phone'] as const)('in the work list (%s)', async (size, { visit }) => {
    const visitor = await visit({ as: 'yongfu', size });
    await visitor.open('/work');
    await settled(visitor.page);
    await visitor.page.getByText(caseNo).first().waitFor();
    await expectUnharmed(visitor.page);
  });
});
