import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitEvents } from '../../db/commit.ts';
import { allIncidents, openIncidents, resolveIncident } from '../../db/incidents.ts';
import { missingOfDays } from '../../db/missing-cases.ts';
import { rebuildReadModel } from '../../db/rebuild.ts';
import { markRestored, settleRestoration } from '../../db/restoration.ts';
import { readRuns } from '../../db/run-history.ts';
import { createLogger } from '../../platform/logger.ts';
import { dispatch } from '../../worker/dispatcher.ts';
import { createExporter } from '../../worker/exporter.ts';
import { reportedFailing } from '../../worker/reconciler/engine-lists.ts';
import { createReconciler } from '../../worker/reconciler/reconciler.ts';
import { reviveCase } from '../../worker/reconciler/revive.ts';
import { leftOut } from '../../worker/refill/numbers.ts';
import { refill } from '../../worker/refill/refill.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import { aCommit, aNote, andThen } from '../support/builders.ts';
import { openRig, type Rig, type StagedCase, testKeys } from '../support/rig.ts';

const county = 'xx.zone';
const minute = 60_000;
const day = 86_400_000;
const logger = createLogger('test', 'silent');

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** @param now its clock; the machine's unless told */
const reconcilerOf = (now?: () => number) =>
  createReconciler({ db: rig.database.db, client: rig.client, keys: testKeys, logger, ...(now && { now }) });

const openOf = async ({ caseNo }: StagedCase) =>
  (await openIncidents(rig.database.db)).filter((incident) => incident.caseNo === caseNo);

/** Rounds until the case's open incidents are of these kinds: the engine's lists follow its runs with a delay. */
const roundsUntil = async (staged: StagedCase, kinds: string[], reconciler = reconcilerOf()) => {
  for (;;) {
    await reconciler.round();
    const open = await openOf(staged);
    if (open.map(({ kind }) => kind).join() === kinds.join()) return open;
  }
};

const revive = (staged: StagedCase, options?: { replace: boolean }) =>
  reviveCase(
    { db: rig.database.db, client: rig.client, taskQueue: rig.taskQueue, sealKey: testKeys.seal },
    staged.caseNo,
    options,
  );

const asOwner = async (...statements: string[]) => {
  const owner = new pg.Client({ connectionString: rig.database.ownerUrl });
  await owner.connect();
  for (const statement of statements) await owner.query(statement);
  await owner.end();
};

/** Writes other words into the vault than those which the case was verified with. */
const writeFinding = ({ caseNo }: StagedCase, text: string) =>
  rig.database.db.pool.query(`update vault_text set text = $2 where case_no = $1 and ref like '%/finding'`, [
    caseNo,
    text,
  ]);

/** As if the case's next rung had been long ago. */
const letTimePass = ({ caseNo }: StagedCase) =>
  rig.database.db.pool.query(
    `update case_view set state = jsonb_set(state, '{clocks,0,rungs,0,at}', '"2026-01-05T01:00:00.000Z"') where case_no = $1`,
    [caseNo],
  );

const verified = async (): Promise<StagedCase> => {
  const staged = await rig.open(generalRequest);
  await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
  return staged;
};

