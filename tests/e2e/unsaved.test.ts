// What was written and not sent: no way out of a page loses it without a question, and none is asked when there is nothing to lose.
import { expect } from 'vitest';
import { origin, settled, test } from '../support/console.ts';
import { answer, named } from '../support/hands.ts';
import { fillDesk, receiptOnPage } from '../support/receiving.ts';
import { ordinaryRequest } from '../support/some-case.ts';

test('a request at the desk stays until its writer gives it up, and its secret until it was told', async ({
  visit,
}) => {
  const visitor = await visit({ as: 'zone' });
  const { page } = visitor;
  await visitor.open('/org');
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '工作台' }).click();
  await settled(page);
  await page.getByRole('link', { name: '受理', exact: true }).click();
  await page.waitForURL(`${origin}/cases/new`);
  const description = page.locator('#intake-description');
  await description.fill('说到一半的话');
  await page.goBack();
  await answer(page, '放弃已填写的内容', '继续填写');
  await page.waitForURL(`${origin}/cases/new`);
  expect(await description.inputValue()).toBe('说到一半的话');
  await page.goBack();
  await answer(page, '放弃已填写的内容', '放弃');
  await page.waitForURL(`${origin}/work`);

  await fillDesk(visitor, ordinaryRequest);
  await page
    .getByRole('main')
    .getByRole('button', { name: named('受理') })
    .click();
  const { caseNo } = await receiptOnPage(page);
  await page.getByRole('link', { name: '查看事项' }).click();
  await answer(page, '查询码离开后不再显示', '留在本页');
  expect((await receiptOnPage(page)).caseNo).toBe(caseNo);
  await page.getByRole('link', { name: '查看事项' }).click();
  await answer(page, '查询码离开后不再显示', '已告知，离开');
  await page.waitForURL(`${origin}/cases/${caseNo}`);
});

test('an edit of a calendar is not lost with another tab of its page', async ({ visit }) => {
  const visitor = await visit({ as: 'city-admin' });
  const { page } = visitor;
  await visitor.open('/calendars');
  await page.getByRole('button', { name: '编辑' }).click();
  await page.getByRole('textbox', { name: /通知文号/ }).fill('国办发明电〔2026〕99号');
  await page.getByRole('tab', { name: '版本与变动' }).click();
  await answer(page, '放弃已填写的内容', '继续填写');
  expect(await page.getByRole('textbox', { name: /通知文号/ }).inputValue()).toBe('国办发明电〔2026〕99号');
  await page.getByRole('tab', { name: '版本与变动' }).click();
  await answer(page, '放弃已填写的内容', '放弃');
  await page.waitForURL(/view=versions/);
});

test('a definition that was pasted to be checked is not lost, and without one nothing is asked', async ({ visit }) => {
  const visitor = await visit({ as: 'city-admin' });
  const { page } = visitor;
  await visitor.open('/types?check=true');
  await page.getByRole('textbox').fill('{ "name": "half" ');
  await page.getByRole('button', { name: named('检查') }).click();
  await page.getByText(/不是合法的 JSON：第 1 行第 \d+ 列/).waitFor();
  await page.getByRole('button', { name: '返回类型清单' }).click();
  await answer(page, '放弃已填写的内容', '继续填写');
  await page.getByRole('textbox').fill('');
  await page.getByRole('button', { name: '返回类型清单' }).click();
  await page.locator('.type-view').waitFor();
});
