// `caseloop replay <caseNo | files | folder>`: the three-way check of a case, or the check of exported files. Exit code 0: everything
// agrees; 1: something does not; 2: it could not be checked.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { checkFiles, type OfflineVerdict, parseLedger } from '../worker/offline.ts';
import { quietRuntime } from '../worker/quiet.ts';
import { type RecordedRun, recordedRun } from '../worker/replay.ts';
import { checkCase } from '../worker/three-way.ts';
import { CaseNo } from '../workflows/contract/ids.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';
import { withEvidence } from './evidence.ts';

export function register(program: Command): void {
  program
    .command('replay')
    .description('重放 Replay a case (or what was exported of one) on today’s code, and compare')
    .argument(
      '<case...>',
      '事项编号，或导出的文件（夹） a case number, or exported files: ledger.jsonl and the histories in their order, or their folder',
    )
    .option('--json', '以 JSON 输出 print the verdict as JSON')
    .action(replay);
}

const replay = async (subjects: string[], { json = false }: { json?: boolean }): Promise<void> => {
  const endRuntime = quietRuntime();
  try {
    const [first] = subjects as [string];
    const isCase = subjects.length === 1 && CaseNo.safeParse(first).success;
    if (isCase && existsSync(first)) console.error(alsoFiles(first));
    const verdict = isCase ? await ofCase(first) : await ofFiles(subjects);
    console.log(json ? JSON.stringify(verdict, null, 2) : inWords(verdict));
    process.exitCode = exitCodeOf(verdict.comparisons);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  } finally {
    await endRuntime();
  }
};

const alsoFiles = (name: string): string =>
  `按事项编号 ${name} 核验；要核验此处的同名文件夹，请写 ./${name}。Taken as the case number; for what is here under this name, write ./${name}.`;

const ofCase = async (caseNo: string): Promise<Verdict> => {
  let verdict: Verdict | undefined;
  await withEvidence(async (evidence) => {
    verdict = await checkCase(evidence, caseNo);
  });
  return verdict as Verdict;
};

const ofFiles = async (subjects: readonly string[]): Promise<OfflineVerdict> => {
  const files = subjects.flatMap(filesOf);
  const ledgers = files.filter((file) => file.endsWith('.jsonl'));
  if (ledgers.length > 1) throw new Error(`一次只能核验一份台账。One ledger at a time: ${ledgers.join(', ')}`);
  const histories = files.filter((file) => !file.endsWith('.jsonl'));
  const [ledger] = ledgers.map((file) => read(file, '台账', 'ledger', parseLedger));
  return checkFiles(ledger ?? null, histories.map(readHistory));
};

/** A file, or what `caseloop export` wrote into a folder. */
const filesOf = (subject: string): string[] => {
  if (!existsSync(subject)) {
    throw new Error(
      `既不是事项编号，也没有这个文件：${subject}。Neither a case number such as SF-20261123-00017 nor a file.`,
    );
  }
  if (!statSync(subject).isDirectory()) return [subject];
  const number = (name: string) => Number(/^run-(\d+)\.json$/.exec(name)?.[1]);
  const names = readdirSync(subject);
  const runs = names.filter((name) => number(name) > 0).sort((a, b) => number(a) - number(b));
  const missing = runs.findIndex((name, i) => number(name) !== i + 1);
  if (missing !== -1) {
    throw new Error(`${subject} 里缺少 run-${missing + 1}.json。A run’s history is missing: run-${missing + 1}.json.`);
  }
  const found = [...names.filter((name) => name === 'ledger.jsonl'), ...runs].map((name) => join(subject, name));
  if (found.length > 0) return found;
  throw new Error(`${subject} 里没有 ledger.jsonl 或 run-1.json。Nothing there that caseloop export writes.`);
};

/** One run's history in protobuf-JSON, as `caseloop export` and `temporal workflow show --output json` write it. */
const readHistory = (file: string): RecordedRun =>
  read(file, '运行历史', 'history', (text) => recordedRun(JSON.parse(text)));

const read = <T>(file: string, zh: string, en: string, parse: (text: string) => T): T => {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} 不是可读的${zh}。Not a ${en} that can be read: ${(error as Error).message}`);
  }
};

const marks = { true: '✓', false: '✗', null: '?' } as const;
const names: Record<Comparison['name'], string> = {
  chain: '台账 ledger',
  readModel: '读模型 read model',
  replay: '重放 replay',
  rules: '类型与日历 type and calendars',
  texts: '原文 texts',
};

const inWords = (verdict: Verdict | OfflineVerdict): string => {
  const { caseNo, events, runs, stateHash, comparisons, agrees } = verdict;
  const agreed =
    'head' in verdict
      ? '文件相符 the files agree'
      : '三方一致，封印和原文相符 all three agree, and seals and texts with them';
  return [
    `${caseNo ?? '—'}  ${events} 条记录 events · ${runs} 次运行 runs`,
    ...comparisons.map(({ name, ok, detail }) => `  ${marks[`${ok}`]} ${names[name]}：${detail}`),
    `  状态哈希 state hash ${stateHash ?? '—'}`,
    ...('head' in verdict
      ? [`  链头 head ${verdict.head ?? '—'}（请与他处留存的链头核对 compare it with one that was kept elsewhere）`]
      : []),
    agrees ? agreed : '未能证明一致 not proven, see above',
  ].join('\n');
};

const exitCodeOf = (comparisons: readonly Comparison[]): number => {
  if (comparisons.some(({ ok }) => ok === false)) return 1;
  return comparisons.every(({ ok }) => ok === true) ? 0 : 2;
};
