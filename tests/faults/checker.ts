// The one checker that runs after every scenario: what clients were told against ledger, read model, engine and histories.
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { openIncidents } from '../../db/incidents.ts';
import { readEvents } from '../../db/ledger.ts';
import { loadKeys } from '../../platform/keys.ts';
import { checkCases } from '../../worker/three-way.ts';
import { nextWake } from '../../workflows/case/escalation.ts';
import { fold } from '../../workflows/case/evolve.ts';
import type { CaseEvent } from '../../workflows/contract/event.ts';
import type { System } from '../support/system.ts';
import type { Strike } from './nemesis.ts';
import { done, type Operation, type OperationLedger } from './operations.ts';
import { isAtWork, readRun } from './run-seen.ts';

export interface Report {
  operations: number;
  requests: { ok: number; refused: number; failed: number };
  /** Share of requests outside the fault windows that ended well, 0 to 1. */
  okOutsideFaults: number;
  cases: number;
  events: number;
  strikes: { what: string; recoveredMs: number | null }[];
  /** Everything that should not be; empty when the system held. */
  findings: string[];
}

/** A run that succeeds less often while nothing is wrong proves nothing. */
const leastOkShare = 0.8;
/** After the window of a strike has closed, requests on the way may still fail for this long, in ms. */
const aftermathMs = 2_000;
/** A deadline that passed this long ago without anything happening is dead, in ms. */
const deadAfterMs = 120_000;
/** Attempts at one workflow task that an outage may have cost. */
const mostAttempts = 10;
/** A case counts a timer from the start of its workflow task, the engine from the task's end: at most a task's timeout later, in ms. */
const latestTimerMs = 10_000;
/** How long a deadline that passed may take to be decided, a task to be given again, and the reconciler to see that a case is well again, in ms. */
const settledWithinMs = 60_000;
/** Cases that the engine is asked about at a time. */
const askedAtOnce = 8;

/** @param fallingDue cases whose first limit passed meanwhile, beside those that the clients know */
export const check = async (
  system: System,
  db: Database,
  ledger: OperationLedger,
  strikes: readonly Strike[],
  fallingDue: readonly string[] = [],
): Promise<Report> => {
  const findings: string[] = [];
  const find = (what: string): void => void findings.push(what);
  for (const { what, landed, recoveredAt } of strikes) {
    if (!landed) find(`${what} hit nothing`);
    if (recoveredAt === null) find(`nothing succeeded after ${what}`);
  }
  const attempts = ledger.operations.flatMap((operation) => operation.attempts);
  const isCalm = ({ at, endedAt }: { at: number; endedAt: number }): boolean =>
    strikes.every(
      (strike) => endedAt < strike.at || at > (strike.recoveredAt ?? Number.POSITIVE_INFINITY) + aftermathMs,
    );
  // A copy that is told that its twin is being handled was answered as it should be.
  const calm = attempts.filter((attempt) => isCalm(attempt) && attempt.code !== 'KeyInFlight');
  const okOutsideFaults = calm.filter(({ outcome }) => outcome === 'ok').length / Math.max(1, calm.length);
  if (okOutsideFaults < leastOkShare)
    find(`only ${Math.round(okOutsideFaults * 100)} % succeeded outside the faults; ${whyNot(calm)}`);

  for (const { key, kind, action, answer, otherAnswers, attempts: all } of ledger.operations) {
    const name = `${kind} ${action ?? ''} ${key}`;
    if (answer === null)
      find(`${name} never became known: ${all.at(-1)?.status} ${all.at(-1)?.code} ${all.at(-1)?.detail}`);
    if (otherAnswers.length > 0) find(`${name} answered ${answer} and ${otherAnswers.join(', ')}`);
  }

  for (const { kind, key, misused } of ledger.operations)
    if (misused && misused.code !== 'KeyReused')
      find(`${kind} ${key} with another body was answered ${misused.status} ${misused.code}`);
  for (const { caseNo, acknowledged, seq } of ledger.reads)
    if (seq !== null && seq < acknowledged) find(`${caseNo} was read at ${seq} after ${acknowledged} was acknowledged`);

  const received = done(ledger).filter(({ kind }) => kind === 'receive');
  const caseNos = received.map(({ answer }) => String(answer));
  await checkReceptions(db, ledger, caseNos, find);
  await checkMarks(db, fallingDue, find);
  const ledgers = new Map<string, CaseEvent[]>();
  for (const caseNo of [...caseNos, ...fallingDue]) ledgers.set(caseNo, await readEvents(db, caseNo));
  for (const [caseNo, events] of ledgers) {
    checkEffects(ledger, caseNo, events, find);
    checkTime(caseNo, events, find);
  }
  await checkAgreement(system, db, ledgers, find);
  return {
    operations: ledger.operations.length,
    requests: {
      ok: attempts.filter(({ outcome }) => outcome === 'ok').length,
      refused: attempts.filter(({ outcome }) => outcome === 'refused').length,
      failed: attempts.filter(({ outcome }) => outcome === 'failed').length,
    },
    okOutsideFaults,
    cases: caseNos.length,
    events: [...ledgers.values()].reduce((sum, events) => sum + events.length, 0),
    strikes: strikes.map(({ what, at, recoveredAt }) => ({ what, recoveredMs: recoveredAt && recoveredAt - at })),
    findings,
  };
};

