// A case and the versions of its calendar: it follows the newest that it was told of, and only the system tells it.
import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calendarFor, publishCalendar } from '../../db/calendars.ts';
import { commitEvents } from '../../db/commit.ts';
import { readEvents } from '../../db/ledger.ts';
import { putCalendarBack } from '../../db/refill.ts';
import { createLogger } from '../../platform/logger.ts';
import { createCalendarRound } from '../../worker/calendars.ts';
import { link, sha256 } from '../../workflows/case/chain.ts';
import { decideAdoption } from '../../workflows/case/decide.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { Authority } from '../../workflows/contract/actor.ts';
import type { WorkingCalendar } from '../../workflows/contract/calendar.ts';
import type { AdoptCalendar, Outcome } from '../../workflows/contract/command.ts';
import { messages, workflowIdOf } from '../../workflows/contract/ids.ts';
import { NewCalendar } from '../../workflows/contract/new-calendar.ts';
import { openRig, type Rig, type StagedCase, testKeys } from '../support/rig.ts';

const county = 'xx.zone';
const street = 'xx.zone.wenchang';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const bySystem: Authority = { role: 'system', unit: county, basis: 'system' };

const messageOf = (calendar: WorkingCalendar): AdoptCalendar => ({
  id: `version-${calendar.version}`,
  bodyHash: sha256(`version ${calendar.version}`),
  action: 'adoptCalendar',
  calendar,
  reason: null,
  actor: { person: 'p-test', unit: county },
  authority: bySystem,
});

/** Tells a case of a later version, as an update of its own each time. What it follows then is in the database, as of any case. */
const tell = async (
  staged: StagedCase,
  later: number,
  { id, authority = bySystem, calendar = staged.open.calendar }: Partial<AdoptCalendar> = {},
) => {
  const followed = { ...calendar, version: staged.open.calendar.version + later };
  await putCalendarBack(rig.database.db, followed);
  const message = { ...messageOf(followed), authority, ...(id !== undefined && { id }) };
  return rig.client.workflow
    .getHandle(workflowIdOf(staged.caseNo))
    .executeUpdate<Outcome, [AdoptCalendar]>(messages.command, { args: [message], updateId: randomUUID() });
};

/** Lets the case follow the next version, which is published, in the ledger alone: sealed, as by a worker that died before it could tell. */
const followAside = async (staged: StagedCase): Promise<void> => {
  const { db } = rig.database;
  const { caseNo, open } = staged;
  const calendar = { ...open.calendar, version: open.calendar.version + 1 };
  await publishCalendar(db, calendar, { person: 'p-test' });
  const before = fold(await readEvents(db, caseNo));
  const context = { definition: generalRequest, calendar: open.calendar, now: new Date().toISOString() };
  const event = link(before, caseNo, decideAdoption(before, messageOf(calendar), context));
  const { runId } = await rig.client.workflow.getHandle(workflowIdOf(caseNo)).describe();
  const run = { workflowId: workflowIdOf(caseNo), runId };
  await commitEvents(db, { run, events: [event], state: fold([event], before) }, testKeys.seal);
};

const refusalOf = async (call: Promise<unknown>): Promise<string | undefined | null> => {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  return ((error as WorkflowUpdateFailedError).cause as { type?: string }).type;
};

/** By how many versions each clock is later than the case's first. */
const laterOf = async (staged: StagedCase) =>
  (await staged.state()).clocks.map(({ calendar }) => calendar.version - staged.open.calendar.version);

it('all clocks follow an adopted version, and those that start afterwards do', async () => {
  const staged = await rig.open(generalRequest);
  await tell(staged, 1);
  expect(await laterOf(staged)).toEqual([1, 1]);
  await staged.act(county, 'verify', {}, { words: { finding: '属实' } });
  await staged.act(county, 'dispatch', { unit: street });
  expect(await laterOf(staged)).toEqual([1, 1]);
});

it('a version that says more than may be published by now is followed', async () => {
  const staged = await rig.open(generalRequest);
  const { calendar: first } = staged.open;
  const { 2026: year = { off: [], work: [] }, ...others } = first.years;
  const calendar = { ...first, years: { ...others, 2026: { ...year, notice: '长'.repeat(501) } } };
  expect(NewCalendar.safeParse(calendar).success).toBe(false);
  await tell(staged, 1, { calendar });
  expect(await laterOf(staged)).toEqual([1, 1]);
});

