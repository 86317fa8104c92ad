// `caseloop refill [--dry-run]`: after a restore, says what the ledger lacks of what the engine knows, and writes it back. Over the
// running system, or over a stopped one, whose database and engine it starts for as long as it takes. Exit code 1: something is missing.
import type { Command } from 'commander';
import { openDatabase } from '../db/client.ts';
import { requireWhole } from '../db/restoration.ts';
import { withPartsAtRest } from '../platform/at-rest.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { loadKeys } from '../platform/keys.ts';
import { readRunning } from '../platform/running.ts';
import { connectTemporal } from '../platform/temporal/connect.ts';
import { quietRuntime } from '../worker/quiet.ts';
import { type Refill, type RefillReport, refill } from '../worker/refill/refill.ts';
import { CaseNo } from '../workflows/contract/ids.ts';
import { engineSeat } from './evidence.ts';

interface Options {
  case?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function register(program: Command): void {
  program
    .command('refill')
    .description('补齐 After a restore: what the ledger lacks of what the engine knows, and write it back')
    .option('--case <caseNo>', '只查一件 one case only')
    .option('--dry-run', '只报告，不改动 say what is missing, write nothing')
    .option('--json', '以 JSON 输出 print the report as JSON')
    .action(run);
}

interface Seat {
  appUrl: string;
  engine: Pick<Config, 'temporal' | 'namespace'>;
}

const run = async ({ case: caseNo, dryRun = false, json = false }: Options): Promise<void> => {
  if (caseNo !== undefined && !CaseNo.safeParse(caseNo).success) {
    throw new Error(`不是事项编号：${caseNo}。Not a case number such as SF-20261123-00017.`);
  }
  const config = readConfig(process.env);
  const report = await withSeat(config, (seat) => refillAt(seat, config, { caseNo, dryRun }));
  console.log(json ? JSON.stringify(report, null, 2) : inWords(report, dryRun));
  const left = dryRun ? report.missing.events : report.missing.events - report.refilled.events;
  process.exitCode = left > 0 || report.behind.some(({ problem }) => problem !== null) ? 1 : 0;
};

const withSeat = async (config: Config, work: (seat: Seat) => Promise<RefillReport>): Promise<RefillReport> => {
  const running = readRunning(config.home);
  const engine = engineSeat(config, running);
  const appUrl = running?.appDatabaseUrl ?? config.appDatabaseUrl;
  if (engine && appUrl) {
    await requireWhole(appUrl);
    return work({ appUrl, engine });
  }
  return withPartsAtRest(config, async (parts) => {
    const { ownerUrl, appUrl: url } = await parts.database(loadKeys(config.keysFile));
    await requireWhole(ownerUrl);
    return work({ appUrl: url, engine: await parts.engine() });
  });
};

const refillAt = async (
  { appUrl, engine }: Seat,
  config: Config,
  wanted: Pick<Refill, 'caseNo' | 'dryRun'>,
): Promise<RefillReport> => {
  const endRuntime = quietRuntime();
  const db = openDatabase(appUrl, { applicationName: 'caseloop-refill', max: 4 });
  const { connection, client } = await connectTemporal(engine);
  try {
    return await refill({
      db,
      client,
      sealKey: loadKeys(config.keysFile).seal,
      taskQueue: config.taskQueue,
      ...wanted,
      progress: (compared, of) => of > 500 && console.error(`已核对 compared ${compared}/${of}`),
    });
  } finally {
    await Promise.all([db.close(), connection.close()]);
    await endRuntime();
  }
};

/** For `caseloop start`. @returns what to say */
export const refillFromEngine = async (config: Config, seat: Seat): Promise<string> =>
  inWords(await refillAt(seat, config, { dryRun: false }), false);

/** Cases listed by number at most. */
const most = 20;

const list = (lines: readonly string[]): string[] =>
  lines.length > most ? [...lines.slice(0, most), `    … ${lines.length - most} 件 more`] : [...lines];

const inWords = (report: RefillReport, dryRun: boolean): string => {
  const { compared, missing, refilled, lost, behind, ahead, withoutWorkflow, revived } = report;
  const settled = behind.filter(({ problem }) => problem === null);
  const stuck = behind.filter(({ problem }) => problem !== null);
  return [
    `与流程引擎核对 ${compared} 件 Compared ${compared} cases with the engine.`,
    `  台账缺 missing: ${missing.cases} 件 whole cases · ${missing.events} 条 events in ${behind.length} 件 cases · ${missing.receipts} 张 receipts`,
    ...list(settled.map(({ caseNo, ledger, engine }) => `    ${caseNo}  ${ledger} → ${engine}`)),
    ...(dryRun
      ? []
      : [
          `  已补 refilled: ${refilled.events} 条 events in ${refilled.cases} 件 cases · ${refilled.receipts} 张 receipts · ${refilled.publications} 个类型与日历版本 published versions · ${refilled.counters} 个编号 counters`,
        ]),
    ...(lost.texts + lost.files > 0
      ? [
          `  找不回 lost for good: ${lost.texts} 段文字 texts · ${lost.files} 个附件 files（仅存引用与摘要 only references and digests remain）`,
        ]
      : []),
    ...list(stuck.map(({ caseNo, problem }) => `  ✗ ${caseNo}  ${problem}`)),
    ...(ahead.length > 0
      ? [
          `  台账在前 ${ahead.length} 件，将自行衔接 ahead of the engine, taken over by themselves: ${ahead.slice(0, most).join(' ')}`,
        ]
      : []),
    ...(revived.length > 0
      ? [`  引擎中没有，已依台账续办 not in the engine, going on from the ledger: ${revived.length} 件 cases`]
      : []),
    ...list(
      withoutWorkflow
        .filter((caseNo) => !revived.includes(caseNo))
        .map((caseNo) => `  ✗ ${caseNo}  引擎中没有 not in the engine: caseloop revive ${caseNo}`),
    ),
  ].join('\n');
};
