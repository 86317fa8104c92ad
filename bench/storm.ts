// (g) The storm: many deadlines due at the same instant, while officers go on working.
import { setTimeout as delay } from 'node:timers/promises';
import { emergencyLimitMs, untilAllRun, writeReceipts } from '../tests/support/backlog.ts';
import { type Officer, observerDatabase, streetOfficers } from '../tests/support/officers.ts';
import type { System } from '../tests/support/system.ts';
import { liveCase } from './lifecycle.ts';
import { quantiles } from './numbers.ts';
import { cpuMeter } from './processes.ts';

/** Cases that the dispatcher opens in a second on two cores (some 65) when little else is at work; the storm is planned with it. */
const openedPerSecond = 40;
/** Officers who act all the while, a case every few seconds each. */
const acting = 4;
const pauseMs = 2_000;

export const storm = async (system: System, cases: number): Promise<Record<string, unknown>> => {
  const { apiUrl, appDatabaseUrl } = system.running();
  const db = observerDatabase(appDatabaseUrl);
  try {
    const leadMs = (cases / openedPerSecond) * 1000 + 0.2 * emergencyLimitMs + 30_000;
    if (leadMs > emergencyLimitMs) throw new Error('So many cases cannot be opened before their deadline; take fewer.');
    const due = new Date(Date.now() + leadMs);
    const numbers = await writeReceipts(system, db, {
      cases,
      urgency: 'emergency',
      receivedAt: () => new Date(due.getTime() - emergencyLimitMs),
    });
    const opened = await untilAllRun(db);
    if (Date.now() > due.getTime() - 0.2 * emergencyLimitMs)
      throw new Error('The cases were not opened before their reminders; take fewer, or a machine with less to do.');
    const officers = await streetOfficers(db);
    // Reminders come at 80 % of the time; the storm begins with them.
    await delay(Math.max(0, due.getTime() - 0.2 * emergencyLimitMs - Date.now()));
    const { postgres, temporal, worker, api } = system.parts();
    const used = cpuMeter({ engine: temporal.pid, worker: worker.pid, api: api.pid, postgres: postgres.pid });
    const calls: number[] = [];
    let notAnswered = 0;
    let over = false;
    const officersAtWork = Array.from({ length: acting }, async (_, i) => {
      while (!over) {
        // An act that is not answered in time is counted; its officer turns to another case.
        await liveCase({ apiUrl, timed: (ms) => void calls.push(ms) }, officers[i] as Officer).catch(() => {
          notAnswered += 1;
        });
        await delay(pauseMs);
      }
    });
    const decided = async (type: string): Promise<number[]> => {
      const { rows } = await db.pool.query<{ lag: number }>(
        `select extract(epoch from recorded_at - $3) * 1000 as lag from case_event
         where type = $1 and case_no = any($2)`,
        [type, numbers, type === 'reminded' ? new Date(due.getTime() - 0.2 * emergencyLimitMs) : due],
      );
      return rows.map((row) => Number(row.lag));
    };
    const overdue = async (): Promise<number> =>
      (
        await db.pool.query(
          `select count(*)::integer as n from case_event where type = 'markedOverdue' and case_no = any($1)`,
          [numbers],
        )
      ).rows[0].n;
    while ((await overdue()) < numbers.length) {
      if (Date.now() > due.getTime() + 20 * 60_000) throw new Error('The storm was not over after 20 minutes.');
      await delay(1_000);
    }
    over = true;
    await Promise.all(officersAtWork);
    const [reminders, marks] = [await decided('reminded'), await decided('markedOverdue')];
    return {
      deadlines: cases,
      opened,
      remindersDecided: reminders.length,
      ...(reminders.length > 0 && { reminderLagMs: quantiles(reminders) }),
      overdueMarks: marks.length,
      early: marks.filter((lag) => lag < 0).length,
      overdueLagMs: quantiles(marks),
      officersCallMs: quantiles(calls),
      officersCalls: calls.length,
      notAnswered,
      cpuMsPerDeadline: Object.fromEntries(
        Object.entries(used()).map(([name, ms]) => [name, Math.round((ms / cases) * 100) / 100]),
      ),
    };
  } finally {
    await db.close();
  }
};
