// (b) Whole lives of cases through HTTP with everything on: reception and five acts of people until the case is closed.
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Database } from '../db/client.ts';
import type { RunningStack } from '../platform/running.ts';
import { fetchHistory } from '../platform/temporal/history.ts';
import { type Officer, observerDatabase, streetOfficers } from '../tests/support/officers.ts';
import type { System } from '../tests/support/system.ts';
import { crowd, warmUp } from './crowd.ts';
import type { Load } from './floor.ts';
import { type Door, post } from './http.ts';
import { quantiles, rounded } from './numbers.ts';
import { cpuMeter } from './processes.ts';

/** The five acts: what a grid worker reported is solved on the spot, answered, called back, reviewed and closed by the street. */
const acts: readonly (readonly [action: string, input: Record<string, unknown>])[] = [
  ['resolveOnSpot', { result: '已联系产权单位当场清理完毕，现场恢复整洁，过往行人通行不受影响。' }],
  ['reply', { answer: '您反映的占道堆物已于今日上午清理，社区每日巡查两次，防止反弹。' }],
  ['callBack', { result: 'reached', satisfaction: 'satisfied', words: '来得很快，谢谢。' }],
  ['review', { cause: 'recurring', lesson: '沿街商户换季进货时易堆物，列入巡查重点。' }],
  ['close', { conclusion: '已解决，居民满意，予以办结。' }],
];

export const requestAt = (area: string) => ({
  source: 'patrol',
  category: 'cityAppearance',
  area,
  urgency: 'normal',
  description: '沿街商户门前占用人行道堆放纸箱和旧家具，行人只能绕行机动车道，早晚高峰尤其不便。',
  reporter: '巡查员（工号已登记）',
  place: '社区东门外人行道，公交站牌南侧约二十米处',
});

/**
 * Hands in a request until its case is open: an answer of 202 (the case opens by itself) is followed by the same request with the same
 * key, as a client that wants to act next would do. Each answer counts as a call.
 */
const received = async (door: Door, token: string, area: string): Promise<{ caseNo: string }> => {
  const key = { 'idempotency-key': randomUUID() };
  for (;;) {
    const answer = await post<{ caseNo: string; state?: unknown }>(door, '/v1/cases', token, requestAt(area), key);
    if (answer.state) return answer;
    door.receiptOnly?.();
  }
};

/** Lives one case to its end. @returns its number */
export const liveCase = async (door: Door, { token, area }: Officer): Promise<string> => {
  const { caseNo } = await received(door, token, area);
  const atActs = { ...door, timed: door.timedAct ?? door.timed };
  for (const [action, input] of acts) await post(atActs, `/v1/cases/${caseNo}/actions/${action}`, token, { input });
  return caseNo;
};

/** Where a system is, and the processes whose CPU is counted, by the name of their part. */
export interface Seat extends Pick<RunningStack, 'apiUrl' | 'appDatabaseUrl' | 'temporalAddress' | 'namespace'> {
  pids: Record<string, number>;
}

export const seatOf = (system: System): Seat => {
  const { postgres, temporal, worker, api } = system.parts();
  return {
    ...system.running(),
    pids: { engine: temporal.pid, worker: worker.pid, api: api.pid, postgres: postgres.pid },
  };
};

export const lifecycle = async (seat: Seat, { clients, cases }: Load): Promise<Record<string, unknown>> => {
  const { apiUrl, appDatabaseUrl } = seat;
  const db = observerDatabase(appDatabaseUrl);
  try {
    const officers = await streetOfficers(db);
    const receptions: number[] = [];
    const actions: number[] = [];
    const numbers: string[] = [];
    let receiptsOnly = 0;
    const door: Door = {
      apiUrl,
      timed: (ms) => void receptions.push(ms),
      timedAct: (ms) => void actions.push(ms),
      receiptOnly: () => {
        receiptsOnly += 1;
      },
    };
    const live = async (piece: number): Promise<void> => {
      numbers.push(await liveCase(door, officers[piece % officers.length] as Officer));
    };
    await crowd(clients, warmUp(clients), live);
    receptions.length = 0;
    actions.length = 0;
    receiptsOnly = 0;
    const before = await databaseBytes(db);
    const used = cpuMeter(seat.pids);
    const { tookMs } = await crowd(clients, cases, live);
    const cpu = used();
    return {
      clients,
      cases,
      casesPerSecond: rounded((cases * 1000) / tookMs),
      callMs: quantiles([...receptions, ...actions]),
      receptionMs: quantiles(receptions),
      actionMs: quantiles(actions),
      receiptsOnly,
      cpuMsPerCase: Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, rounded(ms / cases)])),
      cpuMsPerCaseTotal: rounded(Object.values(cpu).reduce((a, b) => a + b, 0) / cases),
      bytesPerCase: await sizesOf(seat, numbers.slice(-20)),
      diskBytesPerCase: Math.round(((await databaseBytes(db)) - before) / cases),
    };
  } finally {
    await db.close();
  }
};

/** All tables and indexes of the ledger's database, with the space that rows which were written anew have left. */
const databaseBytes = async ({ pool }: Database): Promise<number> =>
  Number((await pool.query('select pg_database_size(current_database()) as bytes')).rows[0].bytes);

/** Mean sizes, in bytes: what the ledger's rows and the runs' histories hold. */
const sizesOf = async (
  { appDatabaseUrl, temporalAddress, namespace }: Seat,
  caseNos: readonly string[],
): Promise<Record<string, number>> => {
  const db = observerDatabase(appDatabaseUrl);
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, namespace });
  try {
    const { rows } = await db.pool.query<{ bytes: number }>(
      'select sum(pg_column_size(case_event.*))::integer as bytes from case_event where case_no = any($1)',
      [caseNos],
    );
    let history = 0;
    const runs = await db.pool.query<{ workflow_id: string; run_id: string }>(
      'select workflow_id, run_id from run_history where case_no = any($1)',
      [caseNos],
    );
    for (const { workflow_id, run_id } of runs.rows) {
      const fetched = await fetchHistory(client, workflow_id, run_id);
      if (fetched) history += proto.temporal.api.history.v1.History.encode(fetched as never).finish().byteLength;
    }
    const ledger = (rows[0]?.bytes ?? 0) / caseNos.length;
    return {
      ledger: Math.round(ledger),
      history: Math.round(history / caseNos.length),
      both: Math.round(ledger + history / caseNos.length),
    };
  } finally {
    await connection.close();
    await db.close();
  }
};
