// F19: many deadlines pass while everything is down. 300 deadlines and two minutes stand for 10,000 and a day; `npm run bench` has the 10,000.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietRuntime } from '../../../worker/quiet.ts';
import { emergencyLimitMs, untilAllRun, writeReceipts } from '../../support/backlog.ts';
import { tell } from '../scenario.ts';
import { agree } from '../some-cases.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

const cases = 300;

it('F19 three hundred deadlines pass while everything is down; each case decides once when it is back', async () => {
  const due = Date.now() + 60_000;
  const numbers = await writeReceipts(stage.system, stage.db, {
    cases,
    urgency: 'emergency',
    receivedAt: () => new Date(due - emergencyLimitMs),
  });
  await untilAllRun(stage.db);
  stage.system.signal('worker', 'SIGSTOP');
  await stage.temporal.stop();
  await stage.database.stop();
  // Until the deadline is behind us by more than a moment.
  await delay(Math.max(0, due - Date.now()) + 5_000);
  await stage.database.start();
  await stage.temporal.start();
  stage.system.signal('worker', 'SIGCONT');
  const back = Date.now();

  const marked = async () =>
    (
      await stage.db.pool.query<{ case_no: string; at: Date; times: number }>(
        `select case_no, min(at) as at, count(*)::integer as times
         from case_event where type = 'markedOverdue' and case_no = any($1) group by case_no order by 2`,
        [numbers],
      )
    ).rows;
  await expect.poll(async () => (await marked()).length, { timeout: 180_000, interval: 1_000 }).toBe(cases);
  const decided = await marked();
  const lags = decided.map(({ at }) => (at.getTime() - back) / 1_000);
  tell(
    'F19 storm',
    `${cases} deadlines decided after the return: half in ${lags[cases / 2]} s, all in ${lags.at(-1)} s`,
  );
  expect(decided.filter(({ at, times }) => times !== 1 || at.getTime() < due)).toEqual([]);
  expect(await agree(stage, numbers)).toBe(true);
});
