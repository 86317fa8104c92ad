// A case outlives its workflow's runs: what an operator terminates or resets goes on from the ledger.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarFor, publishCalendar } from '../../db/calendars.ts';
import { commitEvents } from '../../db/commit.ts';
import { readEvents } from '../../db/ledger.ts';
import { createLogger } from '../../platform/logger.ts';
import { fetchHistory } from '../../platform/temporal/history.ts';
import { createExporter } from '../../worker/exporter.ts';
import { reviveCase } from '../../worker/reconciler/revive.ts';
import { link } from '../../workflows/case/chain.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { AdoptCalendar, Outcome } from '../../workflows/contract/command.ts';
import type { CaseEvent, Decided } from '../../workflows/contract/event.ts';
import { messages, workflowIdOf } from '../../workflows/contract/ids.ts';
import { commandOf, openRig, type Rig, type StagedCase, testKeys } from '../support/rig.ts';

const county = 'xx.zone';
const street = 'xx.zone.wenchang';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const handleOf = ({ caseNo }: StagedCase) => rig.client.workflow.getHandle(workflowIdOf(caseNo));
const ledgerOf = ({ caseNo }: StagedCase) => readEvents(rig.database.db, caseNo);
const revive = ({ caseNo }: StagedCase) =>
  reviveCase({ db: rig.database.db, client: rig.client, taskQueue: rig.taskQueue, sealKey: testKeys.seal }, caseNo);

const verified = async (): Promise<StagedCase> => {
  const staged = await rig.open(generalRequest);
  await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
  return staged;
};

/** What a task that the engine forgot has committed: one more remark, sealed, that no history knows. */
const commitAside = async (staged: StagedCase): Promise<CaseEvent> => {
  const before = fold(await ledgerOf(staged));
  const { actor, authority } = commandOf(staged.caseNo, county, 'note', {}, {});
  const [last] = (await ledgerOf(staged)).slice(-1);
  const note = {
    type: 'noted',
    at: last?.at,
    actor,
    authority,
    reason: null,
    commandId: randomUUID(),
    data: { text: { ref: `${staged.caseNo}/aside`, digest: '0'.repeat(64), length: 2 } },
  } as Decided;
  const event = link(before, staged.caseNo, note);
  const run = { workflowId: workflowIdOf(staged.caseNo), runId: (await handleOf(staged).describe()).runId };
  await commitEvents(rig.database.db, { run, events: [event], state: fold([event], before) }, testKeys.seal);
  return event;
};

/** Back to the task that ended just after event `seq`; updates after it are asked again, unless left out. */
const resetAfter = async (staged: StagedCase, seq: number, { askAgain = true } = {}): Promise<void> => {
  const { runId } = await handleOf(staged).describe();
  const history = await fetchHistory(rig.client, workflowIdOf(staged.caseNo), runId);
  const markers = (history?.events ?? []).filter((event) => event.markerRecordedEventAttributes);
  const finished = markers[seq - 1]?.markerRecordedEventAttributes?.workflowTaskCompletedEventId;
  await rig.client.workflowService.resetWorkflowExecution({
    namespace: rig.client.options.namespace,
    workflowExecution: { workflowId: workflowIdOf(staged.caseNo), runId },
    reason: 'an operator',
    requestId: randomUUID(),
    workflowTaskFinishEventId: finished ?? null,
    // RESET_REAPPLY_EXCLUDE_TYPE_UPDATE
    resetReapplyExcludeTypes: askAgain ? [] : [2],
  });
};

