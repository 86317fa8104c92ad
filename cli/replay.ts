// `caseloop replay <caseNo | file>`: the three-way check of a case, or the replay of one exported history. Exit code 0: everything
// agrees; 1: something does not; 2: it could not be checked.
import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { quietRuntime } from '../worker/quiet.ts';
import { type RecordedRun, recordedRun, replayRuns } from '../worker/replay.ts';
import { checkCase } from '../worker/three-way.ts';
import { findBreak, hashState } from '../workflows/case/chain.ts';
import { fold } from '../workflows/case/evolve.ts';
import { CaseNo } from '../workflows/contract/ids.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';
import { withEvidence } from './evidence.ts';

export function register(program: Command): void {
  program
    .command('replay')
    .description('重放 Replay a case (or an exported history) on today’s code and compare with ledger and read model')
    .argument('<case>', '事项编号，或导出的历史文件 a case number, or the file of an exported history (JSON)')
    .option('--json', '以 JSON 输出 print the verdict as JSON')
    .action(replay);
}

const replay = async (subject: string, { json = false }: { json?: boolean }): Promise<void> => {
  quietRuntime();
  if (CaseNo.safeParse(subject).success) return replayCase(subject, json);
  if (existsSync(subject)) return replayFile(subject, json);
  throw new Error(
    `既不是事项编号，也没有这个文件：${subject}。Neither a case number such as SF-20261123-00017 nor a file.`,
  );
};

const replayCase = async (caseNo: string, json: boolean): Promise<void> =>
  withEvidence(async (evidence) => {
    const verdict = await checkCase(evidence, caseNo);
    console.log(json ? JSON.stringify(verdict, null, 2) : inWords(verdict));
    process.exitCode = exitCodeOf(verdict.comparisons);
  });

const marks = { true: '✓', false: '✗', null: '?' } as const;
const names: Record<Comparison['name'], string> = {
  chain: '台账 ledger',
  readModel: '读模型 read model',
  replay: '重放 replay',
};

const inWords = ({ caseNo, events, runs, stateHash, comparisons, agrees }: Verdict): string =>
  [
    `${caseNo}  ${events} 条记录 events · ${runs} 次运行 runs`,
    ...comparisons.map(({ name, ok, detail }) => `  ${marks[`${ok}`]} ${names[name]}：${detail}`),
    `  状态哈希 state hash ${stateHash ?? '—'}`,
    agrees ? '三方一致 all three agree' : '未能证明一致 not proven, see above',
  ].join('\n');

const exitCodeOf = (comparisons: readonly Comparison[]): number => {
  if (comparisons.some(({ ok }) => ok === false)) return 1;
  return comparisons.every(({ ok }) => ok === true) ? 0 : 2;
};

/** A file holds one run's history in protobuf-JSON, as `caseloop export` and `temporal workflow show --output json` write it. */
const replayFile = async (file: string, json: boolean): Promise<void> => {
  const [run] = await replayRuns([readHistory(file)]);
  const events = run?.events ?? [];
  const broken = findBreak(events, run?.restored ?? null);
  const sound = run !== undefined && run.error === null && broken === null && events.length > 0;
  const stateHash = events.length > 0 ? hashState(fold(events, run?.restored ?? null)) : null;
  const problem = run?.error?.message ?? (broken ? `the chain breaks at event ${broken.seq}: ${broken.what}` : null);
  if (json) console.log(JSON.stringify({ file, events: events.length, stateHash, problem, sound }, null, 2));
  else {
    console.log(
      `${file}  ${marks[`${sound}`]} ${events.length} 条记录 events · 状态哈希 state hash ${stateHash ?? '—'}`,
    );
    if (problem) console.log(`  ${problem}`);
  }
  process.exitCode = sound ? 0 : 1;
};

const readHistory = (file: string): RecordedRun => {
  try {
    return recordedRun(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} 不是可读的历史。Not a history in JSON: ${(error as Error).message}`);
  }
};
