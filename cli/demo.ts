// `caseloop demo`: carries three real cases round the loop of the running system and tells them as stories; with `--season`, leads a
// season of thousands of requests to their ends; with `--open`, leaves real cases open all over the zone.
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { createClient } from './client.ts';
import { burstPipe } from './demo/burst-pipe.ts';
import { goesWrong } from './demo/goes-wrong.ts';
import { hallwayClutter } from './demo/hallway-clutter.ts';
import { letSlip } from './demo/slipping.ts';
import { type Story, tell } from './demo/teller.ts';
import { openZone } from './demo/zone-at-work.ts';
import { runningSystem } from './running-system.ts';
import { readSignIns } from './sign-ins.ts';

const stories: readonly Story[] = [hallwayClutter, burstPipe, goesWrong];

interface Options {
  live?: boolean;
  story?: number;
  season?: boolean;
  cases?: number;
  seed?: number;
  open?: number;
}

/** The season of which zone. */
const county = 'xx.zone';

export function register(program: Command): void {
  program
    .command('demo')
    .description('演示 Carry three cases round the loop of the running system, told as stories')
    .option('--live', '不快进、不标演练，只演前两个 Skip no time and mark nothing as a rehearsal: stories 1 and 2')
    .option('--story <number>', '只演一个 Only story 1, 2 or 3', storyNumber)
    .option(
      '--season',
      '一季 5104 件：全部演练，随机而可重现 A season of 5,104 rehearsed requests, reproducible from its seed',
    )
    .option('--cases <number>', '这一季的件数 Requests of the season', wholeNumber(1, 100_000))
    .option('--seed <number>', '这一季的种子 Seed of the season', wholeNumber(0, 2 ** 31 - 1))
    .option(
      '--open <number>',
      '全区受理这么多件真实事项，留着不办完 Leave so many real cases open all over the zone, to see the console at work',
      wholeNumber(1, 1_000),
    )
    .action(demo);
}

const wholeNumber =
  (from: number, to: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= from && number <= to) return number;
    throw new InvalidArgumentError(`${from} 至 ${to} 的整数。A whole number from ${from} to ${to}.`);
  };

const storyNumber = (text: string): number => {
  const number = Number(text);
  if (stories[number - 1]) return number;
  throw new InvalidArgumentError('1、2 或 3。Choose 1, 2 or 3.');
};

const demo = async ({ season, open, ...options }: Options): Promise<void> => {
  if (open === undefined) return season ? playSeasonOf(options) : tellStories(options);
  if (season || Object.keys(options).length > 0) {
    throw new Error('--open 不能与其他选项同用。--open goes without other options.');
  }
  return leaveOpen(open);
};

const leaveOpen = async (cases: number): Promise<void> => {
  const { home, apiUrl } = runningSystem();
  const zone = readSignIns(home).find(({ role, unit }) => role === 'county' && unit === county);
  if (!zone) throw new Error(`sign-ins.json has no centre of ${county}. Is it the file of this installation?`);
  const client = createClient(apiUrl);
  const handled = await openZone(client, zone, { county, cases });
  const slipping = await letSlip(client, zone, county);
  console.log(`
  已受理  ${cases} 件，均未办结 received, all of them open
  超期    另有 ${slipping} 件演练处在督办阶梯各级，见 rehearsals at the rungs of the ladder: ${apiUrl}/overdue?rehearsals=true
  看一看  ${apiUrl}/work（工作台）、${apiUrl}/hall（指挥大厅）${handled === null ? '' : `、${apiUrl}/cases/${handled}`}
  登录    ${zone.username}，密码在 password in ${join(home, 'sign-ins.json')}
`);
};

const playSeasonOf = async ({ live, story, cases, seed = 1 }: Omit<Options, 'season' | 'open'>): Promise<void> => {
  if (live || story !== undefined) {
    throw new Error('--season 不能与 --live、--story 同用。--season goes without --live and --story.');
  }
  const { home, apiUrl } = runningSystem();
  const { playSeason } = await import('./demo/season/season.ts');
  const { zone } = await import('./demo/season/figures.ts');
  process.exitCode = await playSeason({
    client: createClient(apiUrl),
    apiUrl,
    home,
    county,
    cases: cases ?? zone.received,
    seed,
    say: (line) => console.log(line),
    screen: process.stdout,
  });
};

const tellStories = async ({ live = false, story, cases, seed }: Omit<Options, 'season' | 'open'>): Promise<void> => {
  if (cases !== undefined || seed !== undefined) {
    throw new Error('--cases、--seed 与 --season 同用。--cases and --seed go with --season.');
  }
  const chosen = story === undefined ? stories.filter((each) => each.live || !live) : [stories[story - 1] as Story];
  if (live && chosen.some((each) => !each.live)) {
    throw new Error('故事三要过好几天，只能演练：去掉 --live。Story 3 takes days: run it without --live.');
  }
  const { home, apiUrl } = runningSystem();
  const theatre = {
    client: createClient(apiUrl),
    signIns: readSignIns(home),
    names: new Map<string, string>(),
    live,
    say: (line: string) => console.log(line),
  };
  for (const each of chosen) await tell(each, theatre);
  console.log(`
  控制台      ${apiUrl}/${live ? '' : '（演练不进统计和清单：工作台勾选「演练」，或直接打开 /cases/<编号>。Rehearsals are in no list unless asked for.）'}
  接口与文档  ${apiUrl}/docs
  账号        ${join(home, 'sign-ins.json')}
  下一步      ${live ? 'npx caseloop demo                 演练三个故事，时间可快进' : 'npx caseloop demo --live          不快进、按真实时间再走一遍前两个故事'}
              npx caseloop demo --open 40       全区留 40 件未办结的真实事项，看工作台和指挥大厅
`);
};
