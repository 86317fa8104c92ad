// F4, F5, F9, F10: parts that live while what is between them does not, and parts that stand still.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quietRuntime } from '../../../worker/quiet.ts';
import { pause, type Strike, strikeAfter } from '../nemesis.ts';
import { chance } from '../random.ts';
import { play, seed } from '../scenario.ts';
import { note, someCases } from '../some-cases.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

/** A fault of a proxy that lasts `forMs`. */
const during = async (
  what: string,
  harm: () => number,
  begin: () => void,
  end: () => void,
  forMs: number,
): Promise<Strike> => {
  const before = harm();
  const at = Date.now();
  begin();
  await delay(forMs);
  end();
  return { what, at, recoveredAt: null, landed: harm() > before };
};

it.each([
  ['PostgreSQL', 'database'],
  ['the engine', 'temporal'],
] as const)('F4 answers of %s are lost after the work was done', async (name, part) => {
  const { proxy } = stage[part];
  const what = `2 % of the answers of ${name} lost for 8 s`;
  const loseAnswers = () => proxy.loseAnswers(0.02, chance(seed, what));
  await play({
    name: `F4 lost answers of ${name}`,
    ...stage,
    nemesis: async (ledger, cases) => [
      await strikeAfter(ledger, cases / 4, () => during(what, proxy.harm, loseAnswers, proxy.pass, 8_000)),
    ],
  });
});

it('F5 a worker stands still for longer than its tasks may take, and goes on where it was', async () => {
  await play({
    name: 'F5 worker stopped 20 s',
    ...stage,
    nemesis: async (ledger, cases) => [await strikeAfter(ledger, cases, () => pause(stage.system, 'worker', 20_000))],
  });
});

it('F9 PostgreSQL is away for long (40 s stand for an hour)', async () => {
  const { strikes } = await play({
    name: 'F9 PostgreSQL away 40 s',
    ...stage,
    nemesis: async (ledger, cases) => [
      await strikeAfter(ledger, cases, async () => {
        const at = Date.now();
        await stage.database.stop();
        const { status } = await fetch(`${stage.system.running().apiUrl}/readyz`);
        await delay(40_000);
        await stage.database.start();
        return { what: 'PostgreSQL away 40 s', at, recoveredAt: null, landed: status === 503 };
      }),
    ],
  });
  expect(strikes).toHaveLength(1);
});

it('F10 PostgreSQL answers after two seconds, and one case is locked, while the others go on', async () => {
  const [hot = ''] = await someCases(stage, 1, 'locked');
  await play({
    name: 'F10 slow database',
    ...stage,
    nemesis: async (ledger, cases) => {
      const slow = await strikeAfter(ledger, cases / 4, () => {
        const { harm, slow: begin, pass } = stage.database.proxy;
        return during('every query 2 s later for 10 s', harm, () => begin(2_000), pass, 10_000);
      });
      const locked = await strikeAfter(ledger, cases / 2, async () => {
        const at = Date.now();
        const client = await stage.db.pool.connect();
        await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [hot]);
        let answered = false;
        const noted = note(stage, hot, `locked-${hot}`).then((response) => {
          answered = true;
          return response.status;
        });
        const before = ledger.succeeded();
        await expect.poll(() => ledger.succeeded() - before, { timeout: 30_000 }).toBeGreaterThan(40);
        const waited = !answered;
        await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [hot]);
        client.release();
        expect(await noted).toBe(200);
        return { what: 'one case locked for 40 successes of others', at, recoveredAt: null, landed: waited };
      });
      return [slow, locked];
    },
  });
});
