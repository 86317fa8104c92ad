// F20: clocks that jump by two hours: of API and worker together, and of PostgreSQL. libfaketime (Debian's package `faketime`) tells them the
// time through the C library, which the engine (Go) does not ask: its clock is left as it is.
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { quietRuntime } from '../../../worker/quiet.ts';
import { play } from '../scenario.ts';
import { openStage, type Stage } from '../stage.ts';

const faketime = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find(existsSync);
if (!faketime) console.warn('F20 is left out: the package faketime is not installed.');

/** Timers and waits keep the real pace; only what the clock on the wall says is changed. */
const clockAt = (jump: string) => ({
  LD_PRELOAD: faketime ?? '',
  FAKETIME: jump,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});
const hourMs = 3_600_000;

beforeAll(quietRuntime);

const over = async (env: Record<string, string>, work: (stage: Stage) => Promise<void>): Promise<void> => {
  const stage = await openStage(env);
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
};

describe.skipIf(!faketime)('F20 clocks that jump', () => {
  it.each([
    ['+2h', 2],
    ['-2h', -2],
  ])('API and worker live at %s', (jump, hours) =>
    over(clockAt(jump), async (stage) => {
      const { headers } = await fetch(`${stage.system.running().apiUrl}/readyz`);
      expect(Math.round((Date.parse(String(headers.get('date'))) - Date.now()) / hourMs)).toBe(hours);
      expect(readFileSync(`/proc/${stage.system.parts().worker.pid}/maps`, 'utf8')).toContain('libfaketime');
      await play({ name: `F20 API and worker at ${jump}`, ...stage, nemesis: async () => [] });
    }),
  );

  it.each([
    ['+2h', 2],
    ['-2h', -2],
  ])('PostgreSQL jumps to %s while cases are received', (jump, hours) =>
    over({}, async (stage) => {
      await stage.database.stop();
      await stage.database.start(clockAt(jump));
      const { rows } = await stage.db.pool.query<{ now: Date }>('select now()');
      expect(Math.round((Number(rows[0]?.now) - Date.now()) / hourMs)).toBe(hours);
      await play({ name: `F20 PostgreSQL at ${jump}`, ...stage, nemesis: async () => [] });
    }),
  );
});
