// The work list as a desk uses it: by keys alone, while news come in and while they do not, and for many cases at once.
import { expect } from 'vitest';
import { apiBack, client, killApi, origin, post, settled, test } from '../support/console.ts';
import { answer, begin, fill, named, send } from '../support/hands.ts';
import { offeredTo, received, withStreet } from '../support/some-case.ts';

test('by keys alone: sign in, walk the list, open a case, act on it', async ({ visit }) => {
  const { caseNo } = await withStreet({ urgency: 'emergency', description: '崔庄村变压器冒烟，村民不敢靠近。' });
  const visitor = await visit();
  const { page } = visitor;
  const { keyboard } = page;
  await visitor.open('/sign-in');
  await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('username');
  await keyboard.type('yongfu');
  await keyboard.press('Tab');
  await keyboard.type(post('yongfu').password);
  await keyboard.press('Enter');
  await page.waitForURL(/\/work/);
  await page.locator('tr[data-case]').first().waitFor();

  const active = page.locator('tr.is-active');
  for (let i = 0; i < 30; i += 1) {
    await keyboard.press('j');
    await active.waitFor();
    if ((await active.getAttribute('data-case')) === caseNo) break;
  }
  expect(await active.getAttribute('data-case')).toBe(caseNo);
  await keyboard.press('Enter');
  await page.getByText('崔庄村变压器冒烟').last().waitFor();
  await keyboard.press('Escape');
  await keyboard.press('o');
  await page.getByRole('heading', { level: 1 }).filter({ hasText: caseNo }).waitFor();

  // Each action of the page has a key of its own; `n` is a note.
  await page.getByRole('main').getByRole('button', { name: '备注', exact: true }).waitFor();
  await keyboard.press('n');
  const dialog = page.getByRole('dialog').filter({ has: page.locator('form') });
  await dialog.waitFor();
  const inField = `document.activeElement === document.querySelector('[role=dialog] textarea')`;
  for (let i = 0; i < 10 && !(await page.evaluate(inField)); i += 1) await keyboard.press('Tab');
  await keyboard.type('已电话通知供电所，人员正在赶往现场。');
  await keyboard.press('Control+Enter');
  await page.getByText('「备注」已办理').waitFor();
  await page.getByText('已电话通知供电所').first().waitFor();
});

test('who is urged finds it in the list and the quick look', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const visitor = await visit({ as: 'yongfu' });
  const { page } = visitor;
  await client.act(post('zone'), caseNo, 'urge', {}, '居民又来电话了。');
  await visitor.open(`/work?q=${caseNo}`);
  const row = page.locator(`tr[data-case="${caseNo}"]`);
  await row.getByText('已催办 1 次').waitFor();
  await page.getByText('共 1 件', { exact: true }).waitFor();
  await row.locator('.work-title').click();
  await page.locator('.look-tags').getByText('已催办 1 次').waitFor();
});

test('a search is sent by its button, and stands in the address as it was typed', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const digits = caseNo.slice(-5);
  const visitor = await visit({ as: 'yongfu' });
  const { page } = visitor;
  await visitor.open('/work');
  await page.getByRole('searchbox', { name: '事项编号或内容' }).fill(digits);
  await page.getByRole('button', { name: '搜索' }).click();
  await page.waitForURL(`${origin}/work?q=${digits}`);
  await page.locator(`tr[data-case="${caseNo}"]`).waitFor();
  await page.reload();
  await page.locator(`tr[data-case="${caseNo}"]`).waitFor();
  expect(await page.getByRole('searchbox', { name: '事项编号或内容' }).inputValue()).toBe(digits);
});

