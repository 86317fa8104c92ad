// The three-way check of a case: its ledger, its read model, and the replay of the histories of all its runs must agree. Each of the
// three can accuse the others. And the texts and files in the vault must be those that the ledger refers to.
import type { Client } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundle } from '@temporalio/worker';
import { ZodError } from 'zod';
import type { Database } from '../db/client.ts';
import { readEvents } from '../db/ledger.ts';
import { type Break, readLedgers } from '../db/reconcile-ledger.ts';
import { HistoryAltered, type Run, readRuns } from '../db/run-history.ts';
import { faultsInWords, proveVault, type VaultProof } from '../db/vault-proof.ts';
import { differingColumns, readViewRows, type ViewRow } from '../db/view-row.ts';
import { fetchHistory } from '../platform/temporal/history.ts';
import { canonical, findBreak, hashState } from '../workflows/case/chain.ts';
import { fold } from '../workflows/case/evolve.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';
import { type RecordedRun, type ReplayedRun, replayRuns } from './replay.ts';

export interface Evidence {
  db: Database;
  /** Null: exported histories only. */
  client: Client | null;
  /** What is replayed against; see `replayRuns`. */
  bundle?: WorkflowBundle;
  /** Who may read texts, and `keys.vault`; null: not to be had here, which the verdict tells. Left out: texts and files are not asked for. */
  vault?: VaultEvidence | null;
}

export interface VaultEvidence {
  db: Database;
  key: string;
}

/** @throws Error when there is no such case */
export const checkCase = async (evidence: Evidence, caseNo: string): Promise<Verdict> => {
  const [verdict] = await checkCases(evidence, [caseNo]);
  return verdict as Verdict;
};

/** The same for many cases, whose histories are replayed in one go. @throws Error when one of them is not there */
export const checkCases = async (evidence: Evidence, caseNos: readonly string[]): Promise<Verdict[]> => {
  const files: CaseFile[] = [];
  for (const caseNo of caseNos) files.push(await openFile(evidence, caseNo));
  const replayable = files.flatMap(({ recorded }) => recorded).filter((run) => run !== null);
  const replayed = new Map((await replayRuns(replayable, evidence.bundle)).map((run) => [run.runId, run]));
  return files.map((file) => verdictOn(file, replayed));
};

/** What there is of a case. */
interface CaseFile {
  caseNo: string;
  /** As far as it can be read. */
  ledger: CaseEvent[];
  /** The first row that is no event at all. */
  unreadable: Break | null;
  view: ViewRow | null;
  /** Null: could not be proven; undefined: not asked for. */
  vault: VaultProof | null | undefined;
  runs: Run[];
  /** Of each run; null: its history is gone. */
  recorded: (RecordedRun | null)[];
  /** Why the exported histories cannot be believed. */
  spoilt: string | null;
}

const openFile = async ({ db, client, vault: access }: Evidence, caseNo: string): Promise<CaseFile> => {
  const { ledger, unreadable } = await ledgerOf(db, caseNo);
  if (ledger.length === 0 && !unreadable) {
    throw new Error(`台账中没有事项 ${caseNo}。The ledger has no case ${caseNo}.`);
  }
  const view = (await readViewRows(db.pool, [caseNo])).get(caseNo) ?? null;
  const vault = access && (await proveVault(access.db.pool, access.key, ledger));
  try {
    const runs = await readRuns(db, caseNo);
    const recorded = await Promise.all(runs.map((run) => recordOf(run, client)));
    return { caseNo, ledger, unreadable, view, vault, runs, recorded, spoilt: null };
  } catch (error) {
    if (!(error instanceof HistoryAltered)) throw error;
    return { caseNo, ledger, unreadable, view, vault, runs: [], recorded: [], spoilt: error.message };
  }
};

/** Somebody who wrote into the table by hand may have written anything: then what comes before it is compared. */
const ledgerOf = async (db: Database, caseNo: string): Promise<Pick<CaseFile, 'ledger' | 'unreadable'>> => {
  try {
    return { ledger: await readEvents(db, caseNo), unreadable: null };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof ZodError)) throw error;
    const held = (await readLedgers(db.pool, [caseNo], null)).get(caseNo);
    return { ledger: held?.events ?? [], unreadable: held?.broken ?? null };
  }
};

const verdictOn = (
  { caseNo, ledger, unreadable, view, vault, runs, recorded, spoilt }: CaseFile,
  replayed: ReadonlyMap<string, ReplayedRun>,
): Verdict => {
  const folded = foldOf(ledger);
  const comparisons = [
    chainOf(ledger, unreadable),
    readModelOf(folded, view),
    spoilt === null
      ? replayOf(
          ledger,
          runs,
          recorded.map((run) => run && (replayed.get(run.runId) ?? null)),
        )
      : disagrees('replay', null, `导出的运行历史被改动 an exported history was altered: ${spoilt}`),
    ...(vault === undefined ? [] : [textsOf(vault)]),
  ];
  return {
    caseNo,
    events: ledger.length,
    runs: runs.length,
    stateHash: folded && !unreadable ? hashState(folded) : null,
    comparisons,
    agrees: comparisons.every(({ ok }) => ok === true),
  };
};

/** Null: the events do not make a case. */
const foldOf = (ledger: readonly CaseEvent[]): CaseState | null => {
  try {
    return fold(ledger);
  } catch {
    return null;
  }
};

