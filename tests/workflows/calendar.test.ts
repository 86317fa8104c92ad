// A case and the versions of its calendar: it follows the newest that it was told of, and only the system tells it.
import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../workflows/case/chain.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { Authority } from '../../workflows/contract/actor.ts';
import type { AdoptCalendar, Outcome } from '../../workflows/contract/command.ts';
import { messages, workflowIdOf } from '../../workflows/contract/ids.ts';
import { NewCalendar } from '../../workflows/contract/new-calendar.ts';
import { openRig, type Rig, type StagedCase } from '../support/rig.ts';

const county = 'xx.zone';
const street = 'xx.zone.wenchang';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const bySystem: Authority = { role: 'system', unit: county, basis: 'system' };

/** Tells a case of a later version, as an update of its own each time. */
const tell = (
  staged: StagedCase,
  later: number,
  { id, authority = bySystem, calendar = staged.open.calendar }: Partial<AdoptCalendar> = {},
) => {
  const version = staged.open.calendar.version + later;
  const message: AdoptCalendar = {
    id: id ?? `version-${version}`,
    bodyHash: sha256(`version ${version}`),
    action: 'adoptCalendar',
    calendar: { ...calendar, version },
    reason: null,
    actor: { person: 'p-test', unit: county },
    authority,
  };
  return rig.client.workflow
    .getHandle(workflowIdOf(staged.caseNo))
    .executeUpdate<Outcome, [AdoptCalendar]>(messages.command, { args: [message], updateId: randomUUID() });
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
