// After the database was restored from an old backup: what the engine's histories have and the ledger lacks is counted and written back,
// case by case, as the cases themselves would have committed it.
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { storeCaseType } from '../../db/case-types.ts';
import { readCase } from '../../db/cases.ts';
import type { Database } from '../../db/client.ts';
import { commitEvents } from '../../db/commit.ts';
import { readLedgers } from '../../db/reconcile-ledger.ts';
import { referencesIn } from '../../db/references.ts';
import {
  exportedRuns,
  isKnownCase,
  livingCases,
  missingInVault,
  putCalendarBack,
  putReceiptBack,
  raiseCounters,
  settleDivergence,
  withoutReceipt,
} from '../../db/refill.ts';
import { openRestoration, settleRestoration } from '../../db/restoration.ts';
import { evolve } from '../../workflows/case/evolve.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import { atLevel } from '../../workflows/contract/org-path.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import { reviveCase } from '../reconciler/revive.ts';
import { createReplayer, type Replayer } from '../replay.ts';
import { compare, type Gap } from './compare.ts';
import { type EngineCase, listEngineCases } from './engine-cases.ts';
import { takenNumbers } from './numbers.ts';
import { type Recalled, type Recollection, recall } from './recall.ts';

export interface RefillReport {
  /** Cases of the engine that were compared; the rest is exported, and was in the ledger before. */
  compared: number;
  /** What the ledger lacked. */
  missing: { cases: number; events: number; receipts: number };
  /** What was written. */
  refilled: { cases: number; events: number; receipts: number; publications: number; counters: number };
  /** What no history can give back: texts and files that refilled events refer to. */
  lost: { texts: number; files: number };
  /** Each case that the ledger was behind of, whether it could be refilled or not. */
  behind: Omit<Gap, 'missing'>[];
  /** Cases of which the ledger knows more than the engine: they take it over by themselves. */
  ahead: string[];
  /** Cases that go on and that the engine does not know; `revived` of them go on from the ledger. */
  withoutWorkflow: string[];
  revived: string[];
}

export interface Refill {
  db: Database;
  client: Client;
  taskQueue: string;
  /** `keys.seal` */
  sealKey: string;
  /** Counts only; writes nothing. */
  dryRun: boolean;
  /** One case alone; all of them unless told. */
  caseNo?: string | undefined;
  /** Told after each batch. */
  progress?(compared: number, of: number): void;
}

/** Cases compared at a time: what memory is needed for. */
const batch = 50;

/** @throws Error when one case alone is asked for, and neither the engine nor the database has anything of it */
export const refill = async (how: Refill): Promise<RefillReport> => {
  const { db, client, dryRun, caseNo } = how;
  const restored = (await openRestoration(db)) !== null;
  const known = await listEngineCases(client, caseNo);
  if (caseNo && known.length === 0 && !(await isKnownCase(db, caseNo))) {
    throw new Error(
      `引擎和数据库里都没有事项 ${caseNo}。Neither the engine nor the database has anything of a case ${caseNo}.`,
    );
  }
  const report: RefillReport = {
    compared: 0,
    missing: { cases: 0, events: 0, receipts: 0 },
    refilled: { cases: 0, events: 0, receipts: 0, publications: 0, counters: 0 },
    lost: { texts: 0, files: 0 },
    behind: [],
    ahead: [],
    withoutWorkflow: await unknownToEngine(how, known),
    revived: [],
  };
  // First of all: from here on no number is handed out twice, even when the rest is cut off.
  if (!dryRun) report.refilled.counters = await raiseCounters(db, await takenNumbers(db, known, restored));
  const published = new Set<string>();
  const replayer = createReplayer();
  try {
    for (let i = 0; i < known.length; i += batch) {
      await refillBatch(how, replayer, known.slice(i, i + batch), report, published);
      how.progress?.(Math.min(i + batch, known.length), known.length);
    }
  } finally {
    await replayer.close();
  }
  if (dryRun) return report;
  for (const caseNo of report.withoutWorkflow) if (await revive(how, caseNo)) report.revived.push(caseNo);
  if (!caseNo && report.behind.every(({ problem }) => problem === null)) await settleRestoration(db);
  return report;
};

/** The engine's lists may lag behind: each suspect is asked for by itself. */
const unknownToEngine = async (
  { db, client, caseNo: only }: Refill,
  known: readonly EngineCase[],
): Promise<string[]> => {
  const listed = new Set(known.map(({ caseNo }) => caseNo));
  const suspects = (await livingCases(db)).filter((caseNo) => (!only || caseNo === only) && !listed.has(caseNo));
  const unknown: string[] = [];
  for (const caseNo of suspects) if (!(await isKnown(client, caseNo))) unknown.push(caseNo);
  return unknown;
};

const isKnown = (client: Client, caseNo: string): Promise<boolean> =>
  client.workflow
    .getHandle(workflowIdOf(caseNo))
    .describe()
    .then(
      () => true,
      (error) => {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      },
    );

