// The way in: people sign in, arrive at the page of their post, change the language, and leave.
import { describe, expect } from 'vitest';
import { origin, post, signInAnew, test, type Visitor } from '../support/console.ts';
import { named } from '../support/hands.ts';

const signInAs = async ({ page }: Visitor, username: string, password = post(username).password): Promise<void> => {
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: named('登录') }).click();
};

describe('signing in', () => {
  test.for([
    ['zone', '/work', '示范区综治中心'],
    ['wenchang', '/work', '文昌街道'],
    ['grid-biguiyuan', '/work', '碧桂园社区第三网格'],
    ['auditor', '/audit', ''],
  ] as const)('%s arrives at %s', async ([username, path], { visit }) => {
    const visitor = await visit();
    await visitor.open('/');
    await visitor.page.waitForURL(/\/sign-in/);
    await signInAs(visitor, username);
    await visitor.page.waitForURL(`${origin}${path}`);
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await visitor.page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  test('a wrong password is refused in words, and the right one still lets in', async ({ visit }) => {
    const visitor = await visit();
    visitor.expectTrouble(/^401 .*\/v1\/sign-in$/);
    await visitor.open('/sign-in');
    await signInAs(visitor, 'housing', 'not the password');
    await visitor.page.getByRole('alert').waitFor();
    expect(await visitor.page.getByRole('alert').textContent()).toMatch(/[\u4e00-\u9fff]/);
    await signInAs(visitor, 'housing');
    await visitor.page.waitForURL(`${origin}/work`);
  });

  test('leads on to the page that was asked for, never to another site', async ({ visit }) => {
    const visitor = await visit();
    await visitor.open('/org');
    await visitor.page.waitForURL(/\/sign-in\?to=/);
    await signInAs(visitor, 'zone');
    await visitor.page.waitForURL(`${origin}/org`);

    const lured = await visit();
    await lured.open('/sign-in?to=//elsewhere.example/');
    await signInAs(lured, 'zone');
    await lured.page.waitForURL(`${origin}/work`);
  });

  test('leaves no trace of the session where scripts could read it', async ({ visit }) => {
    const visitor = await visit();
    await visitor.open('/sign-in');
    await signInAs(visitor, 'justice');
    await visitor.page.waitForURL(`${origin}/work`);
    const [cookie] = await visitor.context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', name: 'caseloop_session' });
    const readable = await visitor.page.evaluate<{ cookies: string }>(`(async () => ({
      cookies: document.cookie,
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
    }))()`);
    expect(JSON.stringify(readable)).not.toContain(cookie?.value);
    expect(readable.cookies).toBe('');
  });

  test('signing out ends the session and forgets the page', async ({ visit }) => {
    const visitor = await visit();
    await visitor.open('/sign-in');
    await signInAs(visitor, 'water');
    await visitor.page.waitForURL(`${origin}/work`);
    await visitor.page.getByRole('button', { name: '账户' }).click();
    await visitor.page.getByRole('menuitem', { name: '退出登录' }).click();
    await visitor.page.waitForURL(/\/sign-in/);
    expect(await visitor.context.cookies()).toEqual([]);
    await visitor.page.goBack();
    await visitor.page.waitForURL(/\/sign-in/);
  });

  test('signing out that does not reach the server is not taken for done', async ({ visit }) => {
    const visitor = await visit();
    const { page, context } = visitor;
    visitor.expectTrouble(/\/v1\/sign-out$/);
    await signInAnew(context, 'water');
    await visitor.open('/work');
    const leave = async () => {
      await page.getByRole('button', { name: '账户' }).click();
      await page.getByRole('menuitem', { name: '退出登录' }).click();
    };
    await context.route('**/v1/sign-out', (route) => route.abort());
    await leave();
    await page.getByText('尚未退出登录').waitFor();
    expect(page.url()).toBe(`${origin}/work`);
    await context.unroute('**/v1/sign-out');
    await leave();
    await page.waitForURL(/\/sign-in/);
    expect(await context.cookies()).toEqual([]);
  });
});

test('a wall screen shows the hall and nothing else, until it is signed out', async ({ visit }) => {
  const visitor = await visit({ size: 'wall' });
  const { page } = visitor;
  visitor.expectTrouble(/^403 .*\/v1\/cases\?/);
  await visitor.open('/hall');
  await page.waitForURL(/\/sign-in\?to=/);
  await page.getByRole('checkbox', { name: '用作大屏' }).check();
  await signInAs(visitor, 'zone');
  await page.waitForURL(`${origin}/hall`);
  await page.locator('.hall-mosaic-box .hall-tile').first().click();
  await page.getByText('这是大屏登录').waitFor();
  await visitor.open('/work');
  await page.waitForURL(`${origin}/hall`);
  await page.getByRole('button', { name: '退出大屏' }).click();
  await page.waitForURL(/\/sign-in/);
});

test('the language is switched in place and remembered', async ({ visit }) => {
  const visitor = await visit({ as: 'zone' });
  const { page } = visitor;
  await visitor.open('/org');
  await page.getByRole('navigation', { name: '主菜单' }).waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.reload();
  await page.getByRole('navigation', { name: 'Main menu' }).waitFor();
});
