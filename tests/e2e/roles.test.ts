// What a role must not see or do, page by page; and where somebody arrives who typed the address of a page that is not theirs.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { origin, settled, test, type Visitor } from '../support/console.ts';
import { openCase } from '../support/hands.ts';
import { ordinaryRequest, withStreet } from '../support/some-case.ts';

/** What people wrote and who they are: in the request, and in the history of the case. */
const peoplesTexts = ['排水沟', '王女士', '13800000000', '污水漫路约三十米', '三个工作日内疏通'];

let caseNo: string;

beforeAll(async () => {
  ({ caseNo } = await withStreet());
});

const menuOf = (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: '主菜单' }).getByRole('link').allTextContents();

/** Everything that the API tells this visitor from now on. */
const listen = ({ context }: Visitor): (() => Promise<string>) => {
  const answers: Promise<string>[] = [];
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // The stream of news never ends.
    if (pathname.startsWith('/v1/') && pathname !== '/v1/stream') answers.push(response.text().catch(() => ''));
  });
  return async () => (await Promise.all(answers)).join('\n');
};

const expectNothingToDo = async (page: Page): Promise<void> => {
  await page.getByText('现在没有您可以办理的操作。').waitFor();
  const acts = page.getByRole('button', {
    name: /^(核实|转办|退回|改派|提级|催办|督办|申请延期|申请挂起|备注|补充材料)$/,
  });
  expect(await acts.count()).toBe(0);
  // Nor by the keys of the actions.
  for (const key of ['1', 'n', 'u', 's']) await page.keyboard.press(key);
  expect(await page.getByRole('dialog').count()).toBe(0);
};

/** Buttons by which units, people, duty, calendars and types are changed. */
const edits = ['新增下级', '修改', '停用', '恢复', '新增人员', '排班', '编辑', '检查并发布新版本'];

/** Those of them that the page offers; a button may begin with a picture. */
const editsOn = async (page: Page): Promise<string[]> => {
  const buttons = await page.getByRole('main').getByRole('button').allTextContents();
  return edits.filter((name) => buttons.some((words) => words.replaceAll(/\s/g, '') === name));
};

/** Opens a page of units, types or calendars, and waits until one of them is shown. */
const openRecords = async (visitor: Visitor, path: string): Promise<void> => {
  await visitor.open(path);
  await visitor.page.locator('.org-card, .type-view, .calendars [role=tab]').first().waitFor();
  await settled(visitor.page);
};

describe('an auditor', () => {
  test('reads a case without names and telephones, and is offered nothing to do', async ({ visit }) => {
    const visitor = await visit({ as: 'auditor' });
    const heard = listen(visitor);
    const { page } = visitor;
    await openCase(page, caseNo);
    await settled(page);
    await page.getByText(ordinaryRequest.description).first().waitFor();
    expect(await page.getByRole('button', { name: '显示' }).count()).toBe(0);
    await expectNothingToDo(page);
    expect(await heard()).not.toMatch(/王女士|13800000000/);
    expect(await menuOf(page)).toEqual([' 审计', ' 组织与网格', ' 事项类型', ' 工作日历']);
    expect(await page.getByRole('link', { name: '受理' }).count()).toBe(0);
  });

  test.for(['/org', '/types', '/types?check=true', '/calendars'])('changes nothing at %s', async (path, { visit }) => {
    const visitor = await visit({ as: 'auditor' });
    await openRecords(visitor, path);
    expect(await editsOn(visitor.page)).toEqual([]);
  });
});

