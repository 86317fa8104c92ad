// The short form of the faults, for every test run: each part is killed in turn under a stream of cases. `npm run test:faults` has the rest.
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Database } from '../../db/client.ts';
import { quietRuntime } from '../../worker/quiet.ts';
import { observerDatabase, streetOfficers } from '../support/officers.ts';
import { newHome, removeHome, type System, startSystem } from '../support/system.ts';
import { check } from './checker.ts';
import { liveCases } from './clients.ts';
import { fallDueSoon } from './falling-due.ts';
import { kill, strikeAfter } from './nemesis.ts';
import { openLedger } from './operations.ts';
import { summary } from './summary.ts';

const seed = Number(process.env.CASELOOP_FAULTS_SEED ?? 20261123);
const cases = 300;

let home: string;
let system: System | undefined;
let db: Database;
beforeAll(async () => {
  quietRuntime();
  home = newHome();
  system = await startSystem(home, { CASELOOP_TEMPORAL_BIN: inject('stack').engine.path, LOG_LEVEL: 'warn' });
  db = observerDatabase(system.running().appDatabaseUrl);
});
afterAll(async () => {
  await db?.close();
  await system?.stop();
  removeHome(home);
});

it('loses nothing and does nothing twice while worker, API, engine and database are killed in turn', async () => {
  if (!system) throw new Error('It did not start.');
  const running = system;
  const ledger = openLedger();
  const officers = await streetOfficers(db);
  const clients = { apiUrl: running.running().apiUrl, seed, officers, ledger, duplicated: 0.1, patienceMs: 90_000 };
  const fallingDue = await fallDueSoon(running, db, 12);
  const life = liveCases(clients, { cases, atOnce: 8, longest: 2 });
  const strikes = [];
  for (const [i, part] of (['worker', 'api', 'temporal', 'postgres'] as const).entries()) {
    strikes.push(await strikeAfter(ledger, (cases / 2) * (i + 0.5), () => kill(running, part)));
  }
  await life;

  const report = await check(running, db, ledger, strikes, fallingDue);
  console.log(summary('kill -9 of every part', seed, report));
  expect(report.findings).toEqual([]);
  expect(report.cases).toBe(cases);
  // Of these the aim is 10 s for API and worker, 60 s for engine and database; here only that they come back by themselves.
  expect(report.strikes.map(({ recoveredMs }) => recoveredMs)).not.toContain(null);

  // The checker is no yes-man: what clients only believe to have been told is found, and a text that is not the one which was received.
  const invented = ledger.begin('act', 'never-sent', ledger.operations[0]?.caseNo ?? null, 'close');
  ledger.note(invented, { at: 0, endedAt: 0, outcome: 'ok', status: 200, code: null, detail: '' }, 99);
  const lost = ledger.begin('receive', 'never-sent-either', 'SF-20200101-00001', null);
  ledger.note(lost, { at: 0, endedAt: 0, outcome: 'ok', status: 201, code: null, detail: '' }, 'SF-20200101-00001');
  const [altered] = fallingDue;
  await db.pool.query(`update vault_text set text = '另一件事' where case_no = $1`, [altered]);
  const { findings } = await check(
    running,
    db,
    ledger,
    [{ what: 'kill -9 nobody', at: 0, recoveredAt: 1, landed: false }],
    fallingDue,
  );
  expect(findings).toEqual(
    expect.arrayContaining([
      'kill -9 nobody hit nothing',
      'SF-20200101-00001 was acknowledged and is lost',
      expect.stringContaining('close never-sent was acknowledged and is there 0 times'),
      expect.stringMatching(`^${altered}: .* altered`),
    ]),
  );
}, 300_000);