/** The engine's store is older than the ledger: the case began, or began anew, in between. @returns false for one that must wait */
const revive = async ({ db, client, taskQueue, sealKey }: Refill, caseNo: string): Promise<boolean> => {
  // A rehearsal's time is moved on by a worker, which may not be there yet.
  if ((await readCase(db, { caseNo }, caseNo))?.rehearsal) return false;
  return reviveCase({ db, client, taskQueue, sealKey }, caseNo).then(
    () => true,
    () => false,
  );
};

const refillBatch = async (
  how: Refill,
  replayer: Replayer,
  known: readonly EngineCase[],
  report: RefillReport,
  published: Set<string>,
): Promise<void> => {
  const { db, client, sealKey, dryRun } = how;
  const exported = await exportedRuns(
    db,
    known.flatMap(({ runIds }) => runIds),
  );
  const open = known.filter(({ runIds }) => !runIds.every((runId) => exported.has(runId)));
  const recollections = await recall(client, replayer, open);
  // Read after the histories: a case that goes on meanwhile is ahead in its ledger, and not behind.
  const caseNos = open.map(({ caseNo }) => caseNo);
  const ledgers = await readLedgers(db.pool, caseNos, sealKey);
  const unreceipted = await withoutReceipt(db, caseNos);
  for (const recollection of recollections) {
    const { caseNo, opening } = recollection;
    const ledger = ledgers.get(caseNo);
    const gap = compare(recollection, ledger);
    report.compared += 1;
    if (!dryRun) report.refilled.publications += await publish(db, recollection, published);
    if (unreceipted.has(caseNo)) {
      report.missing.receipts += 1;
      if (!dryRun && opening && (await putReceiptBack(db, opening))) report.refilled.receipts += 1;
    }
    if (gap.ledger > gap.engine && gap.problem === null) report.ahead.push(caseNo);
    if (gap.missing.length > 0 || gap.problem !== null) await close(how, gap, ledger?.state ?? null, report);
  }
};

/** Writes what is missing of one case, unless something stands against it. */
const close = async (
  { db, sealKey, dryRun }: Refill,
  { missing, ...gap }: Gap,
  before: CaseState | null,
  report: RefillReport,
): Promise<void> => {
  if (gap.ledger === 0) report.missing.cases += 1;
  report.missing.events += missing.length + gap.lost;
  if (gap.problem === null) {
    const { texts, files } = referencesIn(missing.map(({ event }) => event));
    const lost = await missingInVault(db, { texts: refsOf(texts), files: refsOf(files) });
    report.lost.texts += lost.texts;
    report.lost.files += lost.files;
    if (!dryRun) gap.problem = await write(db, sealKey, missing, before, report);
  }
  report.behind.push(gap);
};

const refsOf = (references: readonly { ref: string }[]): string[] => references.map(({ ref }) => ref);

/** @returns why it could not be written; null: it is */
const write = async (
  db: Database,
  sealKey: string,
  missing: readonly Recalled[],
  before: CaseState | null,
  report: RefillReport,
): Promise<string | null> => {
  let state = before;
  for (const decision of decisionsOf(missing)) {
    const events = decision.map(({ event }) => event);
    state = events.reduce(evolve, state) as CaseState;
    try {
      const result = await commitEvents(db, { run: (decision[0] as Recalled).run, events, state }, sealKey);
      if ('adopted' in result) return '台账同时有了别的记录 other events were committed meanwhile: caseloop refill';
    } catch (error) {
      return (error as Error).message;
    }
    report.refilled.events += events.length;
  }
  report.refilled.cases += 1;
  if (state) await settleDivergence(db, [state.caseNo]);
  return null;
};

/** The events of one command belong to one commit; time decides one at a time. */
export const decisionsOf = (recalled: readonly Recalled[]): Recalled[][] => {
  const decisions: Recalled[][] = [];
  for (const each of recalled) {
    const last = decisions.at(-1);
    const { commandId } = each.event;
    if (last && commandId !== null && last[0]?.event.commandId === commandId) last.push(each);
    else decisions.push([each]);
  }
  return decisions;
};

/**
 * What the case goes by was published once; a backup of before does not have it. A type that the backup does not know at all becomes the
 * county's in which it was found: whose it was is not in the histories.
 * @returns how many were put back
 */
const publish = async (
  db: Database,
  { definitions, calendars, opening, base }: Recollection,
  published: Set<string>,
): Promise<number> => {
  let count = 0;
  const area = (opening ?? base)?.intake.area;
  for (const definition of definitions) {
    if (area === undefined || !once(published, `type ${definition.name} ${definition.version}`)) continue;
    if ((await storeCaseType(db.pool, definition, { by: 'refill', owner: atLevel(area, 'county') })) === 'stored')
      count += 1;
  }
  for (const calendar of calendars) {
    if (!once(published, `calendar ${calendar.name} ${calendar.version}`)) continue;
    if (await putCalendarBack(db, calendar)) count += 1;
  }
  return count;
};

const once = (seen: Set<string>, name: string): boolean => !seen.has(name) && seen.add(name) !== undefined;
