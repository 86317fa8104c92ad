// (f) Held: what a system costs that does nothing but keep many open cases, and how soon it answers after a restart.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DATABASE_FILE } from '../platform/temporal/settings.ts';
import { untilAllRun, writeReceipts } from '../tests/support/backlog.ts';
import { observerDatabase } from '../tests/support/officers.ts';
import { type System, startSystem } from '../tests/support/system.ts';
import { rounded } from './numbers.ts';
import { cpuMeter, residentBytesOf } from './processes.ts';

/** How long it is watched while it does nothing, in ms. */
const watchedMs = 60_000;

/**
 * @param sizes open cases at which it is looked at, ascending
 * @returns the system that runs after the last restart
 */
export const held = async (
  system: System,
  env: Record<string, string>,
  sizes: readonly number[],
  print: (figures: Record<string, unknown>) => void,
): Promise<System> => {
  let running = system;
  let have = 0;
  for (const cases of sizes) {
    const db = observerDatabase(running.running().appDatabaseUrl);
    await writeReceipts(running, db, { cases: cases - have, urgency: 'normal', receivedAt: () => new Date() });
    const opened = await untilAllRun(db);
    have = cases;
    await db.close();
    // What was being done is finished: caches are written, garbage is collected.
    await delay(watchedMs / 2);
    const { postgres, temporal, worker, api } = running.parts();
    const used = cpuMeter({ engine: temporal.pid, worker: worker.pid, api: api.pid, postgres: postgres.pid });
    await delay(watchedMs);
    const { client: _, ...cpu } = used();
    const residentMiB = Object.fromEntries(
      Object.entries({ engine: temporal, worker, api, postgres }).map(([name, { pid }]) => [
        name,
        rounded(residentBytesOf(pid) / 2 ** 20),
      ]),
    );
    await running.stop();
    // Stopped: its write-ahead log is in it.
    const engineBytes = statSync(join(running.home, 'temporal', DATABASE_FILE)).size;
    const began = performance.now();
    running = await startSystem(running.home, env);
    const answered = await fetch(`${running.running().apiUrl}/livez`);
    const restartToAnswerMs = Math.round(performance.now() - began);
    if (!answered.ok) throw new Error(`/livez answered ${answered.status} after the restart.`);
    print({
      openCases: cases,
      opened,
      engineBytesPerCase: Math.round(engineBytes / cases),
      residentMiB,
      idleCorePercent: Object.fromEntries(
        Object.entries(cpu).map(([name, ms]) => [name, rounded((ms / watchedMs) * 100)]),
      ),
      restartToAnswerMs,
    });
  }
  return running;
};
