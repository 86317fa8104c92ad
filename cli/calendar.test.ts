// `caseloop calendar import` over the API: a dry run changes nothing, a wrongly copied notice is refused, deadlines are told on China's clock.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from '../tests/support/api.ts';
import { type Commands, commandsOver } from '../tests/support/commands.ts';

let api: TestApi;
let commands: Commands;
beforeAll(async () => {
  api = await startApi({ worker: true });
  commands = await commandsOver(api);
});
afterAll(async () => {
  await api.close();
  commands.close();
});

const importing = (content: object | null, ...options: string[]) => {
  const file = join(commands.home, content === null ? 'nowhere.json' : '2027.json');
  if (content) writeFileSync(file, JSON.stringify(content));
  return commands.run('calendar', 'import', file, ...options);
};

const year = {
  year: '2027',
  notice: '示例 for this test',
  off: [{ date: '2027-01-01', name: '元旦' }],
  work: [{ date: '2027-02-14', name: '春节调休' }],
};
const versionOf = async (name: string): Promise<number> =>
  (await api.call('GET', `/v1/calendars/${name}`, { as: 'city-admin' })).body.version;

test('a make-up day on a working day, a day listed twice and a missing file are refused by name, and nothing is published', async () => {
  const before = await versionOf('zone');
  const tuesday = await importing({ ...year, work: [{ date: '2027-02-16', name: '春节调休' }] });
  expect(tuesday).toMatchObject({ code: 1, output: expect.stringContaining('work.0.date: 2027-02-16 是星期二') });
  const twice = await importing({ ...year, off: [...year.off, { date: '2027-02-14', name: '春节' }] });
  expect(twice).toMatchObject({ code: 1, output: expect.stringContaining('2027-02-14 重复') });
  expect(await importing(null)).toMatchObject({ code: 1, output: expect.stringContaining('没有文件') });
  expect(await versionOf('zone')).toBe(before);
});

test('a year typed wrongly, with others missing before it, is refused and says which, and nothing is published', async () => {
  const before = await versionOf('cn');
  const refused = await importing({ ...year, year: '2077', off: [], work: [] });
  expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/「cn」缺 \d{4} 年/) });
  expect(await versionOf('cn')).toBe(before);
});

test('a dry run tells what would move, on the clock of China, and publishes nothing', async () => {
  const before = await versionOf('zone');
  const { body } = await api.receive();
  const due = body.state.clocks.find(({ name }) => name === 'case')?.due as string;
  // The day in China that the deadline ends.
  const day = new Date(Date.parse(due) - 1 + 8 * 3_600_000).toISOString().slice(0, 10);
  const dry = await importing(
    { ...year, year: day.slice(0, 4), off: [{ date: day, name: '示例' }], work: [] },
    '--dry-run',
  );
  expect(dry).toMatchObject({ code: 0, output: expect.stringMatching(/Dry run.*nothing was published/) });
  expect(dry.output).toMatch(new RegExp(`${body.caseNo}  case  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d → `));
  expect(dry.output).not.toMatch(/\d:\d\dZ|\.000Z/);
  expect(await versionOf('zone')).toBe(before);
});

test('without it, the year is published in every calendar, and the same file again makes no other version', async () => {
  const before = await versionOf('zone');
  expect(await importing(year)).toMatchObject({ code: 0, output: expect.stringContaining('「cn」') });
  expect(await versionOf('zone')).toBe(before + 1);
  expect(await importing(year)).toMatchObject({ code: 0 });
  expect(await versionOf('zone')).toBe(before + 1);
});
