// F1, F2, F3: API and worker killed at precise moments, told by what they say to database and engine through a proxy.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietRuntime } from '../../../worker/quiet.ts';
import { checkCases } from '../../../worker/three-way.ts';
import { untilAllRun, writeReceipts } from '../../support/backlog.ts';
import { sealKeyOf } from '../../support/system.ts';
import { killAt, type Strike, strikeAfter } from '../nemesis.ts';
import type { Sight } from '../proxy.ts';
import { play, tell } from '../scenario.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

/** The names of the prepared statements of a reception and of a case's commit; then the end of a transaction. */
const reception: Sight['says'] = ['intake-insert', 'commit\0'];
const decision: Sight['says'] = ['commit-case'];
/** The workflow type in a call that opens a case. */
const opening: Sight['says'] = ['general-request'];
/** Strikes at each moment. */
const times = 2;

it.each([
  ['F1 API killed before its reception is committed', 'api', 'database', { says: reception, moment: 'unheard' }],
  ['F1 API killed after the commit, before its receipt', 'api', 'database', { says: reception, moment: 'unanswered' }],
  ['F1 API killed as it opens the case', 'api', 'temporal', { says: opening, moment: 'unheard' }],
  ['F1 API killed after the engine has the case', 'api', 'temporal', { says: opening, moment: 'unanswered' }],
  ['F3 worker killed before a decision is committed', 'worker', 'database', { says: decision, moment: 'unheard' }],
  ['F3 worker killed after it, the engine not told', 'worker', 'database', { says: decision, moment: 'unanswered' }],
  ['F3 worker killed while it tells the engine', 'worker', 'database', { says: decision, moment: 'answered' }],
] as const)('%s', async (name, part, between, sight) => {
  await play({
    name,
    ...stage,
    cases: 40,
    // The dispatcher's calls for other cases must not be taken for the API's.
    fallingDue: part === 'api' ? 0 : 12,
    nemesis: async (ledger, cases) => {
      const strikes: Strike[] = [];
      for (let i = 0; i < times; i += 1) {
        const strike = () => killAt(stage.system, part, stage[between].proxy, sight);
        strikes.push(await strikeAfter(ledger, Math.floor((i + 0.3) * cases * 0.6), strike));
      }
      return strikes;
    },
  });
});

it.each([
  ['before the engine hears of the case', 'temporal', { says: opening, moment: 'unheard' }],
  ['after the engine has the case', 'temporal', { says: opening, moment: 'unanswered' }],
] as const)('F2 dispatcher killed %s: each receipt gets one case', async (when, between, sight) => {
  const [strike, numbers] = await Promise.all([
    killAt(stage.system, 'worker', stage[between].proxy, sight),
    writeReceipts(stage.system, stage.db, { cases: 20, urgency: 'normal', receivedAt: () => new Date() }),
  ]);
  expect(strike.landed).toBe(true);
  await untilAllRun(stage.db);
  tell(`F2 ${when}`, `20 receipts, ${strike.what}, all cases run ${(Date.now() - strike.at) / 1000} s later`);
  const { rows } = await stage.db.pool.query(`select case_no from case_event where seq = 1 and case_no = any($1)`, [
    numbers,
  ]);
  expect(rows).toHaveLength(numbers.length);
  const { db, engine: client, system } = stage;
  const verdicts = await checkCases({ db, client, sealKey: sealKeyOf(system.home) }, numbers);
  expect(verdicts.filter(({ agrees }) => !agrees)).toEqual([]);
});
