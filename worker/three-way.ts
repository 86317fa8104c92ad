// The three-way check of a case: its ledger, its read model, and the replay of the histories of all its runs must agree. Each of the
// three can accuse the others. And the texts and files in the vault must be those that the ledger refers to, the type and calendars that are
// published those that the case went by.
import type { Client } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundle } from '@temporalio/worker';
import { ZodError } from 'zod';
import { type Database, inTransaction } from '../db/client.ts';
import { readEvents } from '../db/ledger.ts';
import { type Break, readLedgers } from '../db/reconcile-ledger.ts';
import { HistoryAltered, type Run, readRuns } from '../db/run-history.ts';
import { faultsInWords, proveVault, type VaultProof } from '../db/vault-proof.ts';
import { differingColumns, readViewRows, type ViewRow } from '../db/view-row.ts';
import { fetchHistory } from '../platform/temporal/history.ts';
import { canonical, hashState } from '../workflows/case/chain.ts';
import { fold } from '../workflows/case/evolve.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';
import { allRules, type Departure, departureInWords, findDepartures } from './published.ts';
import { breakInWords } from './reconciler/findings.ts';
import { completes, type RecordedRun, type ReplayedRun, replayRuns } from './replay.ts';

export interface Evidence {
  db: Database;
  /** Null: exported histories only. */
  client: Client | null;
  /** What is replayed against; see `replayRuns`. */
  bundle?: WorkflowBundle;
  /** `keys.seal`; null: not to be had here, which the verdict tells. */
  sealKey: string | null;
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
interface CaseFile extends Records, Histories {
  caseNo: string;
  /** Null: could not be proven; undefined: not asked for. */
  vault: VaultProof | null | undefined;
  /** Where type and calendars are not those that the case went by; null: its events do not say. */
  departures: Departure[] | null;
  /** Whether each event's seal was looked at. */
  sealsProven: boolean;
}

interface Records {
  /** As far as it can be read. */
  ledger: CaseEvent[];
  /** Where the ledger cannot be trusted. */
  broken: Break | null;
  view: ViewRow | null;
}

interface Histories {
  runs: Run[];
  /** Of each run; null: its history is gone. */
  recorded: (RecordedRun | null)[];
  /** Runs whose history the engine itself gave. */
  fromEngine: number;
  /** Why the exported histories cannot be believed. */
  spoilt: string | null;
}

/**
 * A case may be worked on meanwhile. An act is committed before its history is recorded, so histories are read first: what they hold is in the
 * ledger then. The vault comes last, because files take their time.
 */
const openFile = async ({ db, client, sealKey, vault: access }: Evidence, caseNo: string): Promise<CaseFile> => {
  const histories = await historiesOf(db, client, caseNo);
  const records = await recordsOf(db, sealKey, caseNo);
  if (records.ledger.length === 0 && !records.broken) {
    throw new Error(`台账中没有事项 ${caseNo}。The ledger has no case ${caseNo}.`);
  }
  const vault = access && (await proveVault(access.db.pool, access.key, records.ledger));
  const departures = await departuresOf(db, records.ledger);
  return { caseNo, ...records, ...histories, vault, departures, sealsProven: sealKey !== null };
};

const departuresOf = (db: Database, ledger: readonly CaseEvent[]): Promise<Departure[]> | null =>
  foldOf(ledger) && findDepartures(db.pool, allRules(ledger));

const historiesOf = async (db: Database, client: Client | null, caseNo: string): Promise<Histories> => {
  try {
    const runs = await readRuns(db, caseNo);
    const live = await Promise.all(runs.map((run) => heldByEngine(run, client)));
    const recorded = runs.map((run, i) => live[i] ?? exported(run));
    return { runs, recorded, fromEngine: live.filter((run) => run !== null).length, spoilt: null };
  } catch (error) {
    if (!(error instanceof HistoryAltered)) throw error;
    return { runs: [], recorded: [], fromEngine: 0, spoilt: error.message };
  }
};

/** As long as the engine has it, its own copy is compared: the exported one lies in the database whose word is checked. */
const heldByEngine = async ({ runId, workflowId }: Run, client: Client | null): Promise<RecordedRun | null> => {
  const history = client && (await fetchHistory(client, workflowId, runId));
  return history && { workflowId, runId, history };
};

const exported = ({ runId, workflowId, history }: Run & { history: string | null }): RecordedRun | null =>
  history === null ? null : { workflowId, runId, history: historyFromJSON(JSON.parse(history)) };

const recordsOf = async (db: Database, sealKey: string | null, caseNo: string): Promise<Records> => {
  const { held, view } = await inTransaction(db, async (client) => {
    // One snapshot, in which a commit is seen in the ledger and in the read model, or in neither.
    await client.query('set transaction isolation level repeatable read read only');
    const held = (await readLedgers(client, [caseNo], sealKey)).get(caseNo);
    return { held, view: (await readViewRows(client, [caseNo])).get(caseNo) ?? null };
  });
  if (!held) return { ledger: [], broken: null, view };
  const { events, broken } = held;
  return { ledger: broken ? await readable(db, caseNo, events) : events, broken, view };
};

/**
 * What a broken ledger says is compared all the same, which tells what was changed. Somebody who wrote into the table by hand may have
 * written anything: then what comes before the break is compared.
 */
const readable = async (db: Database, caseNo: string, sound: CaseEvent[]): Promise<CaseEvent[]> => {
  try {
    return await readEvents(db, caseNo);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof ZodError)) throw error;
    return sound;
  }
};

