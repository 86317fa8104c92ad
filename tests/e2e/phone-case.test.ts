// A case on a grid worker's phone: what they have typed into the form of an action stays theirs, through the end of their session, a
// reload and somebody else's using the phone, and reaches the case once.
import type { BrowserContext, Page, Route } from 'playwright-core';
import { expect } from 'vitest';
import { client, origin, post, signInto, test, type Visitor } from '../support/console.ts';
import { photoFile } from '../support/hands.ts';
import { withStreet } from '../support/some-case.ts';

const ann = 'grid-cuizhuang';
const bob = 'cuizhuang';

/** A case that the grid worker works on, and the community around them sees. */
const withGrid = async (): Promise<string> => {
  const { caseNo } = await withStreet();
  await client.act(post('yongfu'), caseNo, 'dispatch', { unit: post(ann).unit, demand: '今天去看一眼。' });
  return caseNo;
};

let turn = 0;
const newWords = (): string => {
  turn += 1;
  return `已清掏排水沟，水走了，第 ${Date.now()}-${turn} 次。`;
};

/** Begins "complete" on the case's page: words, a choice and a photo. */
const begin = async (visitor: Visitor, caseNo: string, words: string): Promise<void> => {
  const { page } = visitor;
  await visitor.open(`/report#tasks/${caseNo}`);
  await page.getByRole('button', { name: '处置完成' }).click();
  await page.getByLabel('处置结果').fill(words);
  await page.getByRole('radio', { name: '部分解决' }).check({ force: true });
  await page.locator('input[type=file]').last().setInputFiles([photoFile()]);
  await page.locator('.photo img').waitFor();
};

const expectBegun = async (page: Page, words: string): Promise<void> => {
  await expect.poll(() => page.getByLabel('处置结果').inputValue()).toBe(words);
  expect(await page.getByRole('radio', { name: '部分解决' }).isChecked()).toBe(true);
  expect(await page.locator('.photo img').count()).toBe(1);
};

const submit = (page: Page): Promise<void> => page.getByRole('button', { name: '处置完成' }).click();

const signInAs = async (page: Page, username: string): Promise<void> => {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(post(username).password);
  await page.getByRole('button', { name: '登录' }).click();
};

/** Who completed the case with these words, and with how many photos. */
const completions = async (caseNo: string, words: string) =>
  (await client.events(post('yongfu'), caseNo))
    .filter(({ texts }) => texts.result === words)
    .map(({ person, files }) => ({ by: person.name, photos: files.length }));

const noForms = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const open = indexedDB.open('caseloop-phone');
    open.onsuccess = () => {
      const count = open.result.transaction('begun').objectStore('begun').count();
      count.onsuccess = () => { open.result.close(); resolve(count.result); };
    };
  })`);

test('a form that its session did not outlive is there again for its writer alone, and is sent once', async ({
  visit,
}) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/^401 /);
  const words = newWords();
  await begin(visitor, caseNo, words);
  await context.clearCookies();
  await submit(page);
  await page.getByText('1 份未发出').waitFor();
  expect(await page.content()).not.toContain(words);

  await signInAs(page, bob);
  await page.getByText(post(bob).name).waitFor();
  await page.locator('.story').waitFor();
  expect(await page.content()).not.toContain(words);
  expect(await page.getByText('草稿').count()).toBe(0);
  await page.getByRole('link', { name: '今日任务' }).click();
  await page.getByRole('heading', { level: 1, name: '今日任务' }).waitFor();
  expect(await page.getByText('填了一半的').count()).toBe(0);
  await page.getByRole('button', { name: '退出' }).click();

  await signInAs(page, ann);
  await page.locator('.card').filter({ hasText: caseNo }).getByText('草稿').waitFor();
  await page.locator('.card').filter({ hasText: caseNo }).click();
  await page.getByRole('button', { name: '处置完成' }).click();
  await expectBegun(page, words);
  expect(await completions(caseNo, words)).toEqual([]);
  await submit(page);
  await page.getByRole('status').filter({ hasText: '已提交' }).waitFor();
  expect(await completions(caseNo, words)).toEqual([{ by: post(ann).name, photos: 1 }]);
  expect(await noForms(page)).toBe(0);
});

test('signing in again where the session ended opens the form as it was', async ({ visit }) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/^401 /);
  const words = newWords();
  await begin(visitor, caseNo, words);
  await context.clearCookies();
  await submit(page);
  await signInAs(page, ann);
  await expectBegun(page, words);
  await page.reload();
  await expectBegun(page, words);
});

test('without a network what is typed is kept, also over a reload', async ({ visit }) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/ERR_/);
  const words = newWords();
  await visitor.open('/report');
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)');
  await begin(visitor, caseNo, words);
  await context.setOffline(true);
  await submit(page);
  await page.getByRole('alert').filter({ hasText: '连接不上服务器' }).waitFor();
  await page.reload();
  await page.getByText('您填写的内容还在手机上').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: '重试' }).click();
  await expectBegun(page, words);
});

test('what one looked for and chose among the units is there again, too', async ({ visit }) => {
  const { caseNo } = await withStreet();
  const visitor = await visit({ as: 'yongfu', size: 'phone' });
  const { page } = visitor;
  await visitor.open(`/report#tasks/${caseNo}/dispatch`);
  await page.getByLabel('输入名称查找单位').fill('崔庄');
  const community = page.getByRole('radio', { name: '崔庄村', exact: true });
  await community.check({ force: true });
  await page.getByText('草稿已存在手机上').waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel('输入名称查找单位').inputValue()).toBe('崔庄');
  await expect.poll(() => community.isChecked()).toBe(true);
});