test('single keys can be switched off, and stay off on the pages of cases', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const visitor = await visit({ as: 'yongfu' });
  const { page } = visitor;
  await visitor.open('/work?sort=-received');
  await page.locator('tr[data-case]').first().waitFor();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog').filter({ hasText: '启用单键快捷键' });
  await help.getByRole('switch').click();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('j');
  await page.keyboard.press('?');
  await page.getByRole('button', { name: /^快捷键/ }).click();
  await help.waitFor();
  expect(await page.locator('tr.is-active').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.locator(`tr[data-case="${caseNo}"]`).getByRole('link', { name: caseNo }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: caseNo }).waitFor();
  await page.keyboard.press('n');
  await page.getByRole('button', { name: /^快捷键/ }).click();
  await help.getByRole('switch', { checked: false }).click();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  const form = page.getByRole('dialog').filter({ has: page.locator('form') });
  // The help may still be on its way out: what is pressed meanwhile is its own.
  const pressed = async () => {
    if (!(await form.isVisible())) await page.keyboard.press('n');
    return form.isVisible();
  };
  await expect.poll(pressed, { timeout: 10_000 }).toBe(true);
});

test('goes on telling what happens after the server died, and says how old it is meanwhile', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const visitor = await visit({ as: 'yongfu' });
  const { page } = visitor;
  visitor.expectTrouble(/ERR_|^5\d\d /);
  await visitor.open('/work?sort=-received');
  await page.locator(`tr[data-case="${caseNo}"]`).waitFor();
  await page.getByText('实时更新中').waitFor();
  await killApi();
  await page
    .getByText(/实时连接中断|刷新失败/)
    .first()
    .waitFor();
  await apiBack();
  await page.getByText('实时更新中').waitFor({ timeout: 60_000 });
  await client.act(post('zone'), caseNo, 'supervise', { card: 'yellow' }, '居民再次来电，请速办。');
  await page.locator(`tr[data-case="${caseNo}"].has-yellow`).waitFor();
});

test('new cases wait above the list until they are asked for', async ({ visit }) => {
  await received();
  const visitor = await visit({ as: 'zone' });
  const { page } = visitor;
  await visitor.open('/work?sort=-received');
  await page.locator('tr[data-case]').first().waitFor();
  const show = page.getByRole('button', { name: /件新事项/ });
  const first = await received();
  await show.waitFor();
  expect(await page.locator(`tr[data-case="${first.caseNo}"]`).count()).toBe(0);
  await show.click();
  await page.locator(`tr[data-case="${first.caseNo}"]`).waitFor();
  await show.waitFor({ state: 'hidden' });
  const second = await received();
  await show.waitFor();
  await page.keyboard.press('r');
  await page.locator(`tr[data-case="${second.caseNo}"]`).waitFor();
});

test('a case that the filters lost says so, and is not there when one comes back to the list', async ({ visit }) => {
  const [acted, watched] = await Promise.all([withStreet(), withStreet()]);
  const visitor = await visit({ as: 'yongfu' });
  const { page } = visitor;
  await visitor.open('/work?mine=true&sort=-received');
  const rowOf = ({ caseNo }: { caseNo: string }) => page.locator(`tr[data-case="${caseNo}"]`);
  await rowOf(watched).waitFor();
  await client.act(post('zone'), watched.caseNo, 'reassign', { unit: 'xx.zone.wenchang' }, '不在永福辖区。');
  await rowOf(watched).getByText('不再符合当前筛选').waitFor();

  await rowOf(acted).getByRole('link', { name: acted.caseNo }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasText: acted.caseNo }).waitFor();
  const offered = await offeredTo('yongfu', acted.caseNo, 'reassign');
  const dialog = await begin(page, offered);
  await fill(dialog, offered, { input: { unit: 'xx.zone.yongfu.cuizhuang' }, reason: '请村里处置。' });
  await send(dialog);
  await page.goBack();
  await page.locator('.work-table, .work-empty').waitFor();
  await rowOf(acted).waitFor({ state: 'detached' });
  expect(await rowOf(watched).count()).toBe(0);
});