const verdictOn = (file: CaseFile, replayed: ReadonlyMap<string, ReplayedRun>): Verdict => {
  const { caseNo, ledger, broken, view, vault, departures, runs, spoilt } = file;
  const folded = foldOf(ledger);
  const comparisons = [
    sealedChainOf(file),
    readModelOf(folded, view),
    spoilt === null
      ? replayOf(file, replayed)
      : disagrees('replay', null, `导出的运行历史被改动 an exported history was altered: ${spoilt}`),
    rulesOf(departures),
    ...(vault === undefined ? [] : [textsOf(vault)]),
  ];
  return {
    caseNo,
    events: ledger.length,
    runs: runs.length,
    stateHash: folded && !broken ? hashState(folded) : null,
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

const unproven = (name: Comparison['name'], detail: string): Comparison => ({ name, ok: null, seq: null, detail });

/** @param broken where it breaks; null: nowhere */
export const chainOf = (ledger: readonly CaseEvent[], broken: Break | null): Comparison =>
  broken
    ? disagrees('chain', broken.seq, breakInWords(broken))
    : agreesOn('chain', `${ledger.length} 条哈希链完整 the chain of ${ledger.length} events is intact`);

/** Who writes a chain anew makes it whole again; the seals they cannot make. */
const sealedChainOf = ({ ledger, broken, sealsProven }: CaseFile): Comparison => {
  if (broken) return chainOf(ledger, broken);
  const { length } = ledger;
  return sealsProven
    ? agreesOn(
        'chain',
        `${length} 条哈希链完整，封印属实 the chain of ${length} events is intact, and each bears the seal of this system`,
      )
    : unproven(
        'chain',
        `${length} 条哈希链完整；此处没有密钥，封印未能核对 the chain of ${length} events is intact; the key of its seals is not here, and they could not be checked`,
      );
};

const readModelOf = (folded: CaseState | null, view: ViewRow | null): Comparison => {
  if (folded === null) {
    return unproven('readModel', '台账读不通，无从比较 the ledger makes no case to compare with');
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

const rulesOf = (departures: Departure[] | null): Comparison => {
  if (departures === null) return unproven('rules', '台账读不通，无从比较 the ledger makes no case to compare with');
  const altered = departures.find(({ what }) => what === 'altered');
  if (altered) return disagrees('rules', altered.seq, departureInWords(altered));
  const [missing] = departures;
  return missing
    ? unproven('rules', departureInWords(missing))
    : agreesOn(
        'rules',
        '事项类型即受理时的版本，各时限均可由所依日历推出 type and calendars are those that the case went by',
      );
};

const textsOf = (vault: VaultProof | null): Comparison => {
  if (vault === null) {
    return unproven(
      'texts',
      '此处读不到原文或没有密钥，未能核对 the texts cannot be read here, or the key of their digests is not here',
    );
  }
  const { texts, files, erased, faults } = vault;
  if (faults[0]) return disagrees('texts', faults[0].seq, faultsInWords(faults));
  return agreesOn(
    'texts',
    `原文 ${texts} 段（已清除 ${erased} 段）、附件 ${files} 个与台账一致 texts and files are those that the ledger refers to; texts: ${texts}, of these erased: ${erased}; files: ${files}`,
  );
};

const replayOf = (
  { ledger, broken, runs, recorded, fromEngine }: CaseFile,
  replayedById: ReadonlyMap<string, ReplayedRun>,
): Comparison => {
  const missing = runs.filter((_, i) => recorded[i] === null).map(({ runId }) => runId);
  if (missing.length > 0 || runs.length === 0) {
    return unproven(
      'replay',
      `缺少运行历史，未能重放 no history to replay: ${missing.join(', ') || '没有运行记录 no run is recorded'}`,
    );
  }
  const replayed = recorded.flatMap((run) => (run && replayedById.get(run.runId)) ?? []);
  const reached = Math.max(...replayed.map(({ restored, events }) => (restored?.seq ?? 0) + events.length));
  // Until a run completes the case, the ledger may be ahead of the engine's history (ADR 2), or of its copy here: by what this system wrote.
  const behind = reached < ledger.length && broken === null && !recorded.slice(-1).every(completes);
  const problem = firstProblem(behind ? ledger.slice(0, reached) : ledger, replayed);
  if (problem) return disagrees('replay', problem.seq, problem.detail);
  return behind
    ? unproven(
        'replay',
        `引擎尚未记入第 ${reached} 条之后的记录，请稍后再核对 the engine has not recorded what comes after event ${reached} yet; check again later`,
      )
    : agreesOn(
        'replay',
        `${runs.length} 次运行重放一致（取自引擎 ${fromEngine} 次）the replay gives the same events and state, runs: ${runs.length}, of these from the engine itself: ${fromEngine}`,
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