/** Somebody else signs in, in another tab, while a request is on its way. */
const takenOver = async (context: BrowserContext, route: Route): Promise<void> => {
  await signInto(context, bob);
  const [session] = await context.cookies();
  const headers = { ...(await route.request().allHeaders()), cookie: `${session?.name}=${session?.value}` };
  await route.fulfill({ response: await route.fetch({ headers }) });
};

test('an act is refused, and kept, when somebody else signed in meanwhile', async ({ visit }) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/^401 /);
  const words = newWords();
  await begin(visitor, caseNo, words);
  await context.route('**/actions/complete', (route) => takenOver(context, route), { times: 1 });
  const refused = page.waitForResponse((response) => response.url().endsWith('/actions/complete'));
  await submit(page);
  expect((await refused).status()).toBe(401);
  await page.getByText(post(bob).name).waitFor();
  // What Bob is offered here must not be what is offered to Ann after him.
  await page.locator('.story').waitFor();
  expect(await page.getByRole('button', { name: '处置完成' }).count()).toBe(0);
  expect(await completions(caseNo, words)).toEqual([]);

  await signInto(context, ann);
  await page.reload();
  await expectBegun(page, words);
  await submit(page);
  await page.getByRole('status').filter({ hasText: '已提交' }).waitFor();
  expect(await completions(caseNo, words)).toEqual([{ by: post(ann).name, photos: 1 }]);
});

test('signing out ends nobody else’s session', async ({ visit }) => {
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/^401 /);
  await visitor.open('/report');
  await page.getByText(post(ann).name).waitFor();
  await context.route('**/v1/sign-out', (route) => takenOver(context, route), { times: 1 });
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByText(post(bob).name).waitFor();
  expect((await context.request.get(`${origin}/v1/me`)).status()).toBe(200);
});

test('an act whose answer was lost is not asked for again', async ({ visit }) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page, context } = visitor;
  visitor.expectTrouble(/ERR_/);
  const words = newWords();
  await begin(visitor, caseNo, words);
  await context.route(
    '**/actions/complete',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await submit(page);
  await page.getByRole('alert').filter({ hasText: '连接不上服务器' }).waitFor();
  await page.reload();
  await page.getByRole('status').filter({ hasText: '已提交' }).waitFor();
  expect(await page.content()).not.toContain('草稿');
  expect(await completions(caseNo, words)).toEqual([{ by: post(ann).name, photos: 1 }]);
  expect(await noForms(page)).toBe(0);
});

test('what was begun before somebody else acted is shown with what happened, and can be thrown away', async ({
  visit,
}) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page } = visitor;
  const words = newWords();
  await begin(visitor, caseNo, words);
  await page.getByText('草稿已存在手机上').waitFor();
  const answered = '路面已由街道清理。';
  await client.act(post(ann), caseNo, 'complete', { result: answered, solved: 'solved' });
  await page.reload();
  await expectBegun(page, words);
  const alert = page.getByRole('alert').filter({ hasText: '现在已不能进行这项操作' });
  await alert.getByText(answered).waitFor();
  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.getByLabel('处置结果').waitFor({ state: 'detached' });
  expect(await noForms(page)).toBe(0);
});

test('a number out of its range is told with the range', async ({ visit }) => {
  const caseNo = await withGrid();
  const visitor = await visit({ as: ann, size: 'phone' });
  const { page } = visitor;
  await visitor.open(`/report#tasks/${caseNo}/requestExtension`);
  const amount = page.getByRole('spinbutton');
  await amount.fill('120');
  await page.getByRole('button', { name: '申请延期' }).click();
  await page.getByText('请填 1 到 90 之间的整数').waitFor();
  await amount.fill('');
  await page.getByRole('button', { name: '申请延期' }).click();
  expect(await page.getByText('请填 1 到 90 之间的整数').count()).toBe(0);
});
