// The three-way check of a case: its ledger, its read model, and the replay of the histories of all its runs must agree. Each of the
// three can accuse the others.
import type { Client } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { readCase } from '../db/cases.ts';
import type { Database } from '../db/client.ts';
import { readEvents } from '../db/ledger.ts';
import { type Run, readRuns } from '../db/run-history.ts';
import { fetchHistory } from '../platform/temporal/history.ts';
import { findBreak, hashState } from '../workflows/case/chain.ts';
import { fold } from '../workflows/case/evolve.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { type RecordedRun, type ReplayedRun, replayRuns } from './replay.ts';

/** One comparison and its finding; `ok` null: could not be made, `detail` says why. */
export interface Comparison {
  name: 'chain' | 'readModel' | 'replay';
  ok: boolean | null;
  detail: string;
}

export interface Verdict {
  caseNo: string;
  events: number;
  runs: number;
  /** Hash of the state that the ledger folds to. */
  stateHash: string | null;
  comparisons: Comparison[];
  /** True when every comparison was made and holds. */
  agrees: boolean;
}

export interface Evidence {
  db: Database;
  /** Null: exported histories only. */
  client: Client | null;
}

/** @throws Error when there is no such case */
export const checkCase = async (evidence: Evidence, caseNo: string): Promise<Verdict> => {
  const [verdict] = await checkCases(evidence, [caseNo]);
  return verdict as Verdict;
};

/** The same for many cases, whose histories are replayed in one go. @throws Error when one of them is not there */
export const checkCases = async ({ db, client }: Evidence, caseNos: readonly string[]): Promise<Verdict[]> => {
  const files: CaseFile[] = [];
  for (const caseNo of caseNos) {
    const ledger = await readEvents(db, caseNo);
    if (ledger.length === 0) throw new Error(`台账中没有事项 ${caseNo}。The ledger has no case ${caseNo}.`);
    const runs = await readRuns(db, caseNo);
    const recorded = await Promise.all(runs.map((run) => recordOf(run, client)));
    files.push({ caseNo, ledger, view: await readCase(db, { caseNo }, caseNo), runs, recorded });
  }
  const replayable = files.flatMap(({ recorded }) => recorded).filter((run) => run !== null);
  const replayed = new Map((await replayRuns(replayable)).map((run) => [run.runId, run]));
  return files.map((file) => verdictOn(file, replayed));
};

/** What there is of a case; a run whose history is gone is null. */
interface CaseFile {
  caseNo: string;
  ledger: CaseEvent[];
  view: CaseState | null;
  runs: Run[];
  recorded: (RecordedRun | null)[];
}

const verdictOn = (
  { caseNo, ledger, view, runs, recorded }: CaseFile,
  replayed: ReadonlyMap<string, ReplayedRun>,
): Verdict => {
  const folded = fold(ledger);
  const comparisons = [
    chainOf(ledger),
    readModelOf(folded, view),
    replayOf(
      ledger,
      runs,
      recorded.map((run) => run && (replayed.get(run.runId) ?? null)),
    ),
  ];
  return {
    caseNo,
    events: ledger.length,
    runs: runs.length,
    stateHash: hashState(folded),
    comparisons,
    agrees: comparisons.every(({ ok }) => ok === true),
  };
};

const recordOf = async (
  { runId, workflowId, history }: Run & { history: string | null },
  client: Client | null,
): Promise<RecordedRun | null> => {
  if (history !== null) return { workflowId, runId, history: historyFromJSON(JSON.parse(history)) };
  const live = client && (await fetchHistory(client, workflowId, runId));
  return live && { workflowId, runId, history: live };
};

const chainOf = (ledger: readonly CaseEvent[]): Comparison => {
  const broken = findBreak(ledger);
  return {
    name: 'chain',
    ok: broken === null,
    detail: broken
      ? `第 ${broken.seq} 条断链（${broken.what}）the chain breaks at event ${broken.seq}: ${broken.what}`
      : `${ledger.length} 条哈希链完整 the chain of ${ledger.length} events is intact`,
  };
};

const readModelOf = (folded: CaseState, view: CaseState | null): Comparison => {
  const same = view !== null && hashState(view) === hashState(folded);
  const fields = view === null ? [] : differingFields(folded, view);
  return {
    name: 'readModel',
    ok: same,
    detail: same
      ? '读模型与台账一致 the read model is the fold of the ledger'
      : `读模型与台账不符 the read model differs from the ledger: ${view === null ? '缺失 missing' : fields.join(', ')}`,
  };
};

const differingFields = (a: CaseState, b: CaseState): string[] =>
  (Object.keys(a) as (keyof CaseState)[]).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));

const replayOf = (
  ledger: readonly CaseEvent[],
  runs: readonly Run[],
  replayed: readonly (ReplayedRun | null)[],
): Comparison => {
  const missing = runs.filter((_, i) => replayed[i] === null).map(({ runId }) => runId);
  if (missing.length > 0 || runs.length === 0) {
    return {
      name: 'replay',
      ok: null,
      detail: `缺少运行历史，未能重放 no history to replay: ${missing.join(', ') || '没有运行记录 no run is recorded'}`,
    };
  }
  const problem = firstProblem(ledger, replayed as ReplayedRun[]);
  return {
    name: 'replay',
    ok: problem === null,
    detail:
      problem ?? `${runs.length} 次运行重放一致 the replay of ${runs.length} runs gives the same events and state`,
  };
};

/**
 * Where the replay departs from the ledger, in words; null: nowhere. A run takes over where the one before ended. After one that was cut
 * off it may begin further on: a run that was revived is handed what the ledger says, of which the last may have been lost to the
 * history. Or further back: one that was reset decides, or adopts, the same again.
 */
export const firstProblem = (ledger: readonly CaseEvent[], replayed: readonly ReplayedRun[]): string | null => {
  let reached = 0;
  let before: ReplayedRun | null = null;
  for (const run of replayed) {
    const { runId, restored, events, error } = run;
    if (error) return `运行 ${runId} 不能重放 does not replay: ${error.message}`;
    let seq = restored?.seq ?? 0;
    if (seq !== reached && !before?.cutOff) {
      return `运行 ${runId} 不接台账第 ${reached} 条 does not take over where the run before ended, after event ${reached}`;
    }
    if (restored && (seq > ledger.length || hashState(restored) !== hashState(fold(ledger.slice(0, seq))))) {
      return `运行 ${runId} 接手的状态与台账第 ${seq} 条后不同 was handed another state than the ledger's after ${seq}`;
    }
    for (const event of events) {
      seq += 1;
      if (ledger[seq - 1]?.hash !== event.hash)
        return `第 ${seq} 条与重放不同 event ${seq} is not the one that the replay decides`;
    }
    reached = Math.max(reached, seq);
    before = run;
  }
  return reached === ledger.length
    ? null
    : `台账有 ${ledger.length} 条，重放得 ${reached} 条 the ledger has ${ledger.length} events, the replay ${reached}`;
};
