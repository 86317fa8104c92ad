// The overdue board while colleagues act: rows stay under the pointer until somebody asks for today's order.
import { expect } from 'vitest';
import { client, post, test } from '../support/console.ts';
import { withStreet } from '../support/some-case.ts';

/** A case under a yellow card. */
const supervised = async () => {
  const { caseNo } = await withStreet();
  await client.act(post('zone'), caseNo, 'supervise', { card: 'yellow' }, '居民再次来电，请速办。');
  return caseNo;
};

test('rows change where they stand, and come and go only when asked', async ({ visit }) => {
  const answered = await supervised();
  const urged = await supervised();
  const visitor = await visit({ as: 'zone' });
  const { page } = visitor;
  await visitor.open('/overdue?slip=yellow');
  const rows = page.locator('.board-cases tr[data-case]');
  const row = (caseNo: string) => page.locator(`.board-cases tr[data-case="${caseNo}"]`);
  const order = () => rows.evaluateAll((all) => all.map((each) => each.getAttribute('data-case')));
  await row(urged).waitFor();
  const before = await order();
  expect(before).toContain(answered);
  const places = () =>
    rows.locator('.board-no').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().y));
  const stood = await places();

  await client.act(post('yongfu'), answered, 'replySupervision', {}, '已安排人员现场疏通。');
  await client.act(post('zone'), urged, 'urge', {});
  const come = await supervised();
  await row(answered).getByText('不再符合当前筛选').waitFor();
  await row(urged).getByText('已催办 1 次').waitFor();
  const show = page.getByRole('button', { name: /件新事项/ });
  await show.waitFor();
  expect(await order()).toEqual(before);
  expect(await places()).toEqual(stood);

  await show.click();
  await row(come).waitFor();
  expect(await row(answered).count()).toBe(0);
  await client.act(post('yongfu'), come, 'replySupervision', {}, '已安排人员现场疏通。');
  await row(come).getByText('不再符合当前筛选').waitFor();
  await page.getByRole('button', { name: /刷新$/ }).click();
  await row(come).waitFor({ state: 'detached' });
});

test('a chip tells how many cases it brings, under the reason that is chosen', async ({ visit }) => {
  await supervised();
  await supervised();
  const visitor = await visit({ as: 'zone' });
  const { page } = visitor;
  const rows = page.locator('.board-cases tr[data-case]');
  for (const search of ['', '?slip=yellow']) {
    await visitor.open(`/overdue${search}`);
    await rows.first().waitFor();
    const chip = page.locator('.board-chips button').first();
    const count = Number(await chip.locator('span').textContent());
    await chip.click();
    await page.locator('.board-chips button[aria-pressed=true]').waitFor();
    await expect.poll(() => rows.count()).toBe(count);
    await page.locator('.board-list header').getByText(`共 ${count} 件`).waitFor();
  }
});

test('rehearsals say by which time they stand', async ({ visit }) => {
  const visitor = await visit({ as: 'zone' });
  await visitor.open('/overdue?rehearsals=true');
  const notes = visitor.page.locator('.board-figures').getByText('按各事项自己的时间');
  await notes.first().waitFor();
  expect(await notes.count()).toBe(2);
  await visitor.open('/work?rehearsals=true');
  await visitor.page.getByText('剩余时间以各事项自己的最近一次进展为准').waitFor();
});
