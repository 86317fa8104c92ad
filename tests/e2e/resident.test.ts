// A resident with the two lines of a receipt: sees where the request stands and what was promised, reads the answer, says that it is not
// solved, and at last that it is. What a stranger with a wrong line sees: nothing.
import { expect } from 'vitest';
import { faultOf } from '../../cli/demo/trail.ts';
import { client, origin, post, signInAnew, test } from '../support/console.ts';
import { lookUpCase, receiveAtDesk } from '../support/receiving.ts';
import { ordinaryRequest } from '../support/some-case.ts';

/** `12月2日`, the day in China that a deadline ends: the one at midnight the day before it. */
const spokenDate = (due: string): string => {
  const beijing = new Date(Date.parse(due) - 60_000 + 8 * 3_600_000);
  return `${beijing.getUTCMonth() + 1}月${beijing.getUTCDate()}日`;
};

test('follows the request from the receipt to the grade, and brings it back once', async ({ visit }) => {
  const [zone, yongfu] = [post('zone'), post('yongfu')];
  const desk = await visit({ as: 'zone' });
  const receipt = await receiveAtDesk(desk, ordinaryRequest);
  const { caseNo } = receipt;
  const resident = await visit({ size: 'phone' });
  const { page } = resident;
  const standing = page.getByRole('heading', { level: 1 });
  const refresh = () => page.getByRole('button', { name: '刷新' }).click();
  const stands = (words: string) => standing.filter({ hasText: words }).waitFor();
  const grade = async (satisfaction: string, words: string) => {
    await page.getByText(satisfaction, { exact: true }).click();
    await page.getByLabel(/^意见/).fill(words);
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('已收到，谢谢您。').waitFor();
    expect(await page.getByRole('button', { name: '提交评价' }).count()).toBe(0);
  };

  // As it is copied from a slip of paper.
  await lookUpCase(resident, {
    caseNo: caseNo.toLowerCase(),
    secret: receipt.secret.replaceAll('-', ' ').toLowerCase(),
  });
  await stands('办理中');
  const promised = (await client.read(zone, caseNo)).clocks.find(({ name }) => name === 'case')?.due ?? '';
  const sentence = page.locator('.sentence');
  expect(await sentence.textContent()).toContain('示范区');
  expect(await sentence.textContent()).toContain(`承诺 ${spokenDate(promised)}`);
  await page.getByText(ordinaryRequest.description).waitFor();

  await client.act(zone, caseNo, 'verify', { finding: '网格员拍回照片属实，污水漫路约三十米。' });
  await client.act(zone, caseNo, 'dispatch', { unit: yongfu.unit, demand: '三个工作日内疏通。' });
  await client.act(yongfu, caseNo, 'complete', { result: '已机械疏通主沟三十米。', solved: 'partly' });
  await client.act(yongfu, caseNo, 'reply', { answer: '主沟已疏通，支沟另行安排。' });
  await refresh();
  await stands('请您评价');
  await page.locator('.answer').getByText('主沟已疏通，支沟另行安排。').waitFor();

  await grade('不满意', '门口那段还是堵的，雨一下又漫。');
  await stands('办理中');
  expect(await client.read(zone, caseNo)).toMatchObject({ step: 'rework', satisfaction: 'dissatisfied' });
  await page.locator('.story').getByText('门口那段还是堵的，雨一下又漫。').waitFor();
  // What goes into the paper file says how far it was solved, and the grade.
  await desk.open(`/cases/${caseNo}`);
  await desk.page.locator('.sheet').getByText('满意度：不满意').waitFor({ state: 'attached' });
  await desk.page.locator('.sheet').getByText('解决程度：部分解决').waitFor({ state: 'attached' });

  await client.act(zone, caseNo, 'redo', {}, '居民说得在理：支沟不通，问题就没有解决。');
  await client.act(yongfu, caseNo, 'complete', { result: '主沟、支沟全部疏通，放水试验不漫路。', solved: 'solved' });
  await client.act(yongfu, caseNo, 'reply', { answer: '支沟也通了，雨后网格员会来看一次。' });
  await refresh();
  await stands('请您评价');
  expect(await page.getByText('已收到，谢谢您。').count()).toBe(0);
  await page.locator('.answer').getByText('支沟也通了，雨后网格员会来看一次。').waitFor();

  await grade('满意', '这回是真通了。');
  await client.act(zone, caseNo, 'review', { cause: 'singular', lesson: '支沟与主沟一并查看。' });
  await client.act(zone, caseNo, 'close', { conclusion: '重办后居民满意，办结。' });
  await refresh();
  await stands('已办结');
  expect(await sentence.textContent()).toContain('您的评价：满意');

  const events = await client.events(zone, caseNo);
  expect(faultOf(events)).toBeNull();
  const grades = events.filter(({ type }) => type === 'calledBack');
  expect(grades.map(({ authority }) => authority.basis)).toEqual(['receipt', 'receipt']);

  await page.getByRole('button', { name: '退出' }).click();
  await stands('查询我的诉求');
  await page.reload();
  await stands('查询我的诉求');
  expect(await page.getByText(ordinaryRequest.description).count()).toBe(0);
});

