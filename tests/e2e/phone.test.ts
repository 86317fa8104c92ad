// 随手报 on a grid worker's phone where the network comes and goes: what was reported waits on the phone, survives a reload, and reaches
// the system exactly once, even when the server dies in between.
import type { Page, Route } from 'playwright-core';
import { describe, expect } from 'vitest';
import { drawPhoto } from '../../cli/demo/photo.ts';
import {
  apiBack,
  client,
  killApi,
  newSession,
  origin,
  post,
  settled,
  signInto,
  test,
  type Visitor,
} from '../support/console.ts';
import { photoFile } from '../support/hands.ts';

/** Words that no other test writes. */
let turn = 0;
const newWords = (): string => {
  turn += 1;
  return `崔庄村口路灯不亮，第 ${Date.now()}-${turn} 次巡查发现。`;
};

const fillIn = async ({ page }: Visitor, words: string, photo = photoFile()): Promise<void> => {
  await page.locator('input[name=category]').first().check({ force: true });
  await page.getByLabel('情况说明').fill(words);
  await page.locator('input[type=file]').last().setInputFiles([photo]);
  await page.locator('.photos img, .photo img').first().waitFor();
};

/** Opens the form and fills it in with words of its own. @returns these words */
const writeReport = async (visitor: Visitor): Promise<string> => {
  const words = newWords();
  await visitor.open('/report');
  await settled(visitor.page);
  await fillIn(visitor, words);
  return words;
};

/** Cases that a grid worker reported with these words. */
const receivedWith = async (words: string, by = 'grid-cuizhuang'): Promise<string[]> => {
  const { items } = await client.get<{ items: { caseNo: string }[] }>(post(by), '/v1/reports?limit=50');
  const found: string[] = [];
  for (const { caseNo } of items) {
    const { texts } = await client.read(post(by), caseNo);
    if (texts?.description === words) found.push(caseNo);
  }
  return found;
};

/** The page works without a network once its worker has everything. */
const readyForOffline = async ({ page }: Visitor): Promise<void> => {
  await page.evaluate('navigator.serviceWorker.ready.then(() => null)');
};

