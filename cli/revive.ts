// `caseloop revive <caseNo>`: lets a case go on whose workflow was terminated or lost. `--all` does so for every case that the open
// incidents name.
import { existsSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import type { Database } from '../db/client.ts';
import { openIncidents } from '../db/incidents.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { loadKeys } from '../platform/keys.ts';
import { readRunning } from '../platform/running.ts';
import { connectTemporal } from '../platform/temporal/connect.ts';
import { NothingToRevive, type Reviver, reviveCase } from '../worker/reconciler/revive.ts';
import { CaseNo, messages, workflowIdOf } from '../workflows/contract/ids.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { withDatabase } from './database.ts';
import { engineSeat } from './evidence.ts';

interface Options {
  all?: boolean;
  replace?: boolean;
}

export function register(program: Command): void {
  program
    .command('revive')
    .description('恢复 Let a case go on whose workflow was terminated or lost: a new run, from the ledger')
    .argument('[caseNo]', '事项编号 the case number')
    .option('--all', '异常清单中流程中断的全部事项 every case whose workflow is lost, as the open incidents say')
    .option('--replace', '先结束正在运行的流程 end a run that is open first: one that cannot get on')
    .action(revive);
}

const revive = async (caseNo: string | undefined, { all = false, replace = false }: Options): Promise<void> => {
  if (all === (caseNo !== undefined) || (caseNo !== undefined && !CaseNo.safeParse(caseNo).success)) {
    throw new Error('请给出一个事项编号，或 --all。Name one case such as SF-20261123-00017, or say --all.');
  }
  const config = readConfig(process.env);
  await withDatabase((db) =>
    withEngine(config, async (client) => {
      const reviver: Reviver = { db, client, taskQueue: config.taskQueue, sealKey: sealOf(config) };
      if (caseNo) await reviveOne(reviver, caseNo, replace);
      else await reviveEach(reviver, await lostCases(db), replace);
    }),
  );
};

const reviveOne = async (reviver: Reviver, caseNo: string, replace: boolean): Promise<void> => {
  const { runId, seq } = await reviveCase(reviver, caseNo, { replace });
  console.log(`${caseNo} 已恢复，接台账第 ${seq} 条。Goes on after event ${seq} of the ledger (run ${runId}).`);
  console.log(`  ${await answerOf(reviver.client, caseNo)}`);
};

/** A case that cannot be revived is told, and does not keep the others from it. Exit code 1: there was one. */
const reviveEach = async (reviver: Reviver, caseNos: readonly string[], replace: boolean): Promise<void> => {
  for (const caseNo of caseNos) {
    try {
      await reviveOne(reviver, caseNo, replace);
    } catch (error) {
      console.error(`${caseNo}  ${(error as Error).message}`);
      // An incident is told until the reconciler's next look at its case.
      if (!(error instanceof NothingToRevive)) process.exitCode = 1;
    }
  }
};

const lostCases = async (db: Database): Promise<string[]> => {
  const lost = (await openIncidents(db)).filter(({ kind }) => kind === 'WorkflowLost');
  return lost.flatMap(({ caseNo }) => caseNo ?? []);
};

/** The keys of this installation; new ones would prove nothing. */
const sealOf = ({ keysFile }: Config): string => {
  if (existsSync(keysFile)) return loadKeys(keysFile).seal;
  throw new Error(
    `没有密钥文件，无法核验台账。Without ${keysFile} the ledger cannot be trusted: set CASELOOP_HOME or CASELOOP_KEYS_FILE.`,
  );
};

const withEngine = async (config: Config, work: (client: Client) => Promise<void>): Promise<void> => {
  const seat = engineSeat(config, readRunning(config.home));
  if (!seat)
    throw new Error('找不到引擎。No engine is known: start the system with npm start, or set TEMPORAL_ADDRESS.');
  const { client, connection } = await connectTemporal(seat);
  try {
    await work(client);
  } finally {
    await connection.close();
  }
};

/** How long the case may take to answer, in ms. */
const patience = 10_000;

const answerOf = async (client: Client, caseNo: string): Promise<string> => {
  try {
    const handle = client.workflow.getHandle(workflowIdOf(caseNo));
    const state = await client.withDeadline(Date.now() + patience, () =>
      handle.query<CaseState | null>(messages.state),
    );
    return `已应答：${state?.phase ?? ''} ${state?.step ?? ''}。It answers. 核对 check: caseloop replay ${caseNo}`;
  } catch {
    return '尚未应答：worker 在运行吗？It does not answer yet: does the worker run?';
  }
};
