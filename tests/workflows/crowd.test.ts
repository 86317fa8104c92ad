// Many people at one case at once: several updates come into one workflow task.
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../db/ledger.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it('acts of several people at once are decided one after the other, at times that a replay finds again', async () => {
  const staged = await rig.open(generalRequest);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        staged.act('xx.zone', 'note', {}, { words: { text: `第 ${round} 轮 ${i}` } }),
      ),
    );
  }
  expect(await readEvents(rig.database.db, staged.caseNo)).toHaveLength(41);
  expect(await staged.verdict()).toMatchObject({ agrees: true });
});

it('a burst is worked off: who is told to repeat, repeats under the same key, and is done once', async () => {
  const staged = await rig.open(generalRequest);
  const act = async (i: number): Promise<void> => {
    const again = () =>
      staged.act('xx.zone', 'note', {}, { id: `burst-${i}-0001`, words: { text: `第 ${i} 个` } }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof WorkflowUpdateFailedError) return false;
          throw error;
        },
      );
    await expect.poll(again, { timeout: 60_000, interval: 200 }).toBe(true);
  };
  await Promise.all(Array.from({ length: 60 }, (_, i) => act(i)));
  expect(await readEvents(rig.database.db, staged.caseNo)).toHaveLength(61);
  expect(await staged.verdict()).toMatchObject({ agrees: true });
});