/** All that scripts can read of what the browser keeps. */
const keptOn = (page: Page): Promise<string> =>
  page.evaluate<string>(`(async () => {
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

/** A JPEG into which a camera wrote that it was taken in the north (EXIF: a GPS directory with its first entry). */
const photoWithPlace = async ({ page }: Visitor) => {
  const plain = await page.evaluate<string>(`(() => {
    const canvas = document.createElement('canvas');
    canvas.getContext('2d').fillRect(0, 0, 60, 60);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  })()`);
  const jpeg = Buffer.from(plain, 'base64');
  const position =
    '4d4d002a00000008' +
    '00018825000400000001' +
    '0000001a' +
    '00000000' +
    '00010001000200000002' +
    '4e000000' +
    '00000000';
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), Buffer.from(position, 'hex')]);
  const frame = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const buffer = Buffer.concat([jpeg.subarray(0, 2), frame, exif, jpeg.subarray(2)]);
  return { name: '现场照片.jpg', mimeType: 'image/jpeg', buffer };
};

/** From now on photos are made smaller when the test lets them. @returns how it does */
const holdPhotos = async (page: Page): Promise<() => Promise<void>> => {
  await page.evaluate(`(() => {
    const make = createImageBitmap;
    const held = new Promise((resolve) => { window.letPhotosGo = resolve; });
    window.createImageBitmap = (...given) => held.then(() => make(...given));
  })()`);
  return () => page.evaluate<void>('letPhotosGo()');
};

describe('a report', () => {
  test('with a network is received at once, with its photo', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page } = visitor;
    const words = await writeReport(visitor);
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

  test('waits for photos that are being made smaller, without those that were removed meanwhile', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page } = visitor;
    await writeReport(visitor);
    const letGo = await holdPhotos(page);
    await page
      .locator('input[type=file]')
      .last()
      .setInputFiles([photoFile(drawPhoto([90, 90, 140])), photoFile(drawPhoto([140, 90, 90]))]);
    await page.getByText('正在压缩照片…').waitFor();
    const submit = page.getByRole('button', { name: '提交上报' });
    expect(await submit.isDisabled()).toBe(true);
    await page.getByRole('button', { name: '删除第 1 张' }).click();
    await letGo();
    await submit.click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    const caseNo = (await page.locator('.number.big').textContent())?.trim() ?? '';
    expect((await client.read(post('grid-cuizhuang'), caseNo)).attachments).toHaveLength(2);
  });

  test('that is received while its writer looks at the list is in it', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    await writeReport(visitor);
    let receive = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      receive = resolve;
    });
    await context.route('**/v1/cases', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: '提交上报' }).click();
    const answer = page.waitForResponse((response) => response.url().endsWith('/v1/cases'));
    await page.getByRole('link', { name: '我的上报' }).click();
    const there = page.getByRole('region', { name: '已受理的' });
    await there.getByRole('link').or(there.getByText('还没有上报过')).first().waitFor();
    receive();
    const { caseNo } = (await (await answer).json()) as { caseNo: string };
    await there.getByText(caseNo).waitFor();
    expect(await page.getByRole('region', { name: '手机里的' }).getByText(caseNo).count()).toBe(0);
  });

  test('that is refused comes back with what to mend, in the words of its form', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/^422 /);
    await writeReport(visitor);
    const refusal = {
      type: 'about:blank',
      title: '内容不符合要求 The request is not as it should be',
      status: 422,
      code: 'InvalidInput',
      detail: '内容不符合要求，请更正。Mend what is listed.',
      traceId: 'f',
      retryable: false,
      errors: [{ pointer: '/area', message: '须为本县（区）的地方 a place of your own county' }],
    };
    await context.route('**/v1/cases', (route) =>
      route.fulfill({ status: 422, contentType: 'application/problem+json', json: refusal }),
    );
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('link', { name: '去修改' }).click();
    const told = page.getByRole('alert').filter({ hasText: '上次提交被退回' });
    await told.getByText('内容不符合要求，请更正。', { exact: true }).waitFor();
    await told.getByText('所在网格：须为本县（区）的地方', { exact: true }).waitFor();
  });

  test('leaves out where the camera says that its photo was taken', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    await visitor.open('/report');
    await settled(page);
    const photo = await photoWithPlace(visitor);
    await fillIn(visitor, newWords(), photo);
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    const caseNo = (await page.locator('.number.big').textContent())?.trim() ?? '';
    const { attachments } = await client.read(post('grid-cuizhuang'), caseNo);
    const sent = await context.request.get(`${origin}/v1/cases/${caseNo}/attachments/${attachments[0]?.ref}`);
    expect(sent.headers()['content-type']).toBe('image/jpeg');
    expect(photo.buffer.includes('Exif')).toBe(true);
    expect((await sent.body()).includes('Exif')).toBe(false);
  });

  test('stays its writer’s when somebody else takes the phone between its photo and itself', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/^401 /);
    const words = await writeReport(visitor);
    // Its photo is sent, and the report itself on its way.
    const takeOver = async (route: Route): Promise<void> => {
      await signInto(context, 'grid-biguiyuan');
      const [session] = await context.cookies();
      const headers = { ...(await route.request().allHeaders()), cookie: `${session?.name}=${session?.value}` };
      await route.fulfill({ response: await route.fetch({ headers }) });
    };
    await context.route('**/v1/cases', takeOver, { times: 1 });
    const refused = page.waitForResponse((response) => response.url().endsWith('/v1/cases'));
    await page.getByRole('button', { name: '提交上报' }).click();
    expect((await refused).status()).toBe(401);
    await page.getByText(post('grid-biguiyuan').name).waitFor();
    expect(await receivedWith(words, 'grid-biguiyuan')).toEqual([]);

    await signInto(context, 'grid-cuizhuang');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor({ timeout: 60_000 });
    expect(await receivedWith(words)).toHaveLength(1);
  });

  test('written before the session ended is hidden, with or without a network, and sent after signing in again', async ({
    visit,
  }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    visitor.expectTrouble(/^401 |ERR_/);
    const words = newWords();
    await visitor.open('/report');
    await settled(page);
    await readyForOffline(visitor);
    await fillIn(visitor, words);
    await context.clearCookies();
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.waitForURL(/#sent\//);
    const waiting = page.getByText('1 份未发出的上报');
    await waiting.waitFor();
    expect(await page.content()).not.toContain(post('grid-cuizhuang').name);

    await context.setOffline(true);
    await page.reload();
    await waiting.waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await context.setOffline(false);
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
  const words = await writeReport(visitor);
  await page.getByText('草稿已存在手机上').waitFor();
  await page.close();
  const again = await visitor.tab();
  await again.goto(page.url() === 'about:blank' ? '/report' : page.url());
  await expect.poll(() => again.getByLabel('情况说明').inputValue()).toBe(words);
});

test('another report that was begun is there again after the session ended', async ({ visit }) => {
  const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
  const { page, context } = visitor;
  const words = newWords();
  await visitor.open('/report#report/new/another');
  await settled(page);
  await fillIn(visitor, words);
  await page.getByText('草稿已存在手机上').waitFor();
  await context.clearCookies();
  await page.reload();
  await page.getByLabel('用户名').waitFor();
  await signInto(context, 'grid-biguiyuan');
  await page.reload();
  await settled(page);
  await expect.poll(() => page.getByLabel('情况说明').inputValue()).toBe('');
  await signInto(context, 'grid-cuizhuang');
  await page.reload();
  await expect.poll(() => page.getByLabel('情况说明').inputValue()).toBe(words);
});

test('no token lies where scripts could read it, and the next person sees nothing of the one before', async ({
  visit,
}) => {
  const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
  const { page, context } = visitor;
  await writeReport(visitor);
  await page.getByText('草稿已存在手机上').waitFor();
  const [cookie] = await context.cookies();
  const kept = await keptOn(page);
  expect(kept).toContain('崔庄村口路灯不亮');
  expect(kept).not.toContain(cookie?.value);
});

test('a new version waits while a form is open, as the camera hides the page, too', async ({ visit }) => {
  const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
  const { page } = visitor;
  await visitor.open('/report');
  await settled(page);
  await readyForOffline(visitor);
  const hide = () =>
    page.evaluate(`(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    })()`);
  await page.evaluate(`navigator.serviceWorker.dispatchEvent(new Event('controllerchange')); null`);
  await page.evaluate(`navigator.serviceWorker.dispatchEvent(new Event('controllerchange')); null`);
  await page.getByText('新版本已就绪').waitFor();
  await fillIn(visitor, newWords());
  await hide();
  await page
    .locator('input[type=file]')
    .last()
    .setInputFiles([photoFile(drawPhoto([90, 90, 140]))]);
  await expect.poll(() => page.locator('.photo img').count()).toBe(2);
  expect(await page.getByText('新版本已就绪').count()).toBe(1);

  await page.getByRole('link', { name: '今日任务' }).click();
  await page.getByRole('heading', { level: 1, name: '今日任务' }).waitFor();
  // The page may be gone before it can answer.
  await Promise.all([page.waitForEvent('domcontentloaded'), hide().catch(() => undefined)]);
  await page.getByRole('heading', { level: 1, name: '今日任务' }).waitFor();
  expect(await page.getByText('新版本已就绪').count()).toBe(0);
});

describe('a phone that keeps nothing', () => {
  /** How the phone's store fails from now on, as a script. */
  const full = `IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };`;
  const closed = `IDBFactory.prototype.open = () => { throw new DOMException('private', 'InvalidStateError'); };`;

  test('sends no older words than those on the page, and says so', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page } = visitor;
    const words = await writeReport(visitor);
    await page.getByText('草稿已存在手机上').waitFor();
    await page.evaluate(`window.put = IDBObjectStore.prototype.put; ${full} null`);
    await page.getByLabel('情况说明').fill(`${words}又灭了两盏。`);
    const submit = page.getByRole('button', { name: '提交上报' });
    await submit.click();
    await page.getByRole('alert').filter({ hasText: '没有提交' }).waitFor();
    await page.evaluate('IDBObjectStore.prototype.put = window.put; null');
    await submit.click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    expect(await receivedWith(words)).toEqual([]);
    expect(await receivedWith(`${words}又灭了两盏。`)).toHaveLength(1);
  });

  test('shows its form all the same, and what was received', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang', size: 'phone' });
    const { page, context } = visitor;
    await context.addInitScript({ content: closed });
    await writeReport(visitor);
    await page.getByText('手机存不了上报').waitFor();
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('alert').filter({ hasText: '没有提交' }).waitFor();
    await page.getByRole('link', { name: '我的上报' }).click();
    await page.getByRole('heading', { level: 2, name: '已受理的' }).waitFor();
  });
});

describe('the code that a resident was given', () => {
  const received = async (visitor: Visitor): Promise<string> => {
    const { page, context } = visitor;
    const value = await newSession('grid-cuizhuang');
    await context.addCookies([{ name: 'caseloop_session', value, url: origin, httpOnly: true, sameSite: 'Strict' }]);
    await writeReport(visitor);
    await page.getByText('代居民上报').click();
    await page.getByLabel('居民姓名、电话').fill('王女士 13800000000');
    await page.getByRole('button', { name: '提交上报' }).click();
    await page.getByRole('heading', { level: 1, name: '已受理' }).waitFor();
    const secret = (await page.locator('strong.number:not(.big)').textContent())?.trim() ?? '';
    expect(await keptOn(page)).toContain(`"secret":"${secret}"`);
    return secret;
  };

  test('does not stay on the phone when the grid worker signs out', async ({ visit }) => {
    const visitor = await visit({ size: 'phone' });
    const { page } = visitor;
    const secret = await received(visitor);
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByLabel('用户名').waitFor();
    await expect.poll(() => keptOn(page)).not.toContain(secret);
  });

  test('does not outlast the session', async ({ visit }) => {
    const visitor = await visit({ size: 'phone' });
    const { page, context } = visitor;
    const secret = await received(visitor);
    await context.clearCookies();
    await page.reload();
    await page.getByLabel('用户名').waitFor();
    await expect.poll(() => keptOn(page)).not.toContain(secret);
  });
});
