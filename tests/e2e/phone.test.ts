// 随手报 on a grid worker's phone where the network comes and goes: what was reported waits on the phone, survives a reload, and reaches
// the system exactly once, even when the server dies in between.
import { describe, expect } from 'vitest';
import { apiBack, client, killApi, post, settled, test, type Visitor } from '../support/console.ts';
import { photoFile } from '../support/hands.ts';

/** Words that no other test writes. */
let turn = 0;
const newWords = (): string => {
  turn += 1;
  return `崔庄村口路灯不亮，第 ${Date.now()}-${turn} 次巡查发现。`;
};

const fillIn = async ({ page }: Visitor, words: string): Promise<void> => {
  await page.locator('input[name=category]').first().check({ force: true });
  await page.getByLabel('情况说明').fill(words);
  await page.locator('input[type=file]').last().setInputFiles([photoFile()]);
  await page.locator('.photos img, .photo img').first().waitFor();
};

/** Cases that a grid worker reported with these words. */
const receivedWith = async (words: string): Promise<string[]> => {
  const { items } = await client.get<{ items: { caseNo: string }[] }>(post('grid-cuizhuang'), '/v1/reports?limit=50');
  const found: string[] = [];
  for (const { caseNo } of items) {
    const { texts } = await client.read(post('grid-cuizhuang'), caseNo);
    if (texts?.description === words) found.push(caseNo);
  }
  return found;
};

/** The page works without a network once its worker has everything. */
const readyForOffline = async ({ page }: Visitor): Promise<void> => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)');
};

describe('a report', () => {
  test('with a network is received at once, with its photo', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page } = visitor;
    const words = newWords();
    await visitor.open('/report');
    await settled(page);
    await fillIn(visitor, words);
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    const caseNo = (await page.locator('.number.big').textContent())?.trim() ?? '';
    const answer = await client.read(post('grid-cuizhuang'), caseNo);
    expect(answer.texts?.description).toBe(words);
    expect(answer.attachments).toHaveLength(1);
  });

  test('without one waits, survives a reload, and is received exactly once, though the server dies meanwhile', async ({
    visit,
  }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/ERR_|^5\d\d /);
    const words = newWords();
    await visitor.open('/report');
    await settled(page);
    await readyForOffline(visitor);
    await context.setOffline(true);
    await fillIn(visitor, words);
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('heading', { level: 1, name: '待发送' }).waitFor();

    await page.reload();
    await page.getByRole('heading', { level: 1, name: '待发送' }).waitFor();
    expect(await receivedWith(words)).toEqual([]);

    // Its answer is lost with the server: the phone cannot know that the report was received.
    let lost = false;
    await context.route('**/v1/cases', async (route) => {
      if (lost || route.request().method() !== 'POST') return route.continue();
      lost = true;
      await route.fetch({ headers: await route.request().allHeaders() }).catch(() => undefined);
      await killApi();
      await route.abort('connectionreset');
    });
    await context.setOffline(false);
    await expect.poll(() => lost, { timeout: 60_000 }).toBe(true);
    await apiBack();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor({ timeout: 90_000 });
    expect(await receivedWith(words)).toHaveLength(1);
  });

  test('written before the session ended is sent after signing in again', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/^401 |ERR_/);
    const words = newWords();
    await visitor.open('/report');
    await settled(page);
    await fillIn(visitor, words);
    await context.clearCookies();
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('heading', { level: 1, name: '待发送' }).waitFor();
    await page.getByRole('button', { name: /^重新登录/ }).click();
    await page.getByLabel('用户名').fill('grid-cuizhuang');
    await page.getByLabel('密码', { exact: true }).fill(post('grid-cuizhuang').password);
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor({ timeout: 60_000 });
    expect(await receivedWith(words)).toHaveLength(1);
  });
});

test('a draft is still there after the page was closed', async ({ visit }) => {
  const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
  const { page } = visitor;
  const words = newWords();
  await visitor.open('/report');
  await settled(page);
  await fillIn(visitor, words);
  await page.getByText('草稿已存在手机上').waitFor();
  await page.close();
  const again = await visitor.tab();
  await again.goto(page.url() === 'about:blank' ? '/report' : page.url());
  await expect.poll(() => again.getByLabel('情况说明').inputValue()).toBe(words);
});

test('no token lies where scripts could read it, and the next person sees nothing of the one before', async ({
  visit,
}) => {
  const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
  const { page, context } = visitor;
  const words = newWords();
  await visitor.open('/report');
  await settled(page);
  await fillIn(visitor, words);
  await page.getByText('草稿已存在手机上').waitFor();
  const [cookie] = await context.cookies();
  const kept = await page.evaluate<string>(`(async () => {
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise((resolve) => { const open = indexedDB.open(name); open.onsuccess = () => resolve(open.result); });
      for (const store of db.objectStoreNames) {
        all.push(await new Promise((resolve) => {
          const ask = db.transaction(store).objectStore(store).getAll();
          ask.onsuccess = () => resolve(ask.result);
        }));
      }
    }
    return JSON.stringify([all, { ...localStorage }, { ...sessionStorage }, document.cookie]);
  })()`);
  expect(kept).toContain('崔庄村口路灯不亮');
  expect(kept).not.toContain(cookie?.value);
});
