// `caseloop demo`: carries three real cases round the loop of the running system and tells them as stories.
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../platform/config.ts';
import { readRunning } from '../platform/running.ts';
import { createClient } from './client.ts';
import { burstPipe } from './demo/burst-pipe.ts';
import { goesWrong } from './demo/goes-wrong.ts';
import { hallwayClutter } from './demo/hallway-clutter.ts';
import { type Story, tell } from './demo/teller.ts';
import { readSignIns } from './sign-ins.ts';

const stories: readonly Story[] = [hallwayClutter, burstPipe, goesWrong];

interface Options {
  live?: boolean;
  story?: number;
}

export function register(program: Command): void {
  program
    .command('demo')
    .description('演示 Carry three cases round the loop of the running system, told as stories')
    .option('--live', '不快进、不标演练，只演前两个 Skip no time and mark nothing as a rehearsal: stories 1 and 2')
    .option('--story <number>', '只演一个 Only story 1, 2 or 3', storyNumber)
    .action(demo);
}

const storyNumber = (text: string): number => {
  const number = Number(text);
  if (stories[number - 1]) return number;
  throw new InvalidArgumentError('1、2 或 3。Choose 1, 2 or 3.');
};

const demo = async ({ live = false, story }: Options): Promise<void> => {
  const chosen = story === undefined ? stories.filter((each) => each.live || !live) : [stories[story - 1] as Story];
  if (live && chosen.some((each) => !each.live)) {
    throw new Error('故事三要过好几天，只能演练：去掉 --live。Story 3 takes days: run it without --live.');
  }
  const { home } = readConfig(process.env);
  const running = readRunning(home);
  if (!running) {
    throw new Error(
      `系统没有在运行，请先在另一终端执行 npm start。Nothing runs over ${home}; run npm start in another terminal first.`,
    );
  }
  const theatre = {
    client: createClient(running.apiUrl),
    signIns: readSignIns(home),
    names: new Map<string, string>(),
    live,
    say: (line: string) => console.log(line),
  };
  for (const each of chosen) await tell(each, theatre);
  console.log(`
  接口与文档  ${running.apiUrl}/docs
  账号        ${join(home, 'sign-ins.json')}
  下一步      ${live ? 'npx caseloop demo                 演练三个故事，时间可快进' : 'npx caseloop demo --live          不快进、按真实时间再走一遍前两个故事'}
`);
};
