// A slow line: pages say that they load and are usable afterwards, and a button that is pressed again meanwhile sends nothing twice.
// The line is held by the test, so that what is between the request and the answer can be looked at for as long as it takes.
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { client, post, settled, test } from '../support/console.ts';
import { chooseUnit, named } from '../support/hands.ts';
import { fillDesk, fillPhone, receiptOnPage } from '../support/receiving.ts';
import { ordinaryRequest, withStreet } from '../support/some-case.ts';

interface HeldLine {
  /** How many requests wait, or went through, so far. */
  asked(): number;
  release(): void;
}

/** Holds every request of this method to these addresses until it is released. */
const hold = async (context: BrowserContext, address: string, method: 'GET' | 'POST'): Promise<HeldLine> => {
  let asked = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route(address, async (route) => {
    if (route.request().method() !== method) return route.continue();
    asked += 1;
    await released;
    await route.continue();
  });
  return { asked: () => asked, release };
};

/** Presses like somebody who thinks that the first press was not felt. */
const pressTwice = async (page: Page, name: RegExp): Promise<void> => {
  const button = page.getByRole('main').getByRole('button', { name });
  await button.click();
  // Whether it is disabled, busy or gone by now: a finger does not look.
  await button.click({ force: true, timeout: 1_000 }).catch(() => undefined);
  await page.keyboard.press('Enter');
};

const casesWith = async (words: string): Promise<number> => {
  const found = await client.get<{ items: unknown[] }>(post('zone'), `/v1/cases?q=${encodeURIComponent(words)}`);
  return found.items.length;
};

describe('while the answer is on the way', () => {
  test('the work list says that it loads, and then shows the cases', async ({ visit }) => {
    const { caseNo } = await withStreet();
    const visitor = await visit({ as: 'yongfu' });
    const { page, context } = visitor;
    const line = await hold(context, '**/v1/cases?**', 'GET');
    await visitor.open('/work?sort=-received');
    await page.getByRole('status', { name: '正在载入事项…' }).waitFor();
    expect(await page.locator('.work-empty').count()).toBe(0);
    line.release();
    await page.locator(`tr[data-case="${caseNo}"]`).getByRole('link', { name: caseNo }).click();
    await page.getByRole('heading', { level: 1 }).filter({ hasText: caseNo }).waitFor();
  });

  test('the phone page says that it loads, and then takes a report', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    const line = await hold(context, '**/v1/{me,case-types,org}*', 'GET');
    await visitor.open('/report');
    await page.getByRole('status').filter({ hasText: '正在载入…' }).waitFor();
    expect(await page.locator('form').count()).toBe(0);
    line.release();
    await settled(page);
    await page.getByLabel('情况说明').fill('崔庄村口路灯不亮。');
    await page.getByText('草稿已存在手机上').waitFor();
  });
});

describe('when an answer does not come', () => {
  test('one’s own unit is not called foreign, and how it is staffed is asked for again by a press', async ({
    visit,
  }) => {
    const visitor = await visit({ as: 'zone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/ERR_FAILED/);
    await context.route('**/v1/org/staffing?*', (route) => route.abort());
    await visitor.open('/org');
    const trouble = page.getByRole('alert').filter({ hasText: '在岗情况没有载入' });
    await trouble.waitFor();
    await page.getByRole('tab', { name: '值班' }).waitFor();
    expect(await page.getByText('不在您的范围内').count()).toBe(0);
    await context.unroute('**/v1/org/staffing?*');
    await trouble.getByRole('button').click();
    await trouble.waitFor({ state: 'hidden' });
  });

  test('a picker of units says why it has none, and gets them by a press', async ({ visit }) => {
    const visitor = await visit({ as: 'zone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/ERR_FAILED/);
    await context.route('**/v1/org', (route) => route.abort());
    await visitor.open('/cases/new');
    await page.locator('#intake-area').click();
    const dropdown = page.locator('.ant-tree-select-dropdown');
    await dropdown.getByText('连接不上服务器').waitFor();
    await context.unroute('**/v1/org');
    await dropdown.getByRole('button', { name: named('重试') }).click();
    await chooseUnit(page.locator('#intake-area'), ordinaryRequest.area);
  });
});

describe('a button that is pressed twice', () => {
  test('receives one request at the desk', async ({ visit }) => {
    const visitor = await visit({ as: 'zone' });
    const { page, context } = visitor;
    const description = `崔庄村南头窨井盖松动，来电 ${Date.now()}。`;
    await fillDesk(visitor, { ...ordinaryRequest, description });
    const line = await hold(context, '**/v1/cases', 'POST');
    await pressTwice(page, /^受\s?理$/);
    await expect.poll(line.asked).toBe(1);
    line.release();
    await receiptOnPage(page);
    expect(line.asked()).toBe(1);
    expect(await casesWith(description)).toBe(1);
  });

  test('sends one report from the phone', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    const description = `崔庄村口路灯不亮，巡查 ${Date.now()}。`;
    await fillPhone(visitor, { ...ordinaryRequest, description });
    const line = await hold(context, '**/v1/cases', 'POST');
    await pressTwice(page, /^提交上报$/);
    await page.getByRole('heading', { level: 1, name: '发送中' }).waitFor();
    await expect.poll(line.asked).toBe(1);
    line.release();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    expect(line.asked()).toBe(1);
    expect(await casesWith(description)).toBe(1);
  });
});
