import { WorkflowUpdateFailedError, WorkflowUpdateStage } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeCaseType } from '../../db/case-types.ts';
import { commitEvents } from '../../db/commit.ts';
import { openIncidents } from '../../db/incidents.ts';
import { readEvents } from '../../db/ledger.ts';
import { openCase } from '../../platform/temporal/open-case.ts';
import { adoption } from '../../workflows/case/adoption.ts';
import { link } from '../../workflows/case/chain.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { AdoptCalendar, Command, Outcome } from '../../workflows/contract/command.ts';
import type { CaseEvent, Decided } from '../../workflows/contract/event.ts';
import { messages, updateIdOf, workflowIdOf } from '../../workflows/contract/ids.ts';
import type { Commit } from '../../workflows/runtime/ports.ts';
import { commandOf, openRig, type Rig, testKeys } from '../support/rig.ts';

const county = 'xx.zone';
const street = 'xx.zone.wenchang';

/** What the next commit meets before it is written. */
let trouble: ((commit: Commit) => Promise<void>) | null = null;
let rig: Rig;

const take = async (commit: Commit): Promise<void> => {
  const meet = trouble;
  trouble = null;
  await meet?.(commit);
};

beforeAll(async () => {
  rig = await openRig({
    activities: (real) => ({
      ...real,
      async commitCase(commit) {
        await take(commit);
        return real.commitCase(commit);
      },
    }),
  });
});
afterAll(() => rig.close());

/** The same decision as an earlier attempt would have made it: a moment before. */
const earlier = async (commit: Commit): Promise<Commit> => {
  const [event] = commit.events as [CaseEvent];
  const before = fold(await readEvents(rig.database.db, event.caseNo));
  const { v: _v, caseNo, seq: _seq, prev: _prev, hash: _hash, ...decided } = event;
  const sooner = link(before, caseNo, { ...decided, at: new Date(Date.parse(event.at) - 1).toISOString() } as Decided);
  return { ...commit, events: [sooner], state: fold([sooner], before) };
};

/** `done`, or why not. An update that the worker did not come to is sent again, as the API's callers do. */
const answerOf = async (caseNo: string, command: Command): Promise<string> => {
  const handle = rig.client.workflow.getHandle(workflowIdOf(caseNo));
  for (;;) {
    try {
      await handle.executeUpdate<Outcome, [Command]>(messages.command, {
        args: [command],
        updateId: updateIdOf(command),
      });
      return 'done';
    } catch (error) {
      const { type } = (error as WorkflowUpdateFailedError).cause as { type?: string };
      if (type === 'CaseBusy') return type;
    }
  }
};

