// The one checker that runs after every scenario: what clients were told against ledger, read model, engine and histories.
import { Client, Connection } from '@temporalio/client';
import type { Database } from '../../db/client.ts';
import { readEvents } from '../../db/ledger.ts';
import { checkCases } from '../../worker/three-way.ts';
import { nextWake } from '../../workflows/case/escalation.ts';
import { fold } from '../../workflows/case/evolve.ts';
import type { CaseEvent } from '../../workflows/contract/event.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import type { System } from '../support/system.ts';
import type { Strike } from './nemesis.ts';
import { done, type OperationLedger } from './operations.ts';

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

export const check = async (
  system: System,
  db: Database,
  ledger: OperationLedger,
  strikes: readonly Strike[],
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
  if (okOutsideFaults < leastOkShare) find(`only ${Math.round(okOutsideFaults * 100)} % succeeded outside the faults`);

  for (const { key, kind, action, answer, otherAnswers, attempts: all } of ledger.operations) {
    const name = `${kind} ${action ?? ''} ${key}`;
    if (answer === null)
      find(`${name} never became known: ${all.at(-1)?.status} ${all.at(-1)?.code} ${all.at(-1)?.detail}`);
    if (otherAnswers.length > 0) find(`${name} answered ${answer} and ${otherAnswers.join(', ')}`);
  }

  const received = done(ledger).filter(({ kind }) => kind === 'receive');
  const caseNos = received.map(({ answer }) => String(answer));
  await checkReceptions(db, ledger, caseNos, find);
  const ledgers = new Map<string, CaseEvent[]>();
  for (const caseNo of caseNos) ledgers.set(caseNo, await readEvents(db, caseNo));
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

/** Ledger, read model and replay agree, and open cases have a deadline that lives in the engine. */
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
    for (const { caseNo, agrees, comparisons } of await checkCases(
      { db, client },
      known.map(([caseNo]) => caseNo),
    )) {
      if (!agrees) find(`${caseNo}: ${comparisons.map(({ detail }) => detail).join(' · ')}`);
    }
    for (const [caseNo, events] of known) {
      const wake = nextWake(fold(events));
      const { status } = await client.workflow.getHandle(workflowIdOf(caseNo)).describe();
      if (wake === null) continue;
      if (status.name !== 'RUNNING') find(`${caseNo}: its workflow is ${status.name}`);
      if (Date.parse(wake) < Date.now() - deadAfterMs) find(`${caseNo}: nothing happened at ${wake}`);
    }
  } finally {
    await connection.close();
  }
};
