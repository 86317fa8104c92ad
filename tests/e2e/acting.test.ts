// Acting on a case when things get in the way: somebody was faster, the session ended, the server was killed, a button was pressed twice.
// What was written stays, and nothing is done twice.
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { apiBack, client, killApi, origin, post, signInAnew, test } from '../support/console.ts';
import { begin, fill, finished, named, openCase } from '../support/hands.ts';
import { offeredTo, withStreet } from '../support/some-case.ts';

const words = '已清淤四十米，还差桥洞一段；明天上午机械进场。';

/** Opens the case, and its form for more time. */
const beginExtension = async (page: Page, caseNo: string) => {
  const offered = await offeredTo('yongfu', caseNo, 'requestExtension');
  await openCase(page, caseNo);
  return { offered, dialog: await begin(page, offered) };
};

/** The form for more time, filled in and not sent. */
const writeExtension = async (page: Page, caseNo: string): Promise<Locator> => {
  const { offered, dialog } = await beginExtension(page, caseNo);
  await fill(dialog, offered, { input: { clock: 'step', amount: 2, unit: 'workingDay' }, reason: words });
  return dialog;
};

const submit = (dialog: Locator): Locator => dialog.getByRole('button', { name: named('提交') });

const expectDoneOnce = async (dialog: Locator, caseNo: string): Promise<void> => {
  await finished(dialog);
  const events = await client.events(post('zone'), caseNo);
  expect(events.filter(({ type }) => type === 'extensionRequested')).toHaveLength(1);
};

describe('somebody else acts meanwhile', () => {
  test('is told while one writes, and what was written is sent on the latest state', async ({ visit }) => {
    const { caseNo } = await withStreet();
    const { page } = await visit({ as: 'yongfu' });
    const dialog = await writeExtension(page, caseNo);
    await client.act(post('zone'), caseNo, 'urge', {}, '居民又来电话了。');
    // That something happened is known at once; what it was comes with the ledger's rows.
    const news = dialog.getByRole('alert').filter({ hasText: '新进展' }).filter({ hasText: '催办' });
    await news.waitFor();
    expect(await dialog.locator('#field-reason').inputValue()).toBe(words);
    await news.getByRole('button').click();
    await submit(dialog).click();
    await expectDoneOnce(dialog, caseNo);
  });

  test('without news from the server the act is refused, told why, and sent again by one press', async ({ visit }) => {
    const { caseNo } = await withStreet();
    const visitor = await visit({ as: 'yongfu' });
    const { page, context } = visitor;
    visitor.expectTrouble(/\/v1\/stream$/);
    visitor.expectTrouble(/^(409|412) .*\/actions\//);
    await context.route('**/v1/stream', (route) => route.abort());
    const dialog = await writeExtension(page, caseNo);
    await client.act(post('zone'), caseNo, 'urge', {}, '居民又来电话了。');
    await submit(dialog).click();
    // What happened meanwhile is fetched once the act was refused.
    const refusal = dialog.getByRole('alert').filter({ hasText: '未提交' }).filter({ hasText: '催办' });
    await refusal.waitFor();
    expect(await dialog.locator('#field-reason').inputValue()).toBe(words);
    await refusal.getByRole('button').click();
    await expectDoneOnce(dialog, caseNo);
  });
});

/** Signs in over the page, which keeps what was written. */
const signInAgain = async (page: Page, dialog: Locator, username: string): Promise<void> => {
  const again = page.getByRole('dialog', { name: /请重新登录/ });
  await again.getByLabel('用户名').fill(username);
  await again.getByLabel('密码', { exact: true }).fill(post(username).password);
  await again.getByRole('button', { name: named('登录') }).click();
  await again.waitFor({ state: 'hidden' });
  expect(await dialog.locator('#field-reason').inputValue()).toBe(words);
};

test('a session that ends does not take along what was written', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const visitor = await visit();
  const { page, context } = visitor;
  visitor.expectTrouble(/^401 /);
  const token = await signInAnew(context, 'yongfu');
  const dialog = await writeExtension(page, caseNo);
  await fetch(`${origin}/v1/sign-out`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  await submit(dialog).click();
  await signInAgain(page, dialog, 'yongfu');
  await submit(dialog).click();
  await expectDoneOnce(dialog, caseNo);
});

test('nothing is done in the name of a colleague who signed in in another tab, and what was written stays', async ({
  visit,
}) => {
  const { caseNo } = await withStreet();
  const visitor = await visit();
  const { page, context } = visitor;
  visitor.expectTrouble(/^401 /);
  await signInAnew(context, 'yongfu');
  const dialog = await writeExtension(page, caseNo);
  await signInAnew(context, 'zone');
  await submit(dialog).click();

  const again = page.getByRole('dialog', { name: /已由他人登录/ });
  await again.getByText(post('zone').name).first().waitFor();
  const events = await client.events(post('zone'), caseNo);
  expect(events.map(({ type }) => type)).not.toContain('extensionRequested');
  await signInAgain(page, dialog, 'yongfu');
  await submit(dialog).click();
  await expectDoneOnce(dialog, caseNo);
});

test('an answer that was lost with the server is asked for again, and the act is done once', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const visitor = await visit({ as: 'yongfu' });
  const { page, context } = visitor;
  visitor.expectTrouble(/ERR_|^5\d\d /);
  const dialog = await writeExtension(page, caseNo);
  // The act is done, its answer is not seen: the server is killed before it arrives.
  let lost = false;
  await context.route('**/actions/**', async (route) => {
    if (lost) return route.continue();
    lost = true;
    const answer = await route.fetch({ headers: await route.request().allHeaders() });
    expect(answer.status()).toBe(200);
    await killApi();
    await route.abort('connectionreset');
  });
  await submit(dialog).click();
  await expect.poll(() => lost).toBe(true);
  await apiBack();
  const askAgain = dialog.getByRole('button', { name: '再次确认结果' });
  const told = async () => {
    if (await askAgain.isEnabled({ timeout: 200 }).catch(() => false)) await askAgain.click();
    return dialog.isHidden();
  };
  await expect.poll(told, { timeout: 60_000, interval: 1_000 }).toBe(true);
  await expectDoneOnce(dialog, caseNo);
});

