// Refilling a ledger that lost its end, case by case, from the real histories of real cases.

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitEvents } from '../../db/commit.ts';
import { openIncidents } from '../../db/incidents.ts';
import { readEvents } from '../../db/ledger.ts';
import { wholeOpening } from '../../db/opening.ts';
import { aCommit, aNote, andThen } from '../../tests/support/builders.ts';
import { openRig, type Rig, type StagedCase, testKeys } from '../../tests/support/rig.ts';
import { nextWake } from '../../workflows/case/escalation.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import { reviveCase } from '../reconciler/revive.ts';
import { type RefillReport, refill } from './refill.ts';

const county = 'xx.zone';
const minutes = 60_000;
let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const refillOf = ({ caseNo }: StagedCase, { dryRun = false } = {}): Promise<RefillReport> =>
  refill({
    db: rig.database.db,
    client: rig.client,
    taskQueue: rig.taskQueue,
    sealKey: testKeys.seal,
    dryRun,
    caseNo,
  });

/** As the owner, past the triggers that keep the ledger. */
const pastTheGuards = async (...statements: string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: rig.database.ownerUrl });
  await client.connect();
  await client.query('set session_replication_role = replica');
  for (const statement of statements) await client.query(statement);
  await client.end();
};

/** What a database from before has of a case: nothing after `seq`. */
const goBackTo = ({ caseNo }: StagedCase, seq: number): Promise<void> =>
  pastTheGuards(
    `delete from case_event where case_no = '${caseNo}' and seq > ${seq}`,
    `delete from case_view where case_no = '${caseNo}'`,
    `delete from outbox where case_no = '${caseNo}' and seq > ${seq}`,
    ...(seq === 0
      ? [`delete from run_history where case_no = '${caseNo}'`, `delete from intake where case_no = '${caseNo}'`]
      : []),
  );

/** What an engine's store from before does not have. */
const deleteWorkflow = async ({ caseNo }: StagedCase): Promise<void> => {
  const workflowId = workflowIdOf(caseNo);
  await rig.client.workflowService.deleteWorkflowExecution({
    namespace: rig.client.options.namespace,
    workflowExecution: { workflowId },
  });
  const known = () =>
    rig.client.workflow
      .getHandle(workflowId)
      .describe()
      .then(
        () => true,
        () => false,
      );
  await expect.poll(known, { timeout: 20_000 }).toBe(false);
};

const ledgerOf = ({ caseNo }: StagedCase) => readEvents(rig.database.db, caseNo);
const incidentsOf = async ({ caseNo }: StagedCase) =>
  (await openIncidents(rig.database.db)).filter((incident) => incident.caseNo === caseNo);

const verified = async (): Promise<StagedCase> => {
  const staged = await rig.open(generalRequest);
  await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
  return staged;
};

describe('a case whose ledger lost its end', () => {
  it('stops, says which command mends it, and acts again as soon as it is refilled', async () => {
    const staged = await verified();
    await goBackTo(staged, 1);
    await expect(staged.act(county, 'dispatch', { unit: 'xx.zone.wenchang' })).rejects.toThrow();
    expect(await incidentsOf(staged)).toMatchObject([
      { kind: 'LedgerDiverged', mend: expect.stringContaining(`caseloop refill --case ${staged.caseNo}`) },
    ]);

    expect((await refillOf(staged)).refilled).toMatchObject({ cases: 1, events: 1 });

    expect(await incidentsOf(staged)).toEqual([]);
    await staged.act(county, 'dispatch', { unit: 'xx.zone.wenchang' });
    expect(await ledgerOf(staged)).toHaveLength(3);
  });

  it('goes on by itself when time was in its way', async () => {
    const staged = await verified();
    await goBackTo(staged, 1);
    const wake = Date.parse(nextWake(await staged.state()) ?? '');
    await staged.advance(wake - Date.now() + minutes);
    await expect.poll(() => incidentsOf(staged)).toHaveLength(1);

    await refillOf(staged);
    await staged.advance(11 * minutes);

    await expect.poll(async () => (await ledgerOf(staged)).map(({ type }) => type)).toContain('reminded');
  });
});

