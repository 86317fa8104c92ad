// What an auditor does: finds a case, has its chain recomputed in the browser, looks back at any instant, and has the engine's histories
// replayed against ledger and read model.
import { expect } from 'vitest';
import { client, post, settled, test } from '../support/console.ts';
import { withStreet } from '../support/some-case.ts';

test('an auditor proves a case: chain, looking back, replay', async ({ visit }) => {
  const { caseNo } = await withStreet();
  await client.act(post('zone'), caseNo, 'supervise', { card: 'yellow' }, '居民再次来电，请速办。');
  const events = await client.events(post('auditor'), caseNo);
  const visitor = await visit({ as: 'auditor' });
  const { page } = visitor;
  await visitor.open('/audit');
  await settled(page);
  await page.getByPlaceholder('事项编号的一部分，或诉求中的字词').fill(caseNo);
  await page.keyboard.press('Enter');
  await page
    .getByRole('link', { name: caseNo })
    .or(page.getByRole('button', { name: caseNo }))
    .first()
    .click();

  await page.getByText(`本浏览器已重算 ${events.length} 条，哈希链完整`).waitFor();
  const slider = page.getByRole('slider', { name: '回看到第几条' });
  await slider.focus();
  await page.keyboard.press('Home');
  await page
    .getByText(/^第 1 条/)
    .first()
    .waitFor();
  expect(await page.url()).toContain('seq=1');
  await page.keyboard.press('End');

  await page.getByRole('button', { name: /开始重放|重新核对/ }).click();
  await page.getByText('三方一致').waitFor({ timeout: 60_000 });
});

test('what the console shows of a case is what its history says: a link leads to an instant of it', async ({
  visit,
}) => {
  const { caseNo } = await withStreet();
  const visitor = await visit({ as: 'auditor' });
  await visitor.open(`/audit?case=${caseNo}&seq=2`);
  await settled(visitor.page);
  await visitor.page
    .getByText(/^第 2 条/)
    .first()
    .waitFor();
});

test('an auditor is told who read a case and who took its ledger; a supervisor of their own people only', async ({
  visit,
}) => {
  const { caseNo } = await withStreet();
  await client.read(post('city'), caseNo);
  await client.read(post('yongfu'), caseNo);
  const auditor = await visit({ as: 'auditor' });
  await auditor.open(`/audit?case=${caseNo}`);
  const looks = auditor.page.getByRole('region', { name: '查看留痕' });
  await looks
    .getByRole('listitem')
    .filter({ hasText: post('city').name })
    .getByText('查看事项内容')
    .waitFor();
  await looks
    .getByRole('listitem')
    .filter({ hasText: post('yongfu').name })
    .waitFor();
  const download = auditor.page.waitForEvent('download');
  await auditor.page.getByRole('link', { name: /台账 ledger.jsonl/ }).click();
  await download;
  await looks.getByRole('button', { name: '刷新查看留痕' }).click();
  await looks
    .getByRole('listitem')
    .filter({ hasText: post('auditor').name })
    .getByText('下载台账')
    .waitFor();

  const street = await visit({ as: 'yongfu' });
  await street.open(`/audit?case=${caseNo}`);
  const own = street.page.getByRole('region', { name: '查看留痕' });
  await own
    .getByRole('listitem')
    .filter({ hasText: post('yongfu').name })
    .first()
    .waitFor();
  expect(
    await own
      .getByRole('listitem')
      .filter({ hasText: post('city').name })
      .count(),
  ).toBe(0);
});