test('what is being written stays while the case moves on, and when the session ends, and is sent once', async ({
  visit,
}) => {
  const zone = post('zone');
  const receipt = await receiveAtDesk(await visit({ as: 'zone' }), ordinaryRequest);
  const resident = await visit({ size: 'phone' });
  const { page, context } = resident;
  resident.expectTrouble(/^401 /);
  const words = '补充：雨天水会漫进楼道。';
  const note = page.getByLabel('内容', { exact: true });
  await lookUpCase(resident, receipt);
  await page.getByRole('button', { name: '补充说明' }).click();
  await note.fill(words);

  await client.act(zone, receipt.caseNo, 'verify', { finding: '网格员拍回照片属实。' });
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await page.locator('.story').getByText('核实了情况').waitFor();
  expect(await note.inputValue()).toBe(words);

  await context.clearCookies();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('您正在填写的内容还在').waitFor();
  expect(await note.isVisible()).toBe(false);
  expect(await page.getByLabel('事项编号').inputValue()).toBe(receipt.caseNo);
  await page.getByLabel('查询码').fill(receipt.secret);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await note.waitFor();
  expect(await note.inputValue()).toBe(words);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.getByText('已收到，谢谢您。').waitFor();
  expect(await note.count()).toBe(0);
  const events = await client.events(zone, receipt.caseNo);
  expect(events.filter(({ texts }) => texts.text === words)).toHaveLength(1);
});

test('a wrong line opens nothing, and which of the two it was is not told', async ({ visit }) => {
  const receipt = await receiveAtDesk(await visit({ as: 'zone' }), ordinaryRequest);
  const told: (string | null)[] = [];
  for (const wrong of [
    { ...receipt, secret: 'AAAA-AAAA-AAAA-AAAA' },
    { ...receipt, caseNo: 'SF-20200101-00001' },
  ]) {
    const stranger = await visit({ size: 'phone' });
    stranger.expectTrouble(/^401 .*\/v1\/sign-in$/);
    await lookUpCase(stranger, wrong);
    told.push(await stranger.page.locator('.notice.danger').textContent());
    expect(await stranger.page.getByText(ordinaryRequest.description).count()).toBe(0);
  }
  expect(told[0]).toContain('编号与查询码不符');
  expect(told[1]).toBe(told[0]);
});

test('the link of a receipt does not end the session of somebody at the console unasked', async ({ visit }) => {
  const receipt = await receiveAtDesk(await visit({ as: 'zone' }), ordinaryRequest);
  const visitor = await visit();
  const { page, context } = visitor;
  await signInAnew(context, 'zone');
  const whoIsHere = async () => (await context.request.get(`${origin}/v1/me`)).json();
  await visitor.open(`/resident#no=${receipt.caseNo}&secret=${receipt.secret}`);
  await page
    .locator('.notice.warn')
    .filter({ hasText: post('zone').name })
    .waitFor();
  expect(await whoIsHere()).toMatchObject({ kind: 'person' });
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.getByText(ordinaryRequest.description).waitFor();
  expect(await whoIsHere()).toMatchObject({ kind: 'resident', caseNo: receipt.caseNo });
});