describe('a version that a forgotten task had recorded', () => {
  const sayIn = (staged: StagedCase) => staged.act(county, 'note', {}, { words: { text: '一' } });
  const catchUp = ({ caseNo }: StagedCase) =>
    rig.client.workflow.getHandle(workflowIdOf(caseNo)).executeUpdate<Outcome, []>(messages.catchUp);

  it.each([
    ['meets at its next decision', sayIn],
    ['is asked to take over', catchUp],
  ])('is followed from then on when the case %s', async (_how, meet) => {
    const staged = await rig.open(generalRequest);
    await followAside(staged);
    await meet(staged);
    expect(await laterOf(staged)).toEqual([1, 1]);
    await staged.act('xx', 'supervise', { card: 'yellow' });
    expect(await laterOf(staged)).toEqual([1, 1, 1]);
    await rig.restartWorker();
    expect(await laterOf(staged)).toEqual([1, 1, 1]);
  });
});

describe('a version that was published', () => {
  const publishNext = async (staged: StagedCase): Promise<void> => {
    const latest = await calendarFor(rig.database.db, staged.open.intake.area);
    await publishCalendar(rig.database.db, { ...latest, version: latest.version + 1 }, { person: 'p-test' });
  };
  const round = (): Promise<number> =>
    createCalendarRound({ db: rig.database.db, client: rig.client, logger: createLogger('test', 'silent') })();

  it('is told by a worker to an open case that nobody told', async () => {
    const staged = await rig.open(generalRequest);
    await publishNext(staged);
    await round();
    expect(await laterOf(staged)).toEqual([1, 1]);
    const { seq } = await staged.state();
    await round();
    expect((await staged.state()).seq).toBe(seq);
  });

  it('is told to a case that was closed then, once it is reopened', async () => {
    const staged = await rig.open(generalRequest);
    await staged.act(county, 'withdraw', {}, { role: 'resident', basis: 'receipt' });
    await publishNext(staged);
    await round();
    expect(await laterOf(staged)).toEqual([]);
    await staged.act(county, 'reopen');
    await round();
    expect(await laterOf(staged)).toEqual([1, 1]);
  });

  it('that gives a case no deadline is not told to it', async () => {
    const staged = await rig.open(generalRequest);
    const latest = await calendarFor(rig.database.db, staged.open.intake.area);
    const empty = { ...latest, version: latest.version + 1, years: { 1999: { notice: '—', off: [], work: [] } } };
    await publishCalendar(rig.database.db, empty, { person: 'p-test' });
    await round();
    expect(await laterOf(staged)).toEqual([0, 0]);
    await publishCalendar(rig.database.db, { ...latest, version: latest.version + 2 }, { person: 'p-test' });
  });
});

it('an older or equal version changes nothing, repeated or told anew', async () => {
  const staged = await rig.open(generalRequest);
  const first = await tell(staged, 1);
  await tell(staged, 2);
  expect(await tell(staged, 1)).toEqual(first);
  expect(await refusalOf(tell(staged, 1, { id: 'told-again' }))).toBe('IllegalAction');
  expect(await refusalOf(tell(staged, 2, { id: 'told-again' }))).toBe('IllegalAction');
  await staged.act('xx', 'supervise', { card: 'yellow' });
  expect(await laterOf(staged)).toEqual([2, 2, 2]);
  await rig.restartWorker();
  await staged.act('xx', 'supervise', { card: 'yellow' });
  expect(await laterOf(staged)).toEqual([2, 2, 2]);
  expect((await staged.state()).seq).toBe(5);
});

it('nobody but the system tells a case of a version', async () => {
  const staged = await rig.open(generalRequest);
  for (const authority of [
    { role: 'administrator', unit: county, basis: 'duty' },
    { role: 'resident', unit: county, basis: 'receipt' },
  ] as const) {
    expect(await refusalOf(tell(staged, 1, { authority }))).toBe('NotAuthorised');
  }
  expect(await laterOf(staged)).toEqual([0, 0]);
});
