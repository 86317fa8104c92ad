// Exported histories: read back as they were stored, or not at all.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCase, aCommit, aNote, andThen } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { commitEvents } from './commit.ts';
import { readRuns, runsToExport, storeHistory } from './run-history.ts';

let data: TestDatabase;
let owner: pg.Client;
let count = 0;
const history = JSON.stringify({ events: Array.from({ length: 500 }, (_, i) => ({ eventId: i, note: '受理' })) });

/** A case whose only run is exported. @returns its number and the run */
const exported = async () => {
  const caseNo = `SF-20261123-${String(++count).padStart(5, '0')}`;
  const runId = `run-${count}`;
  await commitEvents(data.db, aCommit(aCase(caseNo), runId), 'key');
  await storeHistory(data.db, runId, history, 500);
  return { caseNo, runId };
};

beforeAll(async () => {
  data = await testDatabase();
  owner = new pg.Client(data.ownerUrl);
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await data?.drop();
});

test('a history comes back to the letter, and takes less room than it has letters', async () => {
  const { caseNo, runId } = await exported();
  expect(await readRuns(data.db, caseNo)).toEqual([
    { runId, workflowId: `case/${caseNo}`, caseNo, firstSeq: 1, history },
  ]);
  const { rows } = await owner.query('select octet_length(history) as size from run_history where run_id = $1', [
    runId,
  ]);
  expect(rows[0].size).toBeLessThan(history.length / 10);
});

test.each([
  ['a byte of it was changed', 'history = set_byte(history, 40, get_byte(history, 40) # 255)'],
  ['its end is missing', 'history = substring(history from 1 for 50)'],
  ['it is no archive at all', "history = 'nothing'::bytea"],
  ['its digest is another', "sha256 = repeat('0', 64)"],
])('a history is not handed out when %s', async (_, change) => {
  const { caseNo, runId } = await exported();
  await owner.query(`update run_history set ${change} where run_id = $1`, [runId]);
  await expect(readRuns(data.db, caseNo)).rejects.toThrow(`The exported history of run ${runId} is not the one`);
});

test('the run of an archived case waits for its export', async () => {
  const caseNo = 'SF-20261123-99999';
  await commitEvents(data.db, aCommit(aCase(caseNo), 'run-archived'), 'key');
  expect(await runsToExport(data.db, null, 10)).toEqual([]);
  await owner.query("update case_view set status = 'archived' where case_no = $1", [caseNo]);
  expect(await runsToExport(data.db, null, 10)).toMatchObject([{ runId: 'run-archived', caseNo }]);
});

test('a run that decides again after its export is exported again, with what it decides from then on', async () => {
  const caseNo = 'SF-20261124-00001';
  const received = aCase(caseNo);
  const noted = andThen(received, aNote('一'));
  await commitEvents(data.db, aCommit(received, 'run-first'), 'key');
  await storeHistory(data.db, 'run-first', history, 500);
  await commitEvents(data.db, aCommit(noted, 'run-second'), 'key');
  const waiting = async () =>
    (await runsToExport(data.db, null, 1000)).filter((run) => run.caseNo === caseNo).map(({ runId }) => runId);
  expect(await waiting()).toEqual([]);

  // An older store of the engine has brought it back to life.
  const again = andThen(noted, aNote('二'));
  await commitEvents(data.db, aCommit(again, 'run-first'), 'key');

  expect(await waiting()).toEqual(['run-first']);
  expect(await readRuns(data.db, caseNo)).toMatchObject([{ runId: 'run-first', firstSeq: 1, history: null }, {}]);
});

test('a commit of a run that is known and not exported leaves its row untouched', async () => {
  const received = aCase('SF-20261124-00002');
  const row = async () =>
    (await owner.query("select xmin, xmax, ctid from run_history where run_id = 'run-on'")).rows[0];
  await commitEvents(data.db, aCommit(received, 'run-on'), 'key');
  const before = await row();
  await commitEvents(data.db, aCommit(andThen(received, aNote('一')), 'run-on'), 'key');
  expect(await row()).toEqual(before);
});
