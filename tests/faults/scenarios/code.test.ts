// F17: a worker whose code decides otherwise. A replay tells beforehand; where it is run all the same, no case is lost.
import { NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createActivities } from '../../../activities/index.ts';
import { openIncidents, resolveIncident } from '../../../db/incidents.ts';
import { readEvents } from '../../../db/ledger.ts';
import { readRuns } from '../../../db/run-history.ts';
import { loadKeys } from '../../../platform/keys.ts';
import { fetchHistory } from '../../../platform/temporal/history.ts';
import { workflowBundle } from '../../../worker/bundle.ts';
import { quietRuntime } from '../../../worker/quiet.ts';
import { workflowIdOf } from '../../../workflows/contract/ids.ts';
import { tell } from '../scenario.ts';
import { agree, note, someCases } from '../some-cases.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

/** What the replay of a case's history by other code comes to: an error, or the events that it decides. */
const replayBy = async (bundle: WorkflowBundleWithSourceMap, caseNo: string) => {
  const workflowId = workflowIdOf(caseNo);
  const [run] = await readRuns(stage.db, caseNo);
  const history = run && (await fetchHistory(stage.engine, workflowId, run.runId));
  if (!history) throw new Error(`${caseNo} has no history.`);
  const hashes: string[] = [];
  const applied = { fn: (_: unknown, event: { hash: string }) => void hashes.push(event.hash), callDuringReplay: true };
  const options = {
    workflowBundle: bundle,
    sinks: { replay: { restored: { fn: () => undefined, callDuringReplay: true }, applied } },
  };
  for await (const { error } of Worker.runReplayHistories(options, [{ workflowId, history }])) return { error, hashes };
  throw new Error('Nothing was replayed.');
};

/** A worker of other code on the cases' task queue, over the same database. */
const runOtherCode = async (bundle: WorkflowBundleWithSourceMap) => {
  const { temporalAddress, namespace } = stage.system.running();
  const connection = await NativeConnection.connect({ address: temporalAddress });
  const unheard = { fn: () => undefined, callDuringReplay: false };
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: 'caseloop',
    workflowBundle: bundle,
    activities: { ...createActivities({ db: stage.db, keys: loadKeys(`${stage.system.home}/keys.json`) }) },
    sinks: { replay: { restored: unheard, applied: unheard } },
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
};

it.each([
  ['counts events by twos', /(seq: [^\n]*\) )\+ 1,/, '$1+ 2,'],
  ['sets no timer', /\(0, ?[\w.]+sleep\)\(Math\.max\(1, at - Date\.now\(\)\)\)/, 'new Promise(()=>undefined)'],
])('F17 a worker that %s is told by a replay, loses no case, and the right one goes on', async (what, code, other) => {
  const [caseNo = ''] = await someCases(stage, 1, what);
  const right = await workflowBundle();
  const wrong = { ...right, code: right.code.replace(code, other) };
  expect(wrong.code).not.toBe(right.code);
  const ledger = (await readEvents(stage.db, caseNo)).map(({ hash }) => hash);
  expect(await replayBy(right, caseNo)).toMatchObject({ hashes: ledger });
  const { error, hashes } = await replayBy(wrong, caseNo);
  expect(error !== undefined || hashes.join() !== ledger.join()).toBe(true);

  stage.system.signal('worker', 'SIGSTOP');
  const key = `other-code-${caseNo}`;
  try {
    const stop = await runOtherCode(wrong);
    const { status } = await note(stage, caseNo, key);
    await stop();
    expect(status).toBeGreaterThanOrEqual(500);
  } finally {
    stage.system.signal('worker', 'SIGCONT');
  }
  const at = Date.now();
  await expect.poll(async () => (await note(stage, caseNo, key)).status, { timeout: 90_000, interval: 500 }).toBe(200);
  tell(
    `F17 ${what}`,
    `${error ? error.name : 'other events'} in the replay; right worker on after ${Date.now() - at} ms`,
  );
  expect(await readEvents(stage.db, caseNo)).toHaveLength(2);
  expect(await agree(stage, [caseNo])).toBe(true);
  // What the wrong one met is told, and for a person to look into.
  for (const { id, kind } of await openIncidents(stage.db))
    if (kind === 'LedgerDiverged') await resolveIncident(stage.db, id);
});
