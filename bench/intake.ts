// (c) Intake: receipts handed out at full speed to channels that do not wait for the case, and how long until the last case runs.
import { setTimeout as delay } from 'node:timers/promises';
import { type Officer, observerDatabase, streetOfficers } from '../tests/support/officers.ts';
import type { System } from '../tests/support/system.ts';
import { crowd } from './crowd.ts';
import type { Load } from './floor.ts';
import { post } from './http.ts';
import { requestAt } from './lifecycle.ts';
import { quantiles, rounded } from './numbers.ts';
import { cpuMeter } from './processes.ts';

export const intake = async (system: System, { clients, cases }: Load): Promise<Record<string, unknown>> => {
  const { apiUrl, appDatabaseUrl } = system.running();
  const db = observerDatabase(appDatabaseUrl);
  try {
    const officers = await streetOfficers(db);
    const calls: number[] = [];
    const door = { apiUrl, timed: (ms: number) => void calls.push(ms) };
    const { postgres, temporal, worker, api } = system.parts();
    const used = cpuMeter({ engine: temporal.pid, worker: worker.pid, api: api.pid, postgres: postgres.pid });
    const began = performance.now();
    const { tookMs } = await crowd(clients, cases, async (piece) => {
      const { token, area } = officers[piece % officers.length] as Officer;
      await post(door, '/v1/cases', token, requestAt(area), { prefer: 'respond-async' });
    });
    const cpu = used();
    const waiting = async (): Promise<number> => {
      const { rows } = await db.pool.query('select count(*)::integer as waiting from intake where started_at is null');
      return rows[0].waiting;
    };
    const waitingAtTheEnd = await waiting();
    while ((await waiting()) > 0) await delay(200);
    return {
      clients,
      receipts: cases,
      receiptsPerSecond: rounded((cases * 1000) / tookMs),
      callMs: quantiles(calls),
      cpuMsPerReceipt: Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, rounded(ms / cases)])),
      waitingAtTheEnd,
      lastCaseRunsAfterMs: Math.round(performance.now() - began),
    };
  } finally {
    await db.close();
  }
};
