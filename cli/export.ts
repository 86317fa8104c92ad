// `caseloop export <caseNo> [folder]`: the evidence of a case as files that anybody can check without this system: the ledger, one
// event a line in canonical JSON, and the engine's history of each run.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { readEvents } from '../db/ledger.ts';
import { readRuns } from '../db/run-history.ts';
import { fetchHistory, historyText } from '../platform/temporal/history.ts';
import type { Evidence } from '../worker/three-way.ts';
import { canonical } from '../workflows/case/chain.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import { withEvidence } from './evidence.ts';

export function register(program: Command): void {
  program
    .command('export')
    .description('导出 Write a case’s ledger and the engine’s history of each run to files')
    .argument('<caseNo>', '事项编号 the case number')
    .argument('[folder]', '目标文件夹，默认为 ./事项编号 where to; ./<the case number> unless told')
    .action((caseNo: string, folder = `./${caseNo}`) => withEvidence((evidence) => write(evidence, caseNo, folder)));
}

const write = async ({ db, client }: Evidence, caseNo: string, folder: string): Promise<void> => {
  const { ledger, runs } = await readTogether({ db, client }, caseNo);
  if (ledger.length === 0) throw new Error(`台账中没有事项 ${caseNo}。The ledger has no case ${caseNo}.`);
  requireFree(folder, caseNo);
  mkdirSync(folder, { recursive: true });
  const save = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
    console.log(join(folder, name));
  };
  save('ledger.jsonl', `${ledger.map(canonical).join('\n')}\n`);
  for (const [i, { runId, json }] of runs.entries()) {
    if (json) save(`run-${i + 1}.json`, json);
    else
      console.error(
        `运行 ${runId} 的历史尚未导出，引擎也不在。The history of run ${runId} is neither exported nor at hand.`,
      );
  }
  console.log(`核对 check: npx caseloop replay "${folder}"`);
};

/** Readings after which a case that does not rest is exported as it is. */
const readings = 3;

/** Ledger and histories that belong together: read anew when somebody acted on the case in between. */
export const readTogether = async (
  { db, client }: Pick<Evidence, 'db' | 'client'>,
  caseNo: string,
): Promise<{ ledger: CaseEvent[]; runs: { runId: string; json: string | null }[] }> => {
  let ledger = await readEvents(db, caseNo);
  for (let reading = 1; ; reading += 1) {
    const before = ledger.length;
    const runs = [];
    for (const { runId, workflowId, history } of await readRuns(db, caseNo)) {
      runs.push({ runId, json: history ?? (client && (await liveHistory(client, workflowId, runId))) });
    }
    ledger = await readEvents(db, caseNo);
    if (ledger.length === before) return { ledger, runs };
    if (reading < readings) continue;
    console.error(
      '事项正在办理，台账可能比运行历史多几条；稍后请重新导出。The case is being worked on, and its ledger may be ahead of its histories: export it again later.',
    );
    return { ledger, runs };
  }
};

/**
 * Evidence is never written over another case's; the same case's is brought up to date.
 * @throws Error when the folder holds what was, or may have been, exported of another case
 */
export const requireFree = (folder: string, caseNo: string): void => {
  const found = existsSync(folder) && readdirSync(folder).some((name) => /^(ledger\.jsonl|run-\d+\.json)$/.test(name));
  if (!found) return;
  const holds = caseOf(join(folder, 'ledger.jsonl'));
  if (holds === caseNo) return;
  throw new Error(
    `${folder} 里是${holds === null ? '来历不明的台账或运行历史' : `事项 ${holds} 的文件`}，不予覆盖；请另选文件夹。` +
      `${folder} holds files of ${holds ?? 'an unknown case'} and they are not overwritten; choose another folder.`,
  );
};

/** The case whose ledger a file holds; null: it cannot be told. */
const caseOf = (file: string): string | null => {
  try {
    const [first = ''] = readFileSync(file, 'utf8').split('\n');
    return (JSON.parse(first) as { caseNo?: string }).caseNo ?? null;
  } catch {
    return null;
  }
};

const liveHistory = async (client: Client, workflowId: string, runId: string): Promise<string | null> => {
  const history = await fetchHistory(client, workflowId, runId);
  return history && historyText(history);
};