describe('a case that is revived', () => {
  it('answers repeated commands as before, and refuses their keys with another body', async () => {
    const staged = await verified();
    const first = await staged.act(county, 'note', {}, { id: 'the-key-of-a-note', words: { text: '一' } });
    await handleOf(staged).terminate();
    await revive(staged);
    expect(await staged.act(county, 'note', {}, { id: 'the-key-of-a-note', words: { text: '一' } })).toEqual(first);
    expect(await ledgerOf(staged)).toHaveLength(3);
    // The intake's key is known with its body; the note's came without the API, and is known by the ledger alone.
    const other = staged.act(county, 'note', {}, { id: staged.open.id, words: { text: '二' } }).catch((error) => error);
    expect((await other).cause.type).toBe('KeyReused');
  });

  it('goes on with the calendar that it had adopted', async () => {
    const staged = await verified();
    const latest = await calendarFor(rig.database.db, staged.open.intake.area);
    const calendar = { ...latest, version: latest.version + 1 };
    await publishCalendar(rig.database.db, calendar, { person: 'p-test' });
    const adopt: AdoptCalendar = {
      ...commandOf(staged.caseNo, 'xx', 'adoptCalendar', {}, { role: 'system', basis: 'system' }),
      action: 'adoptCalendar',
      reason: null,
      calendar,
    } as AdoptCalendar;
    const { input: _, ...message } = adopt as AdoptCalendar & { input: unknown };
    await handleOf(staged).executeUpdate<Outcome, [AdoptCalendar]>(messages.command, { args: [message] });
    await handleOf(staged).terminate();
    await revive(staged);
    await staged.act(county, 'dispatch', { unit: street });
    expect((await staged.state()).clocks.map((clock) => clock.calendar.version)).toEqual([
      calendar.version,
      calendar.version,
    ]);
  });

  it('keeps what a task that the engine forgot had committed; all three agree', async () => {
    const staged = await verified();
    await commitAside(staged);
    await handleOf(staged).terminate();
    expect(await revive(staged)).toMatchObject({ seq: 3 });
    await staged.act(county, 'dispatch', { unit: street });
    expect(await staged.state()).toMatchObject({ seq: 4, responsible: street });
    expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 2 });
  });

  it('can be revived again and again, and is proven from its exported histories alone', async () => {
    const staged = await verified();
    for (const words of ['一', '二']) {
      await handleOf(staged).terminate();
      await revive(staged);
      await staged.act(county, 'note', {}, { words: { text: words } });
    }
    await staged.act('xx', 'takeOver');
    await staged.act('xx', 'reassign', { unit: county });
    await staged.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    await staged.advance(90 * 86_400_000);
    await expect(revive(staged)).rejects.toThrow('archived');
    await createExporter({ db: rig.database.db, client: rig.client, logger: createLogger('test', 'silent') }).round();
    expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 3 });
  });

  it('is not started twice by two who revive it at once, nor while it runs', async () => {
    const staged = await verified();
    await expect(revive(staged)).rejects.toThrow('--replace');
    await handleOf(staged).terminate();
    const results = await Promise.allSettled([revive(staged), revive(staged)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await staged.act(county, 'note', {}, { words: { text: '继续' } });
    expect(await ledgerOf(staged)).toHaveLength(3);
  });
});

describe('a case whose workflow is reset to an earlier point', () => {
  it('has its later commands asked again, and takes their events from the ledger, which is ahead', async () => {
    const staged = await verified();
    await staged.act(county, 'dispatch', { unit: street });
    await staged.act(county, 'note', {}, { words: { text: '已交办' } });
    const before = await ledgerOf(staged);
    await resetAfter(staged, 2);
    await staged.act(county, 'note', {}, { words: { text: '重置之后' } });
    expect(await staged.state()).toMatchObject({ seq: 5, responsible: street });
    expect((await ledgerOf(staged)).slice(0, 4)).toEqual(before);
    expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 2 });
  });

  it('without them adopts what the ledger holds at its next decision', async () => {
    const staged = await verified();
    await staged.act(county, 'dispatch', { unit: street });
    const before = await ledgerOf(staged);
    await resetAfter(staged, 2, { askAgain: false });
    await staged.act(county, 'note', {}, { words: { text: '重置之后' } });
    expect(await staged.state()).toMatchObject({ seq: 4, responsible: street });
    expect((await ledgerOf(staged)).slice(0, 3)).toEqual(before);
    expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 2 });
  });
});
