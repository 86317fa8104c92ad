// Texts that people type may hold anything: markup, marks that turn the direction of writing, ten thousand characters without a space.
// They are shown as they are, run nothing, and move nothing out of its place.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { client, post, settled, test } from '../support/console.ts';
import { openCase } from '../support/hands.ts';
import { lookUpCase, receiveAtDesk } from '../support/receiving.ts';
import { ordinaryRequest, withStreet } from '../support/some-case.ts';

const markup = `<img src=x onerror="window.harmed=1"><script>window.harmed=1</script><b>粗</b> {{7*7}} \${7*7}`;
const turned = '\u202e反着写的话\u202c \u2067من اليمين\u2069 abc';
/** With these a request is as long as any may be. */
const endless = 'w'.repeat(10_000 - markup.length - turned.length - 2);
const hostile = { description: `${markup} ${turned} ${endless}`, place: `${markup} ${turned}` };

let caseNo: string;

beforeAll(async () => {
  ({ caseNo } = await withStreet({ ...hostile, reporter: `${turned} <i>王</i> 13800000000` }));
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
    await visitor.open('/work?sort=-received');
    await settled(visitor.page);
    await visitor.page.getByText(caseNo).first().waitFor();
    await expectUnharmed(visitor.page);
  });

  test.for(['tasks', 'case'] as const)('on the phone page (%s)', async (what, { visit }) => {
    const visitor = await visit({ as: 'yongfu', size: 'phone' });
    const { page } = visitor;
    await visitor.open(what === 'tasks' ? '/report#tasks' : `/report#tasks/${caseNo}`);
    await page.getByText(caseNo).first().waitFor();
    await settled(page);
    await expectUnharmed(page);
  });

  test('in the draft of a report, on the phone and after it was received', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page } = visitor;
    await visitor.open('/report');
    await settled(page);
    await page.locator('.sign').first().click();
    const words = page.getByLabel('情况说明');
    await words.fill(hostile.description);
    await page.locator('#report-place').fill(hostile.place);
    await page.getByText('草稿已存在手机上').waitFor();
    const kept = await words.inputValue();
    await page.getByRole('link', { name: /^我的上报/ }).click();
    await page.locator('.clip').first().waitFor();
    await expectUnharmed(page);
    await page.getByRole('link', { name: '打开' }).first().click();
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    const number = (await page.locator('.number.big').textContent())?.trim() ?? '';
    await page.getByRole('link', { name: '看办理进度' }).click();
    await page.locator('.story').waitFor();
    await expectUnharmed(page);
    expect((await client.read(post('zone'), number)).texts?.description).toBe(kept);
  });

  test('typed at the desk, and read and answered on the resident’s page', async ({ visit }) => {
    const receipt = await receiveAtDesk(await visit({ as: 'zone' }), { ...ordinaryRequest, ...hostile });
    const visitor = await visit({ size: 'phone' });
    const { page } = visitor;
    await lookUpCase(visitor, receipt);
    await page.locator('.facts').getByText('<b>粗</b>').first().waitFor();
    await expectUnharmed(page);
    const shown = await page.locator('.facts .said').first().textContent();
    expect(shown).toBe(hostile.description);
    await page.getByRole('button', { name: '补充说明' }).click();
    await page.locator('#field-text').fill(`${markup} ${turned}`);
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('.story').getByText('<b>粗</b>').first().waitFor();
    await expectUnharmed(page);
  });
});
