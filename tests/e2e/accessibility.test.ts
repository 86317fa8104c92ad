// axe-core over every page and its main states, at the size of a desk and of a phone, in a light and a dark scheme: nothing serious,
// nothing critical. And what axe cannot see: one heading of the first rank, a title, and no page wider than its window.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { origin, settled, test, type VisitOptions, type Visitor } from '../support/console.ts';
import { begin, named, openCase } from '../support/hands.ts';
import { offeredTo, withStreet } from '../support/some-case.ts';

/** A real case that a street works on. */
let caseNo: string;

beforeAll(async () => {
  ({ caseNo } = await withStreet());
});

/** Violations that keep somebody from using the page, as lines. */
const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: axe.Result[] }>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.slice(0, 5).map(({ target, failureSummary }) => {
        const why = failureSummary?.split('\n').at(1)?.trim() ?? help;
        return `${id}: ${target.join(' ')}: ${why}`;
      }),
    );
};

const beyondWindow = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

type Visit = (options?: VisitOptions) => Promise<Visitor>;

/** Opens a state at both sizes and in both schemes, and gathers what is wrong with it. */
const examine = async (
  visit: Visit,
  as: string | undefined,
  path: () => string,
  reach: (page: Page, size: 'desktop' | 'phone') => Promise<void> = async () => undefined,
): Promise<void> => {
  const wrong: string[] = [];
  for (const size of ['desktop', 'phone'] as const) {
    const visitor = await visit({ ...(as !== undefined && { as }), size, bypassCSP: true });
    const { page } = visitor;
    await visitor.open(path());
    await settled(page);
    await reach(page, size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      wrong.push(...(await findings(page)).map((each) => `${size}, ${colorScheme}: ${each}`));
    }
    const headings = await page.getByRole('heading', { level: 1 }).count();
    if (headings !== 1) wrong.push(`${size}: ${headings} headings of the first rank`);
    if ((await page.title()) === '') wrong.push(`${size}: no title`);
    const beyond = await page.evaluate<number>(beyondWindow);
    if (beyond > 0) wrong.push(`${size}: ${beyond} px wider than its window`);
    await visitor.context.close();
  }
  expect([...new Set(wrong)]).toEqual([]);
};

describe('with data', () => {
  test.for([
    ['/sign-in', undefined],
    ['/work', 'zone'],
    ['/overdue', 'zone'],
    ['/hall', 'zone'],
    ['/audit', 'auditor'],
    ['/org', 'admin'],
    ['/types', 'zone'],
    ['/calendars', 'city-admin'],
    ['/report', 'grid-cuizhuang'],
    ['/resident', undefined],
  ] as const)('%s', async ([path, as], { visit }) => {
    await examine(visit, as, () => path);
  });

  test('a case', async ({ visit }) => {
    await examine(visit, 'yongfu', () => `/cases/${caseNo}`);
  });

  test('the audit of a case', async ({ visit }) => {
    await examine(visit, 'auditor', () => `/audit?case=${caseNo}`);
  });
});

describe('with nothing to show', () => {
  test.for(['/work', '/overdue', '/hall', '/audit'])('%s', async (path, { visit }) => {
    await examine(visit, 'yanjin', () => path);
  });

  test('a page that is not for the role', async ({ visit }) => {
    await examine(visit, 'auditor', () => '/work');
  });

  test('an address that is no page', async ({ visit }) => {
    await examine(visit, 'zone', () => '/no/such/page');
  });
});

test('the dialog of an action, before and after it was filled in wrongly', async ({ visit }) => {
  const offered = await offeredTo('yongfu', caseNo, 'requestExtension');
  await examine(
    visit,
    'yongfu',
    () => `/cases/${caseNo}`,
    async (page) => {
      await openCase(page, caseNo);
      const dialog = await begin(page, offered);
      await dialog.getByRole('button', { name: named('提交') }).click();
      await dialog.getByRole('alert').first().waitFor();
    },
  );
});

test('the sign-in page after a refusal', async ({ visit }) => {
  const visitor = await visit({ bypassCSP: true });
  visitor.expectTrouble(/^401 .*\/v1\/sign-in$/);
  const { page } = visitor;
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('用户名').fill('nobody');
  await page.getByLabel('密码', { exact: true }).fill('nothing');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await findings(page)).toEqual([]);
});
