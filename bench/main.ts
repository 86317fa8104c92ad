// `npm run bench`: measures the whole system on this machine and prints one line of JSON a figure. Everything is durable throughout
// (fsync, synchronous_commit, the engine's full sync); ratios between lines of one run mean more than any single figure.
import { cpus, totalmem } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { newHome, removeHome, type System, startSystem } from '../tests/support/system.ts';
import { cluster } from './cluster.ts';
import { consoleFigures } from './console.ts';
import { floor } from './floor.ts';
import { hall } from './hall.ts';
import { held } from './held.ts';
import { intake } from './intake.ts';
import { lifecycle, seatOf } from './lifecycle.ts';
import { lists } from './lists.ts';
import { replay } from './replay.ts';
import { storm } from './storm.ts';

const parts = [
  'floor',
  'lifecycle',
  'intake',
  'replay',
  'storm',
  'held',
  'cluster',
  'lists',
  'console',
  'hall',
] as const;
type PartName = (typeof parts)[number];

interface Options {
  only: PartName[];
  cases: number;
  clients: number[];
  receipts: number;
  deadlines: number;
  open: number[];
  listed: number[];
  shown: number[];
  hallMinutes: number;
  hallCases: number;
  profile?: string;
}

const print = (part: string, figures: Record<string, unknown>): void => {
  console.log(JSON.stringify({ part, ...figures }));
};

const bench = async ({
  only,
  cases,
  clients,
  receipts,
  deadlines,
  open,
  listed,
  shown,
  hallMinutes,
  hallCases,
  profile,
}: Options): Promise<void> => {
  const [cpu] = cpus();
  print('machine', {
    cores: cpus().length,
    cpu: cpu?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  });
  const wanted = (part: PartName) => only.includes(part);
  const home = newHome();
  const env = { LOG_LEVEL: 'warn', ...(profile && { CASELOOP_PROFILE: profile }) };
  let system: System | undefined;
  try {
    system = await startSystem(home, env);
    for (const at of clients) {
      if (wanted('floor')) print('floor', await floor(system, { clients: at, cases }));
      if (wanted('lifecycle')) print('lifecycle', await lifecycle(seatOf(system), { clients: at, cases }));
    }
    for (const at of clients) {
      if (wanted('intake')) print('intake', await intake(system, { clients: at, cases: receipts }));
    }
    if (wanted('replay')) print('replay', await replay(system, cases));
    if (wanted('storm')) print('storm', await storm(system, deadlines));
    if (wanted('held')) system = await held(system, env, open, (figures) => print('held', figures));
  } finally {
    await system?.stop();
    removeHome(home);
  }
  // Each on a database of its own, after everything else has stopped.
  if (wanted('cluster')) await cluster({ clients, cases, print: (figures) => print('cluster', figures) });
  if (wanted('lists')) await lists({ sizes: listed, say: (line) => console.error(line) });
  const say = (line: string) => console.error(line);
  if (wanted('hall')) print('hall', await hall({ cases: hallCases, minutes: hallMinutes, say }));
  if (wanted('console')) print('console', await consoleFigures({ sizes: shown, say: (line) => console.error(line) }));
};

const list = (text: string): string[] => text.split(',').map((each) => each.trim());

const partNames = (text: string): PartName[] => {
  const names = list(text);
  const unknown = names.filter((name) => !parts.includes(name as PartName));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`There is no ${unknown.join(', ')}; choose from ${parts.join(', ')}.`);
  return names as PartName[];
};

const number = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('A whole number above 0.');
};

await new Command('bench')
  .description('Measures the system on this machine; prints JSON lines')
  .option('--only <parts>', `of ${parts.join(', ')}`, partNames, [...parts])
  .option('--cases <number>', 'cases of floor and lifecycle', number, 600)
  .option('--clients <numbers>', 'clients at a time', (text) => list(text).map(number), [16, 64])
  .option('--receipts <number>', 'receipts of intake', number, 2_000)
  .option('--deadlines <number>', 'deadlines of the storm', number, 10_000)
  .option('--open <numbers>', 'open cases of held, ascending', (text) => list(text).map(number), [10_000, 50_000])
  .option(
    '--listed <numbers>',
    'cases that lists are asked over',
    (text) => list(text).map(number),
    [10_000, 100_000, 1_000_000],
  )
  .option('--shown <numbers>', 'cases behind the console', (text) => list(text).map(number), [10_000])
  .option('--hall-minutes <number>', 'in which two hours are replayed before the hall', number, 5)
  .option('--hall-cases <number>', 'cases behind the hall', number, 10_000)
  .option('--profile <folder>', 'CPU profiles of worker and API go there (CASELOOP_PROFILE)')
  .action(bench)
  .parseAsync();