describe('an administrator', () => {
  test('is told nothing of what people wrote, by no page and no answer', async ({ visit }) => {
    const visitor = await visit({ as: 'admin' });
    const heard = listen(visitor);
    const { page } = visitor;
    await openCase(page, caseNo);
    await settled(page);
    await page.getByText('您的角色不能查看诉求内容和个人信息。').waitFor();
    await page.locator('.timeline-event').first().waitFor();
    await expectNothingToDo(page);
    const all = `${await page.locator('body').textContent()} ${await heard()}`;
    for (const words of peoplesTexts) expect(all).not.toContain(words);
    expect(await menuOf(page)).toEqual([' 组织与网格', ' 事项类型', ' 工作日历']);
  });

  test('has the buttons that the others have not', async ({ visit }) => {
    const visitor = await visit({ as: 'admin' });
    for (const [path, names] of [
      ['/org?tab=people', ['新增下级', '修改', '停用', '新增人员']],
      ['/types', ['检查并发布新版本']],
      ['/calendars', ['编辑']],
    ] as const) {
      await openRecords(visitor, path);
      await expect.poll(() => editsOn(visitor.page), { timeout: 10_000 }).toEqual(names);
    }
  });
});

describe('a grid worker', () => {
  test.for(['/org', '/org?tab=people', '/types', '/types?check=true', '/calendars'])(
    'changes nothing at %s',
    async (path, { visit }) => {
      const visitor = await visit({ as: 'grid-cuizhuang' });
      await openRecords(visitor, path);
      expect(await editsOn(visitor.page)).toEqual([]);
    },
  );

  test('finds the page for reports in the account menu', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-cuizhuang' });
    const { page } = visitor;
    await visitor.open('/work');
    await page.getByRole('button', { name: /账户/ }).click();
    await page
      .getByRole('menuitem', { name: /随手报/ })
      .getByRole('link')
      .click();
    await page.waitForURL(`${origin}/report`);
    await settled(page);
  });

  test('cannot open the case of another grid, and finds the way out', async ({ visit }) => {
    const visitor = await visit({ as: 'grid-biguiyuan' });
    visitor.expectTrouble(/^40[34] .*\/v1\/cases\//);
    const { page } = visitor;
    const heard = listen(visitor);
    await visitor.open(`/cases/${caseNo}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const words of peoplesTexts) expect(await heard()).not.toContain(words);
    await page.getByRole('main').getByRole('link', { name: '回到首页' }).click();
    await page.waitForURL(`${origin}/work`);
  });
});

test('an address that no page has keeps the menu', async ({ visit }) => {
  const visitor = await visit({ as: 'zone' });
  const { page } = visitor;
  await visitor.open('/no/such/page');
  await page.getByRole('heading', { level: 1, name: '没有这个页面' }).waitFor();
  expect(await menuOf(page)).toContain(' 工作台');
});

describe('the typed address of a page that is not theirs', () => {
  test.for([
    ['grid-cuizhuang', '/work', ['/audit', '/overdue', '/hall']],
    ['auditor', '/audit', ['/work', '/overdue', '/hall', '/cases/new']],
    ['admin', '/org', ['/work', '/overdue', '/hall', '/cases/new', '/audit', `/audit?seq=1`]],
  ] as const)(
    '%s is told so without being shown any of it, and goes home to %s',
    async ([username, home, paths], { visit }) => {
      const visitor = await visit({ as: username });
      const { page } = visitor;
      for (const path of paths) {
        await visitor.open(path);
        await page.getByRole('heading', { level: 1, name: '此页面不对您的角色开放' }).waitFor();
        const main = page.getByRole('main');
        expect(await main.getByRole('button').count(), path).toBe(0);
        expect(await main.locator('table, form, input').count(), path).toBe(0);
        expect(await menuOf(page)).not.toEqual([]);
      }
      await page.getByRole('link', { name: '回到首页' }).click();
      await page.waitForURL(`${origin}${home}`);
      await settled(page);
    },
  );

  test.for(['auditor', 'admin'])(
    '%s does not report from a phone, and is led to the console',
    async (username, { visit }) => {
      const visitor = await visit({ as: username, size: 'phone' });
      const { page } = visitor;
      await visitor.open('/report');
      await page.getByText('审计和管理员账号不能上报，请使用工作台。').waitFor();
      expect(await page.locator('form').count()).toBe(0);
      await page.getByRole('link', { name: '工作台' }).click();
      await page.waitForURL((url) => url.pathname !== '/report');
      await settled(page);
    },
  );
});
