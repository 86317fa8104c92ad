// F1, F2, F3, F6, F8: processes that die at any moment. The supervisor of `caseloop start` brings them back; nothing else helps.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../db/client.ts';
import { quietRuntime } from '../../../worker/quiet.ts';
import { type Officer, observerDatabase, streetOfficers } from '../../support/officers.ts';
import { newHome, type PartName, removeHome, type System, startSystem } from '../../support/system.ts';
import { kill, type Strike, strikeAfter } from '../nemesis.ts';
import type { OperationLedger } from '../operations.ts';
import { play } from '../scenario.ts';

let home: string;
let system: System;
let db: Database;
let officers: Officer[];
beforeAll(async () => {
  quietRuntime();
  home = newHome();
  system = await startSystem(home, { LOG_LEVEL: 'warn' });
  db = observerDatabase(system.running().appDatabaseUrl);
  officers = await streetOfficers(db);
});
afterAll(async () => {
  await db?.close();
  await system?.stop();
  removeHome(home);
});

/** Kills a part several times, each after the recovery from the one before and at another point of the work. */
const killing =
  (part: PartName, times: number) =>
  async (ledger: OperationLedger, cases: number): Promise<Strike[]> => {
    const strikes: Strike[] = [];
    for (let i = 0; i < times; i += 1) {
      strikes.push(await strikeAfter(ledger, Math.floor(((i + 0.5) * cases * 1.2) / times), () => kill(system, part)));
    }
    return strikes;
  };

it.each([
  ['F1 API killed between receipt, start and answer', 'api', 4],
  ['F2 F3 worker killed in tasks, activities and dispatch', 'worker', 4],
  ['F6 engine killed at any step of a life', 'temporal', 3],
  ['F8 PostgreSQL killed under load', 'postgres', 3],
] as const)('%s', async (name, part, times) => {
  const { strikes } = await play({ name, system, db, officers, longest: 3, nemesis: killing(part, times) });
  expect(strikes).toHaveLength(times);
});