describe('a refill', () => {
  it('counts first, and writes nothing when it is only asked', async () => {
    const staged = await verified();
    await goBackTo(staged, 0);

    const { missing, refilled } = await refillOf(staged, { dryRun: true });

    expect(missing).toEqual({ cases: 1, events: 2, receipts: 1 });
    expect(refilled).toEqual({ cases: 0, events: 0, receipts: 0, publications: 0, counters: 0 });
    expect(await ledgerOf(staged)).toEqual([]);
    await refillOf(staged);
  });

  it('brings back receipt, number, calendar and case type, and says which texts are lost', async () => {
    const staged = await verified();
    const before = await ledgerOf(staged);
    const [code, day, number] = staged.caseNo.split('-');
    await goBackTo(staged, 0);
    await pastTheGuards(
      `delete from vault_text where case_no = '${staged.caseNo}'`,
      `delete from case_type_version where name = '${generalRequest.name}'`,
      `delete from calendar where name = '${staged.open.calendar.name}'`,
      `update case_counter set last = 0 where code = '${code}'`,
    );

    const { missing, refilled, lost } = await refillOf(staged);

    expect(missing).toEqual({ cases: 1, events: 2, receipts: 1 });
    expect(refilled).toEqual({ cases: 1, events: 2, receipts: 1, publications: 2, counters: 1 });
    // The description; the finding and the reason, which this rig never puts into the vault.
    expect(lost).toEqual({ texts: 3, files: 0 });
    expect(await ledgerOf(staged)).toEqual(before);
    const { rows } = await rig.database.db.pool.query(
      'select opening.*, started_at is not null as started, last from opening join intake using (case_no), case_counter where case_no = $1 and code = $2 and day = $3',
      [staged.caseNo, code, day],
    );
    expect(rows.map(wholeOpening)).toEqual([staged.open]);
    expect(rows).toMatchObject([{ started: true, last: Number(number) }]);
    expect((await refillOf(staged)).missing).toEqual({ cases: 0, events: 0, receipts: 0 });
  });

  it('follows a case through its runs', async () => {
    const staged = await verified();
    await reviveCase(revival(), staged.caseNo, { replace: true });
    await staged.act(county, 'dispatch', { unit: 'xx.zone.wenchang' });
    await goBackTo(staged, 0);

    expect((await refillOf(staged)).refilled).toMatchObject({ cases: 1, events: 3, receipts: 1 });

    const { rows } = await rig.database.db.pool.query(
      'select first_seq from run_history where case_no = $1 order by first_seq',
      [staged.caseNo],
    );
    expect(rows).toEqual([{ first_seq: 1 }, { first_seq: 3 }]);
  });

  it('touches no ledger that holds something else', async () => {
    const staged = await verified();
    await goBackTo(staged, 1);
    const before = fold(await ledgerOf(staged));
    const other = andThen({ state: before }, aNote('有人写了别的'));
    await commitEvents(rig.database.db, aCommit(other, 'another-run'), testKeys.seal);

    const { behind } = await refillOf(staged);

    expect(behind).toMatchObject([{ problem: expect.stringContaining('event 2 of the ledger') }]);
    expect(await ledgerOf(staged)).toHaveLength(2);
    rig.forget(staged);
  });

  it('lets a case go on from the ledger that the engine does not know', async () => {
    const staged = await verified();
    await pastTheGuards(
      `update case_view set rehearsal = false, state = jsonb_set(state, '{rehearsal}', 'false') where case_no = '${staged.caseNo}'`,
    );
    await deleteWorkflow(staged);

    expect(await refillOf(staged)).toMatchObject({ withoutWorkflow: [staged.caseNo], revived: [staged.caseNo] });

    await staged.act(county, 'dispatch', { unit: 'xx.zone.wenchang' });
    expect(await staged.state()).toMatchObject({ seq: 3 });
    rig.forget(staged);
  });
});

const revival = () => ({
  db: rig.database.db,
  client: rig.client,
  taskQueue: rig.taskQueue,
  sealKey: testKeys.seal,
});
