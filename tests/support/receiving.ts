// How a request comes in through the pages: written down at a desk while somebody speaks, or reported from a phone in a grid;
// and how its resident finds it again.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { NewCase } from '../../cli/client.ts';
import { settled, type Visitor } from './console.ts';
import { chooseUnit, named, photoFile } from './hands.ts';

/** What people read where the API says `clutter`. */
const categories: Readonly<Record<string, string>> = { clutter: '楼道堆物', environment: '环境保护', water: '供水' };
const urgencies: Readonly<Record<string, string>> = {
  emergency: '特急',
  urgent: '紧急',
  normal: '一般',
  complex: '疑难',
};

const wordFor = (words: Readonly<Record<string, string>>, value: string): string => {
  const word = words[value];
  if (word === undefined) throw new Error(`receiving.ts knows no word for ${value}.`);
  return word;
};

export interface Receipt {
  caseNo: string;
  secret: string;
}

type AtDesk = Omit<NewCase, 'source'>;

/** Fills in the page 受理诉求; the source is the hotline, as the page has it at first. */
export const fillDesk = async ({ page, open }: Visitor, request: AtDesk): Promise<void> => {
  await open('/cases/new');
  await settled(page);
  const kind = wordFor(categories, request.category);
  await page.locator('#intake-kind').fill(kind);
  await page.locator('.ant-select-dropdown').getByText(kind).click();
  await chooseUnit(page.locator('#intake-area'), request.area);
  await page.getByRole('radio', { name: new RegExp(`^${wordFor(urgencies, request.urgency)}`) }).check();
  await page.locator('#intake-description').fill(request.description);
  if (request.place !== undefined) await page.locator('#intake-place').fill(request.place);
  if (request.reporter !== undefined) await page.locator('#intake-reporter').fill(request.reporter);
  if (request.rehearsal) await page.getByRole('checkbox', { name: /^演练/ }).check();
};

/** What is read out to the caller, once the request is received. */
export const receiptOnPage = async (page: Page): Promise<Receipt> => {
  await page.getByRole('status').filter({ hasText: '已受理' }).waitFor();
  const [caseNo = '', secret = ''] = await page.locator('.received-word').allTextContents();
  expect(caseNo.trim()).toMatch(/^SF-\d{8}-\d{5}$/);
  return { caseNo: caseNo.trim(), secret: secret.trim() };
};

export const receiveAtDesk = async (visitor: Visitor, request: AtDesk): Promise<Receipt> => {
  await fillDesk(visitor, request);
  await visitor.page
    .getByRole('main')
    .getByRole('button', { name: named('受理') })
    .click();
  return receiptOnPage(visitor.page);
};

type Report = Pick<NewCase, 'category' | 'urgency' | 'description' | 'place'>;

/** Fills in 随手报 with a photo; the grid is the reporter's own. */
export const fillPhone = async ({ page, open }: Visitor, report: Report, photo?: Uint8Array): Promise<void> => {
  await open('/report');
  await settled(page);
  const sign = page.locator('.sign').filter({ hasText: wordFor(categories, report.category) });
  const more = page.getByRole('button', { name: /^更多类别/ });
  await sign.or(more).first().waitFor();
  if (!(await sign.isVisible())) await more.click();
  await sign.click();
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles([photoFile(photo)]);
  await page.locator('.photo img').first().waitFor();
  await page.getByLabel('情况说明').fill(report.description);
  if (report.place !== undefined) await page.locator('#report-place').fill(report.place);
  await page
    .locator('.urgencies .choice')
    .filter({ hasText: wordFor(urgencies, report.urgency) })
    .click();
};

/** @returns the case's number */
export const reportByPhone = async (visitor: Visitor, report: Report, photo?: Uint8Array): Promise<string> => {
  const { page } = visitor;
  await fillPhone(visitor, report, photo);
  await page.getByRole('button', { name: '提交上报' }).click();
  await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
  return (await page.locator('.number.big').textContent())?.trim() ?? '';
};

/** A resident types the two lines of a receipt into 居民查询. */
export const lookUpCase = async ({ page, open }: Visitor, { caseNo, secret }: Receipt): Promise<void> => {
  await open('/resident');
  await settled(page);
  await page.getByLabel('事项编号').fill(caseNo);
  await page.getByLabel('查询码').fill(secret);
  await page.getByRole('button', { name: '查询', exact: true }).click();
};