const agreesOn = (name: Comparison['name'], detail: string): Comparison => ({ name, ok: true, seq: null, detail });

const disagrees = (name: Comparison['name'], seq: number | null, detail: string): Comparison => ({
  name,
  ok: false,
  seq,
  detail,
});

const recordOf = async (
  { runId, workflowId, history }: Run & { history: string | null },
  client: Client | null,
): Promise<RecordedRun | null> => {
  if (history !== null) return { workflowId, runId, history: historyFromJSON(JSON.parse(history)) };
  const live = client && (await fetchHistory(client, workflowId, runId));
  return live && { workflowId, runId, history: live };
};

export const chainOf = (ledger: readonly CaseEvent[], unreadable: Break | null): Comparison => {
  const broken = findBreak(ledger) ?? unreadable;
  return broken
    ? disagrees(
        'chain',
        broken.seq,
        `第 ${broken.seq} 条断链（${broken.what}）the chain breaks at event ${broken.seq}: ${broken.what}`,
      )
    : agreesOn('chain', `${ledger.length} 条哈希链完整 the chain of ${ledger.length} events is intact`);
};

const readModelOf = (folded: CaseState | null, view: ViewRow | null): Comparison => {
  if (folded === null) {
    return {
      name: 'readModel',
      ok: null,
      seq: null,
      detail: '台账读不通，无从比较 the ledger makes no case to compare with',
    };
  }
  const differing = view === null ? ['缺失 missing'] : differingColumns(folded, view).flatMap(namesIn(folded, view));
  return differing.length === 0
    ? agreesOn('readModel', '读模型与台账一致 the read model is the fold of the ledger')
    : disagrees('readModel', null, `读模型与台账不符 the read model differs from the ledger: ${differing.join(', ')}`);
};

/** A column by its name; the column of the state by its members, in which it differs. */
const namesIn =
  (folded: CaseState, view: ViewRow) =>
  (column: string): string[] => {
    if (column !== 'state') return [column];
    const held = Object(view['state']) as Record<string, unknown>;
    const members = Object.entries(folded).filter(
      ([name, value]) => canonical(value) !== canonical(held[name] ?? null),
    );
    return members.length === 0 ? [column] : members.map(([name]) => `state.${name}`);
  };

const textsOf = (vault: VaultProof | null): Comparison => {
  if (vault === null) {
    return {
      name: 'texts',
      ok: null,
      seq: null,
      detail:
        '此处读不到原文或没有密钥，未能核对 the texts cannot be read here, or the key of their digests is not here',
    };
  }
  const { texts, files, erased, faults } = vault;
  if (faults[0]) return disagrees('texts', faults[0].seq, faultsInWords(faults));
  return agreesOn(
    'texts',
    `原文 ${texts} 段（已清除 ${erased} 段）、附件 ${files} 个与台账一致，texts and files are those that the ledger refers to; texts: ${texts}, of these erased: ${erased}; files: ${files}`,
  );
};

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
      seq: null,
      detail: `缺少运行历史，未能重放 no history to replay: ${missing.join(', ') || '没有运行记录 no run is recorded'}`,
    };
  }
  const problem = firstProblem(ledger, replayed as ReplayedRun[]);
  return problem
    ? disagrees('replay', problem.seq, problem.detail)
    : agreesOn(
        'replay',
        `${runs.length} 次运行重放一致 the replay gives the same events and state, runs: ${runs.length}`,
      );
};

/**
 * Where the replay departs from the ledger, in words; null: nowhere. A run takes over where the one before ended. After one that was cut
 * off it may begin further on: a run that was revived is handed what the ledger says, of which the last may have been lost to the
 * history. Or further back: one that was reset decides, or adopts, the same again.
 */
export const firstProblem = (
  ledger: readonly CaseEvent[],
  replayed: readonly ReplayedRun[],
): { seq: number | null; detail: string } | null => {
  const problem = (seq: number | null, detail: string) => ({ seq, detail });
  let reached = 0;
  let before: ReplayedRun | null = null;
  for (const run of replayed) {
    const { runId, restored, events, error } = run;
    if (error) return problem(null, `运行 ${runId} 不能重放 does not replay: ${error.message}`);
    let seq = restored?.seq ?? 0;
    if (seq !== reached && !before?.cutOff) {
      return problem(
        reached || null,
        `运行 ${runId} 不接台账第 ${reached} 条 does not take over where the run before ended, after event ${reached}`,
      );
    }
    if (restored && (seq > ledger.length || hashState(restored) !== stateAfter(ledger, seq))) {
      return problem(
        seq,
        `运行 ${runId} 接手的状态与台账第 ${seq} 条后不同 was handed another state than the ledger's after ${seq}`,
      );
    }
    for (const event of events) {
      seq += 1;
      if (ledger[seq - 1]?.hash !== event.hash)
        return problem(seq, `第 ${seq} 条与重放不同 event ${seq} is not the one that the replay decides`);
    }
    reached = Math.max(reached, seq);
    before = run;
  }
  return reached === ledger.length
    ? null
    : problem(
        Math.min(reached, ledger.length) + 1,
        `台账有 ${ledger.length} 条，重放得 ${reached} 条 the ledger has ${ledger.length} events, the replay ${reached}`,
      );
};

/** Hash of the state after event `seq`; null when the events make no case. */
const stateAfter = (ledger: readonly CaseEvent[], seq: number): string | null => {
  const state = foldOf(ledger.slice(0, seq));
  return state && hashState(state);
};