test('a dialog closes by itself after an act that leaves the case as it was, and stays to tell what came of others', async ({
  visit,
}) => {
  const { caseNo } = await withStreet();
  const { page } = await visit({ as: 'zone' });
  const outcome = page.getByRole('dialog').getByRole('status').filter({ hasText: '「接管」已办理' });
  await openCase(page, caseNo);
  const urging = await begin(page, await offeredTo('zone', caseNo, 'urge'));
  await submit(urging).click();
  await page.getByText('「催办」已办理').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  const takeOver = await offeredTo('zone', caseNo, 'takeOver');
  const taking = await begin(page, takeOver);
  await fill(taking, takeOver, { reason: '群众反映强烈。' });
  await submit(taking).click();
  await outcome.getByText('示范区').first().waitFor();
});

test('pressing twice does it once', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const { page } = await visit({ as: 'yongfu' });
  const dialog = await writeExtension(page, caseNo);
  await submit(dialog).dblclick();
  await expectDoneOnce(dialog, caseNo);
});

test('the keyboard goes back to what opened a dialog, however it was closed', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const { page } = await visit({ as: 'yongfu' });
  const { keyboard } = page;
  const opener = page.getByRole('main').getByRole('button', { name: '备注', exact: true });
  const focused = (locator: Locator) => locator.and(page.locator(':focus')).waitFor();
  const dialog = page.getByRole('dialog').filter({ has: page.locator('form') });
  await openCase(page, caseNo);
  await opener.focus();
  await keyboard.press('Enter');
  await dialog.waitFor();
  await keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused(opener);

  await keyboard.press('Enter');
  await dialog.locator('#field-text').fill('写错了。');
  await keyboard.press('Escape');
  await page.getByRole('button', { name: named('放弃') }).click();
  await dialog.waitFor({ state: 'hidden' });
  await focused(opener);

  // A key opened it, and the page's content takes over.
  await page.evaluate('document.activeElement.blur()');
  await keyboard.press('n');
  await dialog.waitFor();
  await keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused(page.locator('#content'));
});

test('on a phone, the form that the drawer led to keeps the cursor at its first problem', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const { page } = await visit({ as: 'yongfu', size: 'phone' });
  const { dialog } = await beginExtension(page, caseNo);
  await submit(dialog).click();
  await page.locator('.action-drawer').waitFor({ state: 'hidden' });
  const atProblem = `document.activeElement.closest('.is-invalid') !== null`;
  await expect.poll(() => page.evaluate<boolean>(atProblem)).toBe(true);
});

test('who writes before the form has quite opened keeps the cursor', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const { page, context } = await visit({ as: 'yongfu' });
  // The window opens so slowly that it comes to rest after the first words.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const devtools = await context.newCDPSession(page);
  await devtools.send('Animation.enable');
  await devtools.send('Animation.setPlaybackRate', { playbackRate: 0.1 });
  const { dialog } = await beginExtension(page, caseNo);
  const reason = dialog.locator('#field-reason');
  await reason.focus();
  await page.evaluate('document.activeElement.addEventListener("blur", () => (window.lost = true))');
  await page.keyboard.type('再等');
  const opening = page.locator('.ant-zoom-appear');
  expect(await opening.count()).toBeGreaterThan(0);
  await opening.waitFor({ state: 'detached' });
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.keyboard.type('两天。');
  expect(await reason.inputValue()).toBe('再等两天。');
  expect(await page.evaluate('window.lost')).toBeUndefined();
});