describe('a commit', () => {
  it('that was written but whose answer was lost is found again: one event, one answer', async () => {
    const staged = await rig.open(generalRequest);
    trouble = async (commit) => {
      await commitEvents(rig.database.db, commit, testKeys.seal);
      throw new Error('the answer is lost');
    };
    await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
    expect(await readEvents(rig.database.db, staged.caseNo)).toHaveLength(2);
  });

  it('by an attempt that the engine forgot stands: the case adopts what the ledger holds', async () => {
    const staged = await rig.open(generalRequest);
    trouble = async (commit) => {
      await commitEvents(rig.database.db, await earlier(commit), testKeys.seal);
    };
    const outcome = await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
    const ledger = await readEvents(rig.database.db, staged.caseNo);
    expect(outcome).toEqual({ seq: 2, head: ledger[1]?.hash });
    await staged.act(county, 'dispatch', { unit: street });
    expect(await staged.state()).toMatchObject({ seq: 3, responsible: street });
  });

  it('of the reception may be slow: an act that comes before it waits, and is not told to come back for good', async () => {
    const staged = await rig.receiveOnly(generalRequest);
    let begun = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let release = (): void => undefined;
    trouble = () => {
      begun();
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    const opened = openCase(rig.client, rig.taskQueue, staged.open);
    await waiting;
    const command = commandOf(staged.caseNo, county, 'verify', {}, { words: { finding: '属实' } });
    const acted = await rig.client.workflow
      .getHandle(workflowIdOf(staged.caseNo))
      .startUpdate<Outcome, [Command]>(messages.command, {
        args: [command],
        updateId: updateIdOf(command),
        waitForStage: WorkflowUpdateStage.ACCEPTED,
      });
    release();

    expect((await opened).seq).toBe(1);
    expect((await acted.result()).seq).toBe(2);
  });

  it('that takes long lets eight callers wait, and asks all others to come back', async () => {
    const staged = await rig.open(generalRequest);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    // A commit that takes too long is tried again, and held again.
    const hold = (): Promise<void> => {
      trouble = hold;
      return released;
    };
    trouble = hold;
    const answers: string[] = [];
    await Promise.all(
      Array.from({ length: 10 }, async (_, i) => {
        const command = commandOf(staged.caseNo, county, 'note', {}, { words: { text: `第 ${i} 条` } });
        answers.push(await answerOf(staged.caseNo, command));
        if (answers.length === 2) release();
      }),
    );
    trouble = null;
    expect(answers.slice(0, 2)).toEqual(['CaseBusy', 'CaseBusy']);
    expect(answers.slice(2)).toEqual(Array.from({ length: 8 }, () => 'done'));
    expect((await staged.state()).seq).toBe(9);
  });

  it('that time asks for and that fails lets a long run hand on, and is made in the next', async () => {
    const staged = await rig.open(generalRequest);
    const handle = rig.client.workflow.getHandle(workflowIdOf(staged.caseNo));
    const { runId } = await handle.describe();
    let isAway = true;
    const fail = async (): Promise<void> => {
      if (!isAway) return;
      trouble = fail;
      throw ApplicationFailure.nonRetryable('the ledger cannot be written', 'LedgerDiverged');
    };
    trouble = fail;
    const rungs = (await staged.state()).clocks.flatMap((clock) => clock.rungs.map(({ at }) => Date.parse(at)));
    await staged.advance(Math.min(...rungs) - Date.now() + 60_000);
    const { calendar } = staged.open;
    const book = { notice: 'x'.repeat(1_000_001), off: [], work: [] };
    const version = { ...calendar, version: calendar.version + 1, years: { ...calendar.years, 1999: book } };
    await expect(
      handle.executeUpdate<Outcome, [AdoptCalendar]>(messages.command, {
        args: [adoption(version, { person: 'p-test', unit: county })],
      }),
    ).rejects.toThrow(WorkflowUpdateFailedError);
    await staged.advance(11 * 60_000);
    await expect.poll(async () => (await handle.describe()).runId).not.toBe(runId);
    isAway = false;
    await staged.advance(30 * 60_000);
    const ledger = await readEvents(rig.database.db, staged.caseNo);
    expect(ledger.map(({ type }) => type)).toEqual(['received', 'reminded']);
  });

  it('that the database cannot hold refuses its act, and the case goes on', async () => {
    // Published before such types were refused.
    const rule = { ...generalRequest.supervisionReply, rule: '督办\u0000' };
    const definition = { ...generalRequest, name: 'general-with-nul', version: 1, supervisionReply: rule };
    await storeCaseType(rig.database.db.pool, definition, { by: 'p-test', owner: 'xx' });
    const staged = await rig.open(definition);
    const refusal = await staged.act('xx', 'supervise', { card: 'yellow' }).catch((error) => error);
    expect(refusal.cause.type).toBe('Unstorable');
    await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
    expect((await staged.state()).seq).toBe(2);
  });

  it('by a forgotten attempt of another command comes first; the present one is decided after it', async () => {
    const staged = await rig.open(generalRequest);
    let forgotten: Commit | null = null;
    trouble = async (commit) => {
      forgotten = commit;
      throw new Error('the worker dies before it commits');
    };
    await staged.act(county, 'note', {}, { words: { text: '第一条' } });
    const first = forgotten as Commit | null;
    expect(first?.events[0]?.seq).toBe(2);
    trouble = async (commit) => {
      const lost = await earlier(commit);
      const [event] = lost.events as [CaseEvent];
      const before = fold(await readEvents(rig.database.db, staged.caseNo));
      const { v: _v, caseNo, seq: _seq, prev: _prev, hash: _hash, ...decided } = event;
      const other = link(before, caseNo, { ...decided, commandId: 'another-command' } as Decided);
      await commitEvents(rig.database.db, { ...lost, events: [other], state: fold([other], before) }, testKeys.seal);
    };
    const outcome = await staged.act(county, 'note', {}, { words: { text: '第二条' } });
    expect(outcome.seq).toBe(4);
  });

  it('onto a ledger that was written by hand is refused, reported, and troubles no other case', async () => {
    const forged = await rig.open(generalRequest);
    trouble = async (commit) => {
      const { events } = await earlier(commit);
      const [event] = events as [CaseEvent];
      const { hash, ...body } = event;
      const owner = new pg.Client({ connectionString: rig.database.ownerUrl });
      await owner.connect();
      await owner.query(
        'insert into case_event (case_no, seq, type, at, command_id, body, hash, seal) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [event.caseNo, event.seq, event.type, event.at, event.commandId, JSON.stringify(body), hash, '0'.repeat(64)],
      );
      await owner.end();
    };
    const refusal = await forged.act(county, 'verify', {}, { words: { finding: '属实' } }).catch((error) => error);
    expect(refusal).toBeInstanceOf(WorkflowUpdateFailedError);
    expect(refusal.cause.type).toBe('LedgerDiverged');
    expect(await openIncidents(rig.database.db)).toMatchObject([{ kind: 'LedgerDiverged', caseNo: forged.caseNo }]);
    expect((await forged.verdict()).comparisons.find(({ name }) => name === 'replay')?.ok).toBe(false);

    const other = await rig.open(generalRequest);
    await other.act(county, 'verify', {}, { words: { finding: '属实' } });
    expect((await other.state()).seq).toBe(2);
    rig.forget(forged);
  });
});
