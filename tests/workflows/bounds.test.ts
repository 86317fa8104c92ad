// What bounds a case: the files that it takes, and a run's length, which counts from where it began.
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { storeCaseType } from '../../db/case-types.ts';
import { sha256 } from '../../workflows/case/chain.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import { WorkingCalendar } from '../../workflows/contract/calendar.ts';
import { CaseTypeDefinition } from '../../workflows/contract/case-type.ts';
import { workflowIdOf } from '../../workflows/contract/ids.ts';
import type { NextRun } from '../../workflows/contract/next-run.ts';
import { CarriedCase } from '../../workflows/contract/state.ts';
import type { AttachmentRef } from '../../workflows/contract/vault.ts';
import { checkCaseType } from '../../workflows/sdk/check.ts';
import { openRig, type Rig } from '../support/rig.ts';

const county = 'xx.zone';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const photo = (name: number): AttachmentRef => ({
  ref: `photo-${name}`,
  sha256: sha256(`photo ${name}`),
  mediaType: 'image/jpeg',
  bytes: 22,
});
const photos = (count: number, from = 0): AttachmentRef[] => Array.from({ length: count }, (_, i) => photo(from + i));

const refusalOf = async (call: Promise<unknown>): Promise<{ type?: string; message?: string }> => {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
  return (error as WorkflowUpdateFailedError).cause as { type?: string; message?: string };
};

it.each([1, 2] as const)('more than a run may grow by, handed to it as v %i, does not end it', async (v) => {
  const staged = await rig.open(generalRequest);
  rig.forget(staged);
  const state = { ...(await staged.state()), attachments: photos(9000) };
  await rig.client.workflow.getHandle(workflowIdOf(staged.caseNo)).terminate();
  const handed: NextRun = {
    v,
    carried: { v: 1, state, applied: [] },
    definition: generalRequest,
    calendar: staged.open.calendar,
  };
  expect(JSON.stringify(handed).length).toBeGreaterThan(1_000_000);
  const { taskQueue } = rig;
  const run = await rig.client.workflow.start(generalRequest.name, {
    workflowId: workflowIdOf(staged.caseNo),
    taskQueue,
    args: [handed],
  });
  for (const text of ['第一条', '第二条', '第三条']) await staged.act(county, 'note', {}, { words: { text } });
  const now = await rig.client.workflow.getHandle(workflowIdOf(staged.caseNo)).describe();
  expect(now.runId).toBe(run.firstExecutionRunId);
  expect((await staged.state()).seq).toBe(4);
});

/** What a build of 0.1.0, to which the case may be handed back, reads. */
const firstNextRun = z.strictObject({
  v: z.literal(1),
  carried: CarriedCase,
  definition: CaseTypeDefinition,
  calendar: WorkingCalendar,
});

/** What the present run began with. */
const inputOf = async (handle: WorkflowHandle): Promise<unknown> => {
  const { events } = await handle.fetchHistory();
  const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  return input && defaultPayloadConverter.fromPayload(input);
};

it('a case of a type that is larger than may be published by now opens, hands on and is replayed', async () => {
  const book = { ...generalRequest, version: 99, summary: { zh: '说明', en: 'x'.repeat(1_000_001) } };
  await storeCaseType(rig.database.db.pool, book, { by: 'p-test', owner: 'xx' });
  expect(checkCaseType(book).map(({ code }) => code)).toEqual(['TypeTooLarge', 'TextTooLong']);
  const staged = await rig.open(book);
  // Its first run is counted from nothing, and hands on at once.
  const handle = rig.client.workflow.getHandle(workflowIdOf(staged.caseNo));
  const isHandedOn = async () => {
    const { runId, raw } = await handle.describe();
    return raw.workflowExecutionInfo?.firstRunId !== runId;
  };
  await expect.poll(isHandedOn).toBe(true);
  expect(firstNextRun.parse(await inputOf(handle)).definition).toEqual(book);
  await rig.restartWorker();
  await staged.act(county, 'note', {}, { words: { text: '继续' } });
  expect(await staged.verdict()).toMatchObject({ agrees: true, runs: 2, events: 2 });
});

it('the same file over and over is refused, and so is one file too many', async () => {
  const staged = await rig.open(generalRequest);
  const resident = { role: 'resident', basis: 'receipt' } as const;
  const attach = (files: AttachmentRef[]) => staged.act(county, 'attach', { files }, resident);
  expect(await refusalOf(attach(Array.from({ length: 20 }, () => photo(0))))).toMatchObject({ type: 'InvalidInput' });
  for (let from = 0; from < 200; from += 20) await attach(photos(20, from));
  expect(await refusalOf(attach([photo(0)]))).toMatchObject({
    type: 'InvalidInput',
    message: expect.stringContaining('already'),
  });
  expect(await refusalOf(attach([photo(200)]))).toMatchObject({
    type: 'InvalidInput',
    message: expect.stringContaining('200 files at most'),
  });
  expect((await staged.state()).attachments).toHaveLength(200);
});
