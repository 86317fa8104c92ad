// The reconciler walks through all cases, a slice a round, and compares what ledger, read model and engine say of each. Looking over
// a slice is cheap and only raises suspicion; suspects are examined one by one, and what is found about them becomes an incident, or
// resolves one. 50,000 live cases are looked over within minutes and examined whole within hours, what changed or is in trouble at once.
import type { Client } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { troubledCases } from '../../db/incidents.ts';
import { type CountedDay, countedDaysAfter, countyCodes } from '../../db/missing-cases.ts';
import { liveCasesAfter, type ShownCase, shownCases } from '../../db/reconcile.ts';
import { caseNumbersAfter } from '../../db/reconcile-ledger.ts';
import { type Run, runsToExport } from '../../db/run-history.ts';
import { vaultKind } from '../../db/vault-proof.ts';
import type { Keys } from '../../platform/keys.ts';
import type { Logger } from '../../platform/logger.ts';
import { createCursor } from '../cursor.ts';
import { createRunningWalk, cutOffSince, mayNotRun, reportedFailing } from './engine-lists.ts';
import { examineExports } from './exports.ts';
import { recordKinds, runKinds } from './findings.ts';
import { keepHistories } from './keep-histories.ts';
import { examineMissing } from './missing.ts';
import { examineReceipts } from './receipts.ts';
import { examineRecords, examineVault } from './records.ts';
import { examineRuns, isLate } from './runs.ts';
import { examineUnits } from './units.ts';

/**
 * Cases in one round: live ones looked over, others examined whole, cases in trouble looked at again; runs that wait for their export; days
 * whose numbers are looked for, and running cases that are.
 */
const slices = { live: 500, whole: 20, troubled: 50, runs: 100, days: 4, running: 500 };

/** What may pass before it is told, in ms. */
const patience = { late: 10 * 60_000, receipt: 3 * 60_000 };

/** The engine's lists follow its runs with a delay, in ms; and what happened before the worker started counts, too. */
const listsFollow = { within: 120_000, before: 30 * 86_400_000 };

/** Rounds between two looks at exports, receipts, units and numbers. */
const seldom = 10;

export interface ReconcilerDeps {
  db: Database;
  client: Client;
  keys: Pick<Keys, 'seal' | 'vault'>;
  logger: Logger;
  /** Cases that were changed lately, taken away by the call; at most so many. */
  changed?: (limit: number) => string[];
  /** Epoch ms; the machine's clock unless told. */
  now?: () => number;
}

export interface Reconciler {
  /** One round; answers 0, so that the next one waits. */
  round(): Promise<number>;
}

export const createReconciler = (deps: ReconcilerDeps): Reconciler => {
  const { db, client, keys, changed = () => [], now = Date.now } = deps;
  /** Since when all parts are here: what an outage held up gets its time from then on. */
  let calmSince = now();
  let listedUntil = now() - listsFollow.before;
  let rounds = 0;
  const live = createCursor<ShownCase>((last, limit) => liveCasesAfter(db, last?.caseNo ?? '', limit), slices.live);
  const all = createCursor<string>((last, limit) => caseNumbersAfter(db.pool, last ?? '', limit), slices.whole);
  const waiting = createCursor<Run>((last, limit) => runsToExport(db, last, limit), slices.runs);
  const days = createCursor<CountedDay>(
    (last, limit) => countedDaysAfter(db, last ?? { code: '', day: '' }, limit),
    slices.days,
  );
  const running = createRunningWalk(client, slices.running);
  let troubledAfter = 0;

  /** Nothing is late before the parts have been here that long. */
  const lateAfter = (): number => (now() - calmSince < patience.late ? Number.POSITIVE_INFINITY : patience.late);

  /** Live cases that may not run, whose time has passed, or whose row looks wrong. */
  const lookOver = async (): Promise<{ runs: string[]; records: string[] }> => {
    const slice = await live.next();
    const suspicious = new Set(
      await mayNotRun(
        client,
        slice.map(({ caseNo }) => caseNo),
      ),
    );
    const late = lateAfter();
    return {
      runs: slice.filter((each) => suspicious.has(each.caseNo) || isLate(each, late)).map(({ caseNo }) => caseNo),
      records: slice.filter(({ sound }) => !sound).map(({ caseNo }) => caseNo),
    };
  };

  /** Cases of this installation among those that the engine's lists name. */
  const named = async (): Promise<string[]> => {
    const asked = now();
    const cutOff = new Set(await cutOffSince(client, new Date(listedUntil)));
    await keepHistories(db, client, [...cutOff]);
    const suspects = [...cutOff, ...(await reportedFailing(client))];
    listedUntil = asked - listsFollow.within;
    return (await shownCases(db, suspects)).map(({ caseNo }) => caseNo);
  };

  const inTrouble = async (): Promise<string[]> => {
    const kinds = [...recordKinds, ...runKinds, vaultKind];
    const found = await troubledCases(db, kinds, { after: troubledAfter, limit: slices.troubled });
    troubledAfter = found.length < slices.troubled ? 0 : (found.at(-1)?.id ?? 0);
    return found.map(({ caseNo }) => caseNo);
  };

  /** Not before the parts have been here for a while: a case that was started just before they went is in no ledger yet. */
  const lookForMissing = async (): Promise<void> => {
    const late = lateAfter();
    if (late === Number.POSITIVE_INFINITY) return;
    await examineMissing(db, {
      days: await days.next(),
      running: await running(await countyCodes(db)),
      startedBefore: new Date(now() - late),
    });
  };

  const reconcile = async (): Promise<void> => {
    const [suspects, listed, troubled, turn] = [await lookOver(), await named(), await inTrouble(), await all.next()];
    const unique = (...lists: string[][]): string[] => [...new Set(lists.flat())];
    await examineRuns(deps, unique(suspects.runs, listed, troubled, turn), lateAfter());
    await examineRecords(db, keys.seal, unique(suspects.records, troubled, changed(slices.whole), turn));
    await examineVault(deps, keys.vault, unique(troubled, turn));
    if (rounds % seldom === 0) {
      await examineReceipts(db, new Date(now() - patience.receipt));
      await examineExports(db, client, await waiting.next(), now());
      await examineUnits(db);
      await lookForMissing();
    }
    rounds += 1;
  };

  return {
    async round() {
      try {
        await reconcile();
      } catch (error) {
        calmSince = now();
        throw error;
      }
      return 0;
    },
  };
};
