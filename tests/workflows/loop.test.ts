import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../db/ledger.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import { openRig, type Rig, type StagedCase } from '../support/rig.ts';

const hour = 3_600_000;
const day = 24 * hour;

const street = 'xx.zone.wenchang';
const county = 'xx.zone';
const community = 'xx.zone.wenchang.biguiyuan';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const eventsOf = async ({ caseNo }: StagedCase) => readEvents(rig.database.db, caseNo);
const typesOf = async (staged: StagedCase) => (await eventsOf(staged)).map(({ type }) => type);

/** Verified and handed to 文昌街道. */
const handedOver = async (): Promise<StagedCase> => {
  const staged = await rig.open(generalRequest);
  await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
  await staged.act(county, 'dispatch', { unit: street });
  return staged;
};

const refusalOf = async (call: Promise<unknown>): Promise<string | undefined | null> => {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  return ((error as WorkflowUpdateFailedError).cause as { type?: string }).type;
};

describe('a case', () => {
  it('goes round the loop from discovery to review, closes, and is archived when the reopen window ends', async () => {
    const staged = await handedOver();
    await staged.act(street, 'complete', { solved: 'solved' }, { words: { result: '已清理' } });
    await staged.act(street, 'reply', {}, { words: { answer: '楼道已清理' } });
    await staged.act(county, 'callBack', { result: 'reached', satisfaction: 'satisfied' });
    await staged.act(county, 'review', { cause: 'singular' }, { words: { lesson: '每周巡查' } });
    const closed = await staged.state();
    expect(closed.phase).toBe('review');
    await staged.act(county, 'close', {}, { words: { conclusion: '办结' } });
    expect(await staged.state()).toMatchObject({ status: 'closed', outcome: 'resolved', clocks: [] });
    await staged.advance(60 * day);
    expect(await typesOf(staged)).toEqual([
      'received',
      'verified',
      'dispatched',
      'completed',
      'replied',
      'calledBack',
      'reviewed',
      'closed',
      'archived',
    ]);
    const described = await rig.client.workflow.getHandle(`case/${staged.caseNo}`).describe();
    expect(described.status.name).toBe('COMPLETED');
  });

  it('refuses an illegal command at once, and the refusal leaves no history', async () => {
    const staged = await rig.open(generalRequest);
    const handle = rig.client.workflow.getHandle(`case/${staged.caseNo}`);
    const before = (await handle.describe()).historyLength;
    expect(await refusalOf(staged.act(county, 'close'))).toBe('IllegalAction');
    expect(await refusalOf(staged.act(county, 'fly'))).toBe('UnknownAction');
    expect(await refusalOf(staged.act(community, 'verify', {}, { words: { finding: '属实' } }))).toBe('NotAuthorised');
    expect(await refusalOf(staged.act(county, 'verify', {}))).toBe('InvalidInput');
    expect((await handle.describe()).historyLength).toBe(before);
    expect((await staged.state()).seq).toBe(1);
  });

  it('applies a repeated command once and gives the same answer, and refuses its key for another body', async () => {
    const staged = await rig.open(generalRequest);
    const options = { id: 'the-same-key', words: { finding: '属实' } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => staged.act(county, 'verify', {}, options)));
    await staged.act(county, 'dispatch', { unit: street });
    answers.push(await staged.act(county, 'verify', {}, options).catch((error) => error));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await typesOf(staged)).filter((type) => type === 'verified')).toHaveLength(1);
    expect(await refusalOf(staged.act(street, 'note', {}, { id: 'the-same-key', words: { text: '另一件事' } }))).toBe(
      'KeyReused',
    );
  });

  it('reminds, marks overdue and is raised level by level, each rung once and none before its time, and never rests', async () => {
    const staged = await rig.open(generalRequest, { urgency: 'urgent' });
    const [received] = await eventsOf(staged);
    const step = received?.type === 'received' ? received.data.transition.clock : null;
    expect(step?.rungs.map(({ kind }) => kind).slice(0, 3)).toEqual(['remind', 'overdue', 'raise']);
    await staged.advance(20 * day);
    const events = await eventsOf(staged);
    for (const event of events) {
      if (event.type === 'reminded' || event.type === 'markedOverdue' || event.type === 'raised') {
        expect(event.at >= event.data.due).toBe(true);
      }
    }
    const ofStep = events.filter(({ data }) => 'clock' in data && data.clock === 'step' && 'skipped' in data);
    const told = ofStep.map(({ type }) => type);
    expect(told.slice(0, 4)).toEqual(['reminded', 'markedOverdue', 'raised', 'reminded']);
    // At the city nobody stands above: it is reminded each working day.
    expect(told.slice(4).length).toBeGreaterThan(5);
    expect(new Set(told.slice(4))).toEqual(new Set(['reminded']));
    expect(await staged.state()).toMatchObject({ wasOverdue: true, responsible: 'xx', handler: county });
    expect(await staged.verdict()).toMatchObject({ agrees: true });
  });

  it('takes a new request in place of one whose asker has the case no longer, also in a replay', async () => {
    const staged = await handedOver();
    const extension = { clock: 'case', amount: 2, unit: 'workingDay' };
    await staged.act(street, 'requestExtension', extension);
    await staged.act(street, 'reassign', { unit: community });
    expect(await refusalOf(staged.act(street, 'approveExtension'))).toBe('IllegalAction');
    await staged.act(community, 'requestExtension', extension);
    await rig.restartWorker();
    await staged.act(street, 'approveExtension');
    expect((await typesOf(staged)).slice(-4)).toEqual([
      'extensionRequested',
      'reassigned',
      'extensionRequested',
      'extensionApproved',
    ]);
    expect(await staged.verdict()).toMatchObject({ agrees: true });
  });

  it('survives the death of its worker at any point between two commands', async () => {
    const staged = await handedOver();
    await rig.restartWorker();
    await staged.act(street, 'progress', {}, { words: { progress: '已联系物业' } });
    await rig.restartWorker();
    expect(await staged.state()).toMatchObject({ seq: 4, responsible: street });
  });

  it('hands on to a new run when its history grows, and forgets neither state nor keys', async () => {
    const staged = await handedOver();
    const handle = rig.client.workflow.getHandle(`case/${staged.caseNo}`);
    const { runId } = await handle.describe();
    await staged.act(street, 'note', {}, { id: 'before-the-turn', words: { text: '第一条' } });
    let turned = false;
    for (let i = 0; i < 150 && !turned; i += 1) {
      await untilNotBusy(() =>
        staged.act(street, 'note', {}, { id: `note-number-${i}`, words: { text: `第 ${i} 条` } }),
      );
      turned = (await handle.describe()).runId !== runId;
    }
    expect(turned).toBe(true);
    // The ledger knows a run by what it committed, and the turn may have come after the last note.
    await untilNotBusy(() => staged.act(street, 'note', {}, { id: 'after-the-turn', words: { text: '最后一条' } }));
    const { seq } = await staged.state();
    await staged.act(street, 'note', {}, { id: 'before-the-turn', words: { text: '第一条' } });
    expect((await staged.state()).seq).toBe(seq);
    expect((await staged.verdict()).runs).toBe(2);
  });
});

/** A case that is handed on asks its callers to come back. */
const untilNotBusy = async (act: () => Promise<unknown>): Promise<void> => {
  for (;;) {
    const error = await act().then(
      () => null,
      (thrown: { cause?: { type?: string } }) => thrown,
    );
    if (error === null) return;
    if (error.cause?.type !== 'CaseBusy') throw error;
  }
};