test('acts on several: which allow it, how each went, and the rest again', async ({ visit }) => {
  const [one, two, gone, own] = await Promise.all([withStreet(), withStreet(), withStreet(), received()]);
  const visitor = await visit({ as: 'zone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/ERR_FAILED|ERR_CONNECTION_RESET/);
  await visitor.open('/work?sort=-received');
  for (const { caseNo } of [one, two, gone, own]) {
    await page.locator(`tr[data-case="${caseNo}"]`).waitFor();
    await page.getByRole('checkbox', { name: `选择 ${caseNo}` }).check();
  }
  const bar = page.getByRole('region', { name: '批量办理' });
  await bar.getByText('已选 4 件').waitFor();
  await bar.getByRole('button', { name: named('催办') }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: '批量' });
  await dialog.locator('#bulk-reason').fill('汛期将至，请抓紧。');
  await page.keyboard.press('Escape');
  await answer(page, '放弃已填写的内容', '继续填写');
  expect(await dialog.locator('#bulk-reason').inputValue()).toBe('汛期将至，请抓紧。');
  // One of them cannot be reached this time.
  let broken = true;
  await context.route(`**/v1/cases/${gone.caseNo}/actions/urge`, (route) =>
    broken ? route.abort('connectionreset') : route.continue(),
  );
  await dialog.getByRole('button', { name: '对 3 件执行' }).click();
  await dialog.getByText('成功 2 · 失败 1 · 跳过 1').waitFor({ timeout: 60_000 });
  broken = false;
  await dialog.getByRole('button', { name: /重试失败的/ }).click();
  await dialog.getByText('成功 3 · 失败 0 · 跳过 1').waitFor();
  await dialog.getByText('跳过的 1 件及原因').click();
  await dialog.locator('.bulk-group').getByRole('link', { name: own.caseNo }).waitFor();
  for (const { caseNo } of [one, two, gone]) {
    const urged = (await client.events(post('zone'), caseNo)).filter(({ type }) => type === 'urged');
    expect(urged, caseNo).toHaveLength(1);
  }
});

test('a next page that cannot be had is asked for once, and again when somebody says so', async ({ visit }) => {
  await received();
  const visitor = await visit({ as: 'zone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/^4\d\d .*cursor=/);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('cursor=')) asked += 1;
  });
  // The API refuses this cursor.
  await context.route(/\/v1\/cases\?(?!.*cursor=)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), next: 'nowhere' } });
  });
  await visitor.open('/work?sort=-received');
  await page.locator('tr[data-case]').last().scrollIntoViewIfNeeded();
  const again = page.getByRole('alert').getByRole('button', { name: named('重试') });
  await again.waitFor();
  expect(asked).toBe(1);
  await again.click();
  await again.waitFor();
  await expect.poll(() => asked).toBe(2);
});

test('an address that nobody wrote shows a list, not an error', async ({ visit }) => {
  const visitor = await visit({ as: 'zone' });
  await visitor.open('/work?status=foo&phase=7&q=%00&unit=..%2F..&overdue=perhaps&sort=%5B1%5D&mine=9');
  await settled(visitor.page);
  await visitor.page.locator('tr[data-case], .work-empty').first().waitFor();
});

test('two people in two browsers, and the back button, see what they may see', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const street = await visit({ as: 'yongfu' });
  await street.open('/work?sort=-received');
  await street.page.locator(`tr[data-case="${caseNo}"]`).getByRole('link', { name: caseNo }).click();
  const offered = await offeredTo('yongfu', caseNo, 'note');
  const dialog = await begin(street.page, offered);
  await fill(dialog, offered, { input: { text: '已到现场。' } });
  await street.page.goBack();
  await answer(street.page, '放弃已填写的内容', '放弃');
  await street.page.locator('tr[data-case]').first().waitFor();
  expect(await street.page.getByRole('dialog').count()).toBe(0);

  const other = await visit({ as: 'yanjin' });
  other.expectTrouble(/^40[34] /);
  await other.open(`/cases/${caseNo}`);
  await other.page
    .getByText(/没有|无权|不存在/)
    .first()
    .waitFor();
  expect(await other.page.getByText('崔庄村南头').count()).toBe(0);
});