type Find = (what: string) => void;

/** How often attempts failed with what, e.g. `503 EngineUnavailable ×3`. */
const whyNot = (attempts: Operation['attempts']): string => {
  const counts = new Map<string, number>();
  for (const { outcome, status, code } of attempts) {
    if (outcome === 'ok') continue;
    const name = `${status ?? 'no answer'} ${code ?? ''}`.trim();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name} ×${count}`).join(', ');
};

/** Acknowledged receptions are there, once each, and their cases run. */
const checkReceptions = async (
  db: Database,
  ledger: OperationLedger,
  caseNos: readonly string[],
  find: Find,
): Promise<void> => {
  if (new Set(caseNos).size !== caseNos.length) find('two receptions were given the same case number');
  const keys = ledger.operations.filter(({ kind }) => kind === 'receive').map(({ key }) => key);
  const { rows } = await db.pool.query<{ case_no: string; key: string; started: boolean }>(
    'select case_no, key, started_at is not null as started from intake where key = any($1)',
    [keys],
  );
  const known = new Set(rows.map((row) => row.case_no));
  for (const caseNo of caseNos) if (!known.has(caseNo)) find(`${caseNo} was acknowledged and is lost`);
  const perKey = new Map<string, number>();
  for (const { key } of rows) perKey.set(key, (perKey.get(key) ?? 0) + 1);
  for (const [key, count] of perKey) if (count > 1) find(`the key ${key} made ${count} cases`);
  for (const { case_no, started } of rows) if (!started) find(`${case_no} has a receipt and no case`);
};

/** Each act that was answered is in the ledger at the number that was answered, once; nothing is there that nobody did. */
const checkEffects = (ledger: OperationLedger, caseNo: string, events: readonly CaseEvent[], find: Find): void => {
  const asked = ledger.operations.filter((operation) => operation.kind === 'act' && operation.caseNo === caseNo);
  const byKey = new Map(asked.map((operation) => [operation.key, operation]));
  const heads = events.filter(({ commandId, seq }) => commandId !== events[seq - 2]?.commandId);
  const effects = new Map<string, number>();
  for (const { commandId } of heads.slice(1)) {
    if (commandId === null) continue;
    effects.set(commandId, (effects.get(commandId) ?? 0) + 1);
    if (!byKey.has(commandId)) find(`${caseNo} has an event of ${commandId}, which nobody sent`);
  }
  for (const { key, action, answer } of asked) {
    const count = effects.get(key) ?? 0;
    if (answer !== null && count !== 1)
      find(`${caseNo}: ${action} ${key} was acknowledged and is there ${count} times`);
    if (answer === null && count > 1) find(`${caseNo}: ${action} ${key} is there ${count} times`);
  }
};

/** Each of these cases was marked overdue once the parts were back. */
const checkMarks = async (db: Database, fallingDue: readonly string[], find: Find): Promise<void> => {
  const unmarked = async (): Promise<string[]> => {
    const { rows } = await db.pool.query<{ case_no: string }>(
      `select case_no from case_event where type = 'markedOverdue' and case_no = any($1)`,
      [fallingDue],
    );
    const marked = new Set(rows.map((row) => row.case_no));
    return fallingDue.filter((caseNo) => !marked.has(caseNo));
  };
  await settled(async () => (await unmarked()).length === 0);
  for (const caseNo of await unmarked()) find(`${caseNo} fell due and was not marked overdue`);
};

const settled = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let waited = 0; waited < settledWithinMs && !(await holds()); waited += 1_000) await delay(1_000);
};

/** No rung before its time, none twice; the case's own time never runs backwards. */
const checkTime = (caseNo: string, events: readonly CaseEvent[], find: Find): void => {
  const rungs = new Set<string>();
  let last = '';
  for (const event of events) {
    if (event.at < last) find(`${caseNo}: event ${event.seq} happened before the one before it`);
    last = event.at;
    if (event.type !== 'reminded' && event.type !== 'markedOverdue' && event.type !== 'raised') continue;
    const { data, seq, at, type } = event;
    if (at < data.due) find(`${caseNo}: ${type} ${seq} came before its time`);
    const rung = `${type} ${data.clock} ${data.due}`;
    if (rungs.has(rung)) find(`${caseNo}: ${rung} was done twice`);
    rungs.add(rung);
  }
};

/** Ledger, read model, replay and vault agree, and open cases have a deadline that lives in the engine. */
const checkAgreement = async (
  system: System,
  db: Database,
  ledgers: ReadonlyMap<string, CaseEvent[]>,
  find: Find,
): Promise<void> => {
  const { temporalAddress, namespace } = system.running();
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace });
  try {
    const known = [...ledgers].filter(([, events]) => events.length > 0);
    // A task that a fault has cost is given again after its timeout, and everything may be asked of the case before.
    const atWork = async () => {
      let count = 0;
      for (let i = 0; i < known.length; i += askedAtOnce) {
        const asked = known.slice(i, i + askedAtOnce).map(([caseNo]) => isAtWork(client, caseNo));
        count += (await Promise.all(asked)).filter(Boolean).length;
      }
      return count;
    };
    await settled(async () => (await atWork()) === 0);
    const { seal: sealKey, vault: key } = loadKeys(`${system.home}/keys.json`);
    for (const { caseNo, agrees, comparisons } of await checkCases(
      { db, client, sealKey, vault: { db, key } },
      known.map(([caseNo]) => caseNo),
    )) {
      if (!agrees) find(`${caseNo}: ${comparisons.map(({ detail }) => detail).join(' · ')}`);
    }
    const open = known.map(([caseNo, events]) => ({ caseNo, wake: nextWake(fold(events)) }));
    for (let i = 0; i < open.length; i += askedAtOnce)
      await Promise.all(open.slice(i, i + askedAtOnce).map((each) => checkDeadline(client, each, find)));
    await checkIncidents(db, new Set(ledgers.keys()), find);
  } finally {
    await connection.close();
  }
};

/** A case that time will do something to has a timer for it in the engine, and its code gets on. */
const checkDeadline = async (
  client: Client,
  { caseNo, wake }: { caseNo: string; wake: string | null },
  find: Find,
): Promise<void> => {
  if (wake === null) return;
  const { status, attempts, timer } = await readRun(client, caseNo);
  if (status !== 'RUNNING') return find(`${caseNo}: its workflow is ${status}`);
  if (attempts > mostAttempts) find(`${caseNo}: its code has failed ${attempts} times`);
  if (Date.parse(wake) < Date.now() - deadAfterMs) find(`${caseNo}: nothing happened at ${wake}`);
  // A timer may ring early: it only wakes the case.
  if (timer === null || timer.getTime() > Date.parse(wake) + latestTimerMs)
    find(`${caseNo}: nothing wakes it at ${wake}; its timer: ${timer?.toISOString() ?? 'none'}`);
};

/** The reconciler settles what it no longer finds; what stays open is a finding of ours, too. */
const checkIncidents = async (db: Database, caseNos: ReadonlySet<string>, find: Find): Promise<void> => {
  const ours = async () => (await openIncidents(db)).filter(({ caseNo }) => caseNo !== null && caseNos.has(caseNo));
  await settled(async () => (await ours()).length === 0);
  for (const { kind, caseNo, what } of await ours()) find(`incident ${kind} about ${caseNo} is open: ${what}`);
};
