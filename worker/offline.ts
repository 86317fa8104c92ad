// The check of exported files, without the system that wrote them: the ledger's chain, and the replay of the histories against it.
import { canonical, findBreak, hashState } from '../workflows/case/chain.ts';
import { fold } from '../workflows/case/evolve.ts';
import { type CaseEvent, parseEvent } from '../workflows/contract/event.ts';
import type { Comparison, Verdict } from '../workflows/contract/verdict.ts';
import { handsOver, type RecordedRun, type ReplayedRun, replayRuns } from './replay.ts';
import { chainOf, firstProblem } from './three-way.ts';

export interface OfflineVerdict extends Omit<Verdict, 'caseNo'> {
  /** Null: no file tells. */
  caseNo: string | null;
  /**
   * The hash of the last event. Whoever writes all files anew, hashes included, makes files that agree with each other: only a head that
   * was kept elsewhere tells them apart.
   */
  head: string | null;
}

/**
 * A ledger as `caseloop export` writes it: one event a line, each the canonical text to the letter. What is read is what was hashed only
 * then: of two members of one name people read the first and parsers keep the last.
 * @throws Error that names the line which is no event
 */
export const parseLedger = (text: string): CaseEvent[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, i) => {
      try {
        const parsed = JSON.parse(line);
        if (canonical(parsed) !== line)
          throw new Error('不是规范写法 it is not canonical JSON (RFC 8785) to the letter');
        return parseEvent(parsed);
      } catch (error) {
        throw new Error(
          `第 ${i + 1} 行不是台账记录。Line ${i + 1} is no event of a ledger: ${(error as Error).message}`,
        );
      }
    });

/**
 * @param ledger null: there is none to compare with, and a replay only shows that the histories are what today's code decides
 * @param histories of the case's runs, in their order
 */
export const checkFiles = async (
  ledger: readonly CaseEvent[] | null,
  histories: readonly RecordedRun[],
): Promise<OfflineVerdict> => {
  const replayed = await replayRuns(histories);
  const events = ledger ?? replayed.flatMap((run) => run.events);
  const state = stateOf(events, ledger ? null : (replayed[0]?.restored ?? null));
  const comparisons: Comparison[] = [];
  if (ledger) comparisons.push(chainOf(ledger, findBreak(ledger)));
  if (ledger) comparisons.push(againstLedger(ledger, replayed, histories.slice(-1).some(handsOver)));
  if (!ledger) comparisons.push(...replayed.map(alone));
  return {
    caseNo: events[0]?.caseNo ?? null,
    events: events.length,
    runs: histories.length,
    stateHash: state && hashState(state),
    head: events.at(-1)?.hash ?? null,
    comparisons,
    agrees: comparisons.length > 0 && comparisons.every(({ ok }) => ok === true),
  };
};

const stateOf = (events: readonly CaseEvent[], before: ReplayedRun['restored']) => {
  try {
    return events.length > 0 ? fold(events, before) : null;
  } catch {
    return null;
  }
};

/** @param goesOn the last of the runs handed over to another one */
export const againstLedger = (
  ledger: readonly CaseEvent[],
  replayed: readonly ReplayedRun[],
  goesOn: boolean,
): Comparison => {
  const last = replayed.at(-1);
  if (!last) return unproven('没有运行历史，只核验了哈希链 no history (run-1.json …): only the chain was checked');
  const reached = (last.restored?.seq ?? 0) + last.events.length;
  // Without a file nobody can tell whether it would have agreed; what is there is compared all the same.
  const gap = goesOn && ledger.length > reached;
  const problem = firstProblem(gap ? ledger.slice(0, reached) : ledger, replayed);
  if (problem) return { name: 'replay', ok: false, ...problem };
  if (gap) {
    const name = `run-${replayed.length + 1}.json`;
    return unproven(
      `第 ${reached} 条之后的运行历史（${name}）缺失 the history after event ${reached} (${name}) is missing`,
    );
  }
  const detail = `${replayed.length} 次运行的重放与台账一致 the replay decides what the ledger holds, runs: ${replayed.length}`;
  return { name: 'replay', ok: true, seq: null, detail };
};

const unproven = (detail: string): Comparison => ({ name: 'replay', ok: null, seq: null, detail });

/** A history without a ledger. */
const alone = ({ error, events, restored }: ReplayedRun): Comparison => {
  const broken = findBreak(events, restored);
  if (error) return { name: 'replay', ok: false, seq: null, detail: `不能重放 does not replay: ${error.message}` };
  if (broken) {
    const detail = `第 ${broken.seq} 条断链 the chain breaks at event ${broken.seq}: ${broken.what}`;
    return { name: 'replay', ok: false, seq: broken.seq, detail };
  }
  if (events.length === 0) return { name: 'replay', ok: false, seq: null, detail: '没有记录 it decides nothing' };
  return {
    name: 'replay',
    ok: true,
    seq: null,
    detail:
      '与今日代码相符，未与台账核对 it is what today’s code decides; whether it is what happened, its ledger tells (add ledger.jsonl)',
  };
};
