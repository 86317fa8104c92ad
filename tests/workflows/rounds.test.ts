import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIncidents } from '../../db/incidents.ts';
import { readRuns } from '../../db/run-history.ts';
import { createLogger } from '../../platform/logger.ts';
import { dispatch } from '../../worker/dispatcher.ts';
import { createExporter } from '../../worker/exporter.ts';
import { checkCase, type Evidence } from '../../worker/three-way.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import { openRig, type Rig, type StagedCase, testKeys } from '../support/rig.ts';

const county = 'xx.zone';
const day = 86_400_000;
const logger = createLogger('test', 'silent');

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const dispatchOnce = () => dispatch({ db: rig.database.db, client: rig.client, taskQueue: rig.taskQueue, logger });
const withoutEngine = (): Evidence => ({ db: rig.database.db, client: null, sealKey: testKeys.seal });
const newExporter = () => createExporter({ db: rig.database.db, client: rig.client, logger });
const exportOnce = () => newExporter().round();

/** As if the receipt were old enough for the dispatcher, which leaves the API a few seconds. */
const makeOld = ({ caseNo }: StagedCase) =>
  rig.database.db.pool.query(`update intake set next_attempt_at = now() - interval '1 second' where case_no = $1`, [
    caseNo,
  ]);

/** What a standby that was promoted a moment too early has of a case: nothing, not even its number. */
const fallBackBefore = async ({ caseNo }: StagedCase): Promise<void> => {
  const owner = new pg.Client({ connectionString: rig.database.ownerUrl });
  await owner.connect();
  await owner.query('set session_replication_role = replica');
  for (const table of ['case_event', 'case_view', 'case_open', 'outbox', 'run_history', 'vault_text', 'intake']) {
    await owner.query(`delete from ${table} where case_no = $1`, [caseNo]);
  }
  await owner.query('update case_counter set last = last - 1 where code = $1', [caseNo.split('-')[0]]);
  await owner.end();
};

const resolved = async (): Promise<StagedCase> => {
  const staged = await rig.open(generalRequest);
  await staged.act('xx', 'takeOver');
  await staged.act('xx', 'reassign', { unit: county });
  await staged.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
  return staged;
};

describe('the dispatcher', () => {
  it('starts the case of a receipt that nobody started, once', async () => {
    const staged = await rig.receiveOnly(generalRequest);
    expect(await dispatchOnce()).toBe(0);
    await makeOld(staged);
    expect(await Promise.all([dispatchOnce(), dispatchOnce()])).toEqual(expect.arrayContaining([1, 0]));
    expect(await staged.state()).toMatchObject({ seq: 1, status: 'open' });
    await makeOld(staged);
    expect(await dispatchOnce()).toBe(0);
  });

  it('leaves a receipt waiting whose number the engine gave another case before the database fell back', async () => {
    const before = await rig.open(generalRequest);
    await fallBackBefore(before);
    const staged = await rig.receiveOnly(generalRequest);
    expect(staged.caseNo).toBe(before.caseNo);
    await makeOld(staged);

    expect(await dispatchOnce()).toBe(1);

    const { rows } = await rig.database.db.pool.query('select started_at, last_error from intake where case_no = $1', [
      staged.caseNo,
    ]);
    expect(rows).toMatchObject([{ started_at: null, last_error: expect.stringContaining('another request') }]);
    expect((await before.state()).intake).toEqual(before.open.intake);
    rig.forget(before);
    rig.forget(staged);
  });
});

describe('the exporter', () => {
  it('leaves a run that goes on, and keeps the history of one that ended, which replays without the engine', async () => {
    const staged = await resolved();
    expect(await exportOnce()).toBe(0);
    await staged.advance(90 * day);
    expect(await exportOnce()).toBe(1);
    expect(await exportOnce()).toBe(0);
    const [run] = await readRuns(rig.database.db, staged.caseNo);
    expect(run?.history).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED');
    expect(await checkCase(withoutEngine(), staged.caseNo)).toMatchObject({ agrees: true });
  });

  it('comes to a run that has ended past any number of those that an older store of the engine brought back to life', async () => {
    const living = await Promise.all(Array.from({ length: 20 }, () => rig.open(generalRequest)));
    const staged = await resolved();
    await staged.advance(90 * day);
    const numbers = living.map(({ caseNo }) => caseNo);
    // Runs that followed them before the engine fell back.
    await rig.database.db.pool.query(
      `insert into run_history (run_id, workflow_id, case_no, first_seq, exported_at)
       select 'after ' || run_id, workflow_id, case_no, 99, now() from run_history where case_no = any($1)`,
      [numbers],
    );
    const exporter = newExporter();
    expect([await exporter.round(), await exporter.round()]).toEqual([0, 1]);
    await rig.database.db.pool.query('update run_history set exported_at = now() where case_no = any($1)', [numbers]);
    for (const each of living) rig.forget(each);
  });

  it('comes to the runs behind one that cannot be exported', async () => {
    const [first, second] = [await resolved(), await resolved()];
    for (const staged of [first, second]) await staged.advance(90 * day);
    const [run] = await readRuns(rig.database.db, first.caseNo);
    const rename = (from: string | undefined, to: string | undefined) =>
      rig.database.db.pool.query('update run_history set run_id = $2 where run_id = $1', [from, to]);
    await rename(run?.runId, 'no id of a run');
    const exporter = newExporter();

    await expect(exporter.round()).rejects.toThrow();
    expect(await exporter.round()).toBe(1);

    await rename('no id of a run', run?.runId);
    expect(await exportOnce()).toBe(1);
  });

  it('reports once a history that the engine no longer has, and the case stays unproven', async () => {
    const staged = await resolved();
    await staged.advance(90 * day);
    // To the engine, a run that it has deleted is one that it never had.
    await rig.database.db.pool.query('update run_history set run_id = $2 where case_no = $1', [
      staged.caseNo,
      randomUUID(),
    ]);
    expect(await exportOnce()).toBe(0);
    expect(await exportOnce()).toBe(0);
    expect(await openIncidents(rig.database.db)).toMatchObject([{ kind: 'HistoryLost', caseNo: staged.caseNo }]);
    expect((await staged.verdict()).comparisons.map(({ ok }) => ok)).toEqual([true, true, null, true]);
    rig.forget(staged);
  });

  it('says that a case is not proven while its history is out of reach', async () => {
    const staged = await resolved();
    const verdict = await checkCase(withoutEngine(), staged.caseNo);
    expect(verdict.agrees).toBe(false);
    expect(verdict.comparisons.find(({ name }) => name === 'replay')?.ok).toBeNull();
  });
});
