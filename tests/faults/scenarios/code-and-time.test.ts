// F17, F19, F20, F25: other code, many deadlines after an outage, clocks that jump, and people who help themselves past the system.
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowBundle } from '../../../worker/bundle.ts';
import { quietRuntime } from '../../../worker/quiet.ts';
import { checkCases } from '../../../worker/three-way.ts';
import { workflowIdOf } from '../../../workflows/contract/ids.ts';
import { emergencyLimitMs, untilAllRun, writeReceipts } from '../../support/backlog.ts';
import { liveCases } from '../clients.ts';
import { openLedger } from '../operations.ts';
import { play, seed } from '../scenario.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

const caseNosOf = (ledger: ReturnType<typeof openLedger>): string[] =>
  ledger.operations.filter(({ kind }) => kind === 'receive').map(({ answer }) => String(answer));

const someCases = async (cases: number, name: string): Promise<string[]> => {
  const ledger = openLedger();
  const clients = { apiUrl: stage.system.running().apiUrl, seed: seed + name.length, officers: stage.officers, ledger };
  await liveCases({ ...clients, duplicated: 0, patienceMs: 60_000 }, { cases, atOnce: 4, longest: 1 });
  return caseNosOf(ledger);
};

const agree = async (caseNos: readonly string[]): Promise<boolean> =>
  (await checkCases({ db: stage.db, client: stage.engine }, caseNos)).every(({ agrees }) => agrees);

it('F17 a worker with other code fails its tasks, loses no case, and the right one goes on', async () => {
  const [caseNo = ''] = await someCases(1, 'other code');
  stage.system.signal('worker', 'SIGSTOP');
  const { code, ...bundle } = await workflowBundle();
  const connection = await NativeConnection.connect({
    address: stage.system.running().temporalAddress,
  });
  // It numbers events from two, as a careless change might.
  const mutated = { ...bundle, code: code.replaceAll('?? 0) + 1', '?? 0) + 2') };
  expect(mutated.code).not.toBe(code);
  const wrong = await Worker.create({
    connection,
    namespace: stage.system.running().namespace,
    taskQueue: 'caseloop',
    workflowBundle: mutated,
    activities: { commitCase: async () => ({ head: '0'.repeat(64) }), ledgerAfter: async () => [] },
    sinks: { replay: { restored: { fn: () => undefined }, applied: { fn: () => undefined } } } as never,
  });
  const running = wrong.run();
  const officer = stage.officers[0] as NonNullable<(typeof stage.officers)[0]>;
  const act = () =>
    fetch(`${stage.system.running().apiUrl}/v1/cases/${caseNo}/actions/note`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${officer.token}`,
        'content-type': 'application/json',
        'idempotency-key': 'other-code-0001',
      },
      body: JSON.stringify({ input: { text: '换代码时的备注' } }),
    });
  expect((await act()).status).toBe(503);
  wrong.shutdown();
  await running;
  await connection.close();
  stage.system.signal('worker', 'SIGCONT');

  await expect.poll(async () => (await act()).status, { timeout: 60_000, interval: 1_000 }).toBe(200);
  expect(await agree([caseNo])).toBe(true);
});

it('F19 three hundred deadlines pass while everything is down; each case decides once when it is back', async () => {
  const cases = 300;
  const due = Date.now() + 60_000;
  const numbers = await writeReceipts(stage.system, stage.db, {
    cases,
    urgency: 'emergency',
    receivedAt: () => new Date(due - emergencyLimitMs),
  });
  await untilAllRun(stage.db);
  stage.system.signal('worker', 'SIGSTOP');
  await stage.temporal.stop();
  await stage.database.stop();
  // Until the deadline is behind us by more than a moment.
  await delay(Math.max(0, due - Date.now()) + 5_000);
  await stage.database.start();
  await stage.temporal.start();
  stage.system.signal('worker', 'SIGCONT');

  const marked = async () =>
    (
      await stage.db.pool.query<{ case_no: string; n: number; early: number }>(
        `select case_no, count(*)::integer as n, count(*) filter (where at < $2)::integer as early
         from case_event where type = 'markedOverdue' and case_no = any($1) group by case_no`,
        [numbers, new Date(due)],
      )
    ).rows;
  await expect.poll(async () => (await marked()).length, { timeout: 180_000, interval: 1_000 }).toBe(cases);
  expect((await marked()).every(({ n, early }) => n === 1 && early === 0)).toBe(true);
  expect(await agree(numbers)).toBe(true);
});

/** libfaketime, Debian's package `faketime`; Node and PostgreSQL ask the C library for the time, the engine (Go) does not. */
const faketime = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find(existsSync);

describe.skipIf(!faketime)('F20 clocks that jump (needs the package faketime)', () => {
  it.each(['+2h', '-2h'])('API and worker live at %s', async (jump) => {
    const jumped = await openStage({
      LD_PRELOAD: faketime ?? '',
      FAKETIME: jump,
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    try {
      await play({ name: `F20 API and worker at ${jump}`, ...jumped, nemesis: async () => [] });
    } finally {
      await jumped.close();
    }
  });
});

it('F25 a workflow that an operator terminates, and a ledger that its owner edits, are told from the others', async () => {
  const caseNos = await someCases(3, 'helped themselves');
  const [terminated = '', edited = '', untouched = ''] = caseNos;
  await stage.engine.workflow.getHandle(workflowIdOf(terminated)).terminate('an operator helped');
  const owner = new pg.Client({ connectionString: stage.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('alter table case_event disable trigger case_event_append_only');
  await owner.query(
    `update case_event set body = replace(body, 'cityAppearance', 'environment') where case_no = $1 and seq = 1`,
    [edited],
  );
  await owner.query('alter table case_event enable trigger case_event_append_only');
  await owner.query('commit');
  await owner.end();

  const verdicts = await checkCases({ db: stage.db, client: stage.engine }, [edited, untouched]);
  expect(verdicts.map(({ caseNo, agrees }) => [caseNo, agrees])).toEqual([
    [edited, false],
    [untouched, true],
  ]);
});