describe('the reconciler', () => {
  it('finds nothing where nothing is wrong, whatever has become of the cases', async () => {
    await verified();
    const archived = await verified();
    await archived.act('xx', 'takeOver');
    await archived.act('xx', 'reassign', { unit: county });
    await archived.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    await archived.advance(90 * day);
    await rig.receiveOnly(generalRequest).then(rig.forget);
    const reconciler = reconcilerOf();
    await reconciler.round();
    await reconciler.round();
    expect(await allIncidents(rig.database.db)).toEqual([]);
  });

  it('reports a terminated workflow with the command that revives it; the case goes on, and the incident is over', async () => {
    const staged = await verified();
    await rig.client.workflow.getHandle(workflowIdOf(staged.caseNo)).terminate('an operator');
    const [incident] = await roundsUntil(staged, ['WorkflowLost']);
    expect(incident?.mend).toBe(`caseloop revive ${staged.caseNo}`);
    expect(incident?.what).toContain('TERMINATED');
    // Kept although no run follows: the engine forgets it in some days.
    const [run] = await readRuns(rig.database.db, staged.caseNo);
    expect(run?.history).toContain('EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED');

    expect(await revive(staged)).toMatchObject({ seq: 2 });
    await staged.act(county, 'dispatch', { unit: 'xx.zone.wenchang' });
    await staged.advance(60 * day);
    const state = await staged.state();
    expect(state.seq).toBeGreaterThan(3);
    expect(state.wasOverdue).toBe(true);
    await roundsUntil(staged, []);
    expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 2 });
  });

  it('reports a workflow that the engine does not know at all', async () => {
    const staged = await verified();
    await rig.client.workflowService.deleteWorkflowExecution({
      namespace: rig.client.options.namespace,
      workflowExecution: { workflowId: workflowIdOf(staged.caseNo) },
    });
    await roundsUntil(staged, ['WorkflowLost']);
    await revive(staged);
    expect(await staged.state()).toMatchObject({ seq: 2, step: 'assign' });
    await roundsUntil(staged, []);
    // Its first run went with the engine's store: the ledger alone is left to prove it.
    rig.forget(staged);
  });

  it('reports code that fails again and again, with the reason; a new run from the ledger takes its place', async () => {
    const staged = await verified();
    const handle = rig.client.workflow.getHandle(workflowIdOf(staged.caseNo));
    await handle.terminate('to make room for a run that cannot get on');
    await rig.client.workflow.start(generalRequest.name, {
      workflowId: workflowIdOf(staged.caseNo),
      taskQueue: rig.taskQueue,
      args: [{ carried: 'nonsense' }],
      workflowTaskTimeout: '1s',
    });
    // The engine marks it by itself: nobody has to look at every case for that.
    for (let marked = false; !marked; ) marked = (await reportedFailing(rig.client)).includes(staged.caseNo);
    const [incident] = await roundsUntil(staged, ['TaskFailing']);
    expect(incident?.what).toContain('expected');
    expect(incident?.mend).toContain(`caseloop revive ${staged.caseNo} --replace`);
    await expect(revive(staged)).rejects.toThrow('--replace');
    await revive(staged, { replace: true });
    await staged.act(county, 'note', {}, { words: { text: '继续' } });
    await roundsUntil(staged, []);
  });

  it('reports a case whose time has passed without anything happening, unless everything was away', async () => {
    const staged = await verified();
    const { caseNo } = staged;
    await letTimePass(staged);
    let now = Date.now();
    const reconciler = reconcilerOf(() => now);
    await roundsUntil(staged, ['ReadModelDiffers'], reconciler);
    now += 11 * minute;
    await roundsUntil(staged, ['CaseStuck', 'ReadModelDiffers'], reconciler);
    await rebuildReadModel(rig.database.db, { caseNo, found: () => undefined, swaps: () => true });
    await roundsUntil(staged, [], reconciler);
  });

  it('lets a late case take over first what its ledger holds and its engine forgot', async () => {
    const staged = await verified();
    const { db } = rig.database;
    const { runId } = await rig.client.workflow.getHandle(workflowIdOf(staged.caseNo)).describe();
    const forgotten = andThen({ state: await staged.state() }, aNote('aside'));
    await commitEvents(db, aCommit(forgotten, runId), testKeys.seal);
    await letTimePass(staged);
    let now = Date.now();
    const reconciler = reconcilerOf(() => now);
    now += 11 * minute;
    await reconciler.round();
    expect((await openOf(staged)).map(({ kind }) => kind)).not.toContain('CaseStuck');
    expect(await staged.state()).toMatchObject({ seq: 3 });
    await rebuildReadModel(db, { caseNo: staged.caseNo, found: () => undefined, swaps: () => true });
  });

  it('does not take a case for late because the clock of its worker is far ahead', async () => {
    const staged = await verified();
    let now = Date.now();
    const reconciler = reconcilerOf(() => now);
    now += 300 * day;
    await reconciler.round();
    expect(await openOf(staged)).toEqual([]);
  });

  it('reports a read model that was changed by hand, and a row that is gone; a rebuild mends them', async () => {
    const [changed, gone] = [await verified(), await verified()];
    await rig.database.db.pool.query(
      `update case_view set state = jsonb_set(state, '{urges}', '9') where case_no = $1`,
      [changed.caseNo],
    );
    await asOwner(`delete from case_view where case_no = '${gone.caseNo}'`);
    const reconciler = reconcilerOf();
    const [incident] = await roundsUntil(changed, ['ReadModelDiffers'], reconciler);
    await roundsUntil(gone, ['ReadModelDiffers'], reconciler);
    expect(incident?.mend).toBe(`caseloop rebuild --case ${changed.caseNo}`);
    for (const { caseNo } of [changed, gone]) {
      await rebuildReadModel(rig.database.db, { caseNo, found: () => undefined, swaps: () => true });
    }
    await roundsUntil(changed, [], reconciler);
    await roundsUntil(gone, [], reconciler);
  });

  it('reports a case that is missing among the open ones, from which figures and work on calendars are made', async () => {
    const staged = await verified();
    const { caseNo } = staged;
    await rig.database.db.pool.query('delete from case_open where case_no = $1', [caseNo]);
    const reconciler = reconcilerOf();
    await roundsUntil(staged, ['ReadModelDiffers'], reconciler);
    await rebuildReadModel(rig.database.db, { caseNo, found: () => undefined, swaps: () => true });
    await roundsUntil(staged, [], reconciler);
  });

  it('reports a row whose state is no state at all, and whatever is wrong with other cases as well', async () => {
    const [malformed, other] = [await verified(), await verified()];
    await rig.database.db.pool.query(`update case_view set state = '{}' where case_no = $1`, [malformed.caseNo]);
    await rig.client.workflow.getHandle(workflowIdOf(other.caseNo)).terminate('an operator');
    const reconciler = reconcilerOf();
    await roundsUntil(malformed, ['ReadModelDiffers'], reconciler);
    await roundsUntil(other, ['WorkflowLost'], reconciler);
    await rebuildReadModel(rig.database.db, { caseNo: malformed.caseNo, found: () => undefined, swaps: () => true });
    await roundsUntil(malformed, [], reconciler);
  });

  it('reports a text that is not the one which the ledger refers to, until it is again', async () => {
    const staged = await verified();
    await writeFinding(staged, '不属实');
    const reconciler = reconcilerOf();
    const [incident] = await roundsUntil(staged, ['VaultAltered'], reconciler);
    expect(incident).toMatchObject({
      what: expect.stringMatching(/event 2, .*\/finding altered$/),
      mend: `caseloop replay ${staged.caseNo}`,
    });
    await writeFinding(staged, '属实');
    await roundsUntil(staged, [], reconciler);
  });

  it('reports what was altered in one case although another one cannot be proven', async () => {
    const [unprovable, staged] = [await verified(), await verified()];
    const { db } = rig.database;
    for (const each of [unprovable, staged]) await writeFinding(each, '不属实');
    // As a statement ends that takes too long: the texts of this case are asked for by their references.
    const slow = {
      query: (asked: string | pg.QueryConfig, values?: unknown[]) =>
        String(asked).includes('vault_text') && String(values).includes(unprovable.caseNo)
          ? Promise.reject(Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }))
          : db.pool.query(asked as string, values),
      connect: () => db.pool.connect(),
    };
    const deps = { db: { ...db, pool: slow as unknown as pg.Pool }, client: rig.client, keys: testKeys, logger };
    await roundsUntil(staged, ['VaultAltered'], createReconciler(deps));
    expect(await openOf(unprovable)).toEqual([]);
    await roundsUntil(unprovable, ['VaultAltered']);
    for (const each of [unprovable, staged]) await writeFinding(each, '属实');
  });

  it('reports a ledger that was changed by hand, and does not revive a case from it', async () => {
    const staged = await verified();
    await asOwner(
      'alter table case_event disable trigger case_event_append_only',
      `update case_event set body = replace(body, 'p-xx.zone', 'p-xx.other') where case_no = '${staged.caseNo}' and seq = 2`,
      'alter table case_event enable trigger case_event_append_only',
    );
    const [incident] = await roundsUntil(staged, ['LedgerBroken']);
    expect(incident?.what).toContain('event 2');
    await rig.client.workflow.getHandle(workflowIdOf(staged.caseNo)).terminate();
    await expect(revive(staged)).rejects.toThrow('caseloop replay');
    rig.forget(staged);
  });

  it('reports a receipt whose case nobody could start, until it is started', async () => {
    const staged = await rig.receiveOnly(generalRequest);
    await rig.database.db.pool.query(
      `update intake set received_at = now() - interval '1 hour', next_attempt_at = now() - interval '1 second', last_error = 'the engine is away'
       where case_no = $1`,
      [staged.caseNo],
    );
    const [incident] = await roundsUntil(staged, ['ReceiptWaiting']);
    expect(incident?.what).toContain('the engine is away');
    await dispatch({ db: rig.database.db, client: rig.client, taskQueue: rig.taskQueue, logger });
    await roundsUntil(staged, []);
  });

  it('reports a case whose responsible unit is out of service, until somebody above reassigns it', async () => {
    const staged = await verified();
    const unit = 'xx.zone.wenchang';
    await staged.act(county, 'dispatch', { unit });
    await asOwner(`update org_unit set active = false where path = '${unit}'`);
    try {
      const [incident] = await roundsUntil(staged, ['UnitGone']);
      expect(incident?.what).toContain(unit);
      await staged.act(county, 'reassign', { unit: 'xx.zone.yongfu' });
      await roundsUntil(staged, []);
    } finally {
      await asOwner(`update org_unit set active = true where path = '${unit}'`);
    }
  });

  it('reports a case whose responsible unit has nobody, until somebody is on duty there', async () => {
    const staged = await verified();
    const unit = 'xx.zone.d_water';
    await staged.act(county, 'dispatch', { unit });
    await asOwner(`update person set active = false where unit = '${unit}'`);
    try {
      const [incident] = await roundsUntil(staged, ['UnitUnstaffed']);
      expect(incident?.what).toContain(unit);
      await asOwner(
        `insert into duty (unit, person_id, from_at) select '${unit}', id, now() from person where unit = '${county}' and role = 'county' limit 1`,
      );
      await roundsUntil(staged, []);
    } finally {
      await asOwner(`update person set active = true where unit = '${unit}'`);
    }
  });

  it('reports a version of a calendar that was changed in the database once, however many cases went by it', async () => {
    const [staged] = [await verified(), await verified()];
    const { name, version } = staged.open.calendar;
    const row = `calendar where name = '${name}' and version = ${version}`;
    await asOwner(
      `create table kept as select * from ${row}`,
      `update calendar set definition = (definition::jsonb || '{"utcOffsetMinutes":0}')::json where name = '${name}' and version = ${version}`,
    );
    const reported = async () => (await openIncidents(rig.database.db)).filter(({ kind }) => kind === 'RulesAltered');
    try {
      const reconciler = reconcilerOf();
      await expect.poll(() => reconciler.round().then(reported)).toHaveLength(1);
      await reconciler.round();
      const [incident, ...others] = await reported();
      expect(incident).toMatchObject({ caseNo: null, what: expect.stringContaining(`calendar ${name}`) });
      expect(others).toEqual([]);
      await resolveIncident(rig.database.db, incident?.id ?? 0);
    } finally {
      await asOwner(`delete from ${row}`, 'insert into calendar select * from kept', 'drop table kept');
    }
    await reconcilerOf().round();
    expect(await reported()).toEqual([]);
  });

  it('reports whole cases that are gone, by their numbers and by the workflows that still run them, until they are back', async () => {
    const [ended, running, last] = [await verified(), await verified(), await verified()];
    await ended.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    await ended.advance(90 * day);
    const gone = `'${ended.caseNo}', '${running.caseNo}', '${last.caseNo}'`;
    await asOwner(
      'set session_replication_role = replica',
      ...['case_event', 'case_view', 'case_open', 'case_news', 'outbox', 'intake'].map(
        (table) => `delete from ${table} where case_no in (${gone})`,
      ),
      // Of the last one not even the number is known.
      `update case_counter set last = last - 1 where code = '${last.caseNo.split('-')[0]}'`,
    );
    let now = Date.now();
    const reconciler = reconcilerOf(() => now);
    now += 11 * minute;
    for (const staged of [ended, running, last]) {
      const [incident] = await roundsUntil(staged, ['CaseMissing'], reconciler);
      expect(incident?.mend).toContain(`caseloop refill --case ${staged.caseNo}`);
    }
    const { db } = rig.database;
    await refill({ db, client: rig.client, taskQueue: rig.taskQueue, sealKey: testKeys.seal, dryRun: false });
    for (const staged of [ended, running, last]) await roundsUntil(staged, [], reconciler);
    await running.act(county, 'dispatch', { unit: 'xx.zone.wenchang' });
  });

  it('takes numbers that were left out after a restore for no loss', async () => {
    const { caseNo } = await verified();
    const [code, today, number] = caseNo.split('-');
    await asOwner(`update case_counter set last = last + 1000 where code = '${code}' and day = '${today}'`);
    const days = [{ code: String(code), day: String(today) }];
    const missing = () =>
      missingOfDays(rig.database.db, days, new Date(), { leftOut, limit: 2_000 }).then((numbers) => numbers.length);
    expect(await missing()).toBe(1_000);
    await markRestored(rig.database.db.pool, new Date().toISOString());
    expect(await missing()).toBe(0);
    await settleRestoration(rig.database.db);
    expect(await missing()).toBe(0);
    await asOwner(`update case_counter set last = ${Number(number)} where code = '${code}' and day = '${today}'`);
  });

  it('starts a case from its receipt when its workflow ended before the reception', async () => {
    const staged = await rig.receiveOnly(generalRequest);
    const { workflowId } = await rig.client.workflow.start(generalRequest.name, {
      workflowId: workflowIdOf(staged.caseNo),
      taskQueue: 'where-nobody-works',
      args: [staged.open],
    });
    await rig.client.workflow.getHandle(workflowId).terminate();
    expect(await revive(staged)).toMatchObject({ seq: 0 });
    await staged.act(county, 'note', {}, { words: { text: '已立案' } });
    expect(await staged.state()).toMatchObject({ seq: 2 });
  });

  it('reports a history that is not exported at half of its retention', async () => {
    const staged = await verified();
    await staged.act('xx', 'takeOver');
    await staged.act('xx', 'reassign', { unit: county });
    await staged.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    await staged.advance(90 * day);
    const inFourDays = Date.now() + 94 * day;
    const [incident] = await roundsUntil(
      staged,
      ['HistoryUnexported'],
      reconcilerOf(() => inFourDays),
    );
    expect(incident?.mend).toBe(`caseloop export ${staged.caseNo}`);
    const exporter = createExporter({ db: rig.database.db, client: rig.client, logger });
    for (let exported = 1; exported > 0; ) exported = await exporter.round();
    await roundsUntil(
      staged,
      [],
      reconcilerOf(() => inFourDays),
    );
  });
});
