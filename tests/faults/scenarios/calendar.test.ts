// F20, the part of the calendar: a version is published while API, worker or database die. Each open case follows it in the end, once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openClocksAfter } from '../../../db/adoptions.ts';
import { latestCalendar } from '../../../db/calendars.ts';
import { readEvents } from '../../../db/ledger.ts';
import { openSession } from '../../../db/sessions.ts';
import { quietRuntime } from '../../../worker/quiet.ts';
import { adoptionId, movesOf } from '../../../workflows/case/adoption.ts';
import { nextWake } from '../../../workflows/case/escalation.ts';
import { fold } from '../../../workflows/case/evolve.ts';
import type { WorkingCalendar } from '../../../workflows/contract/calendar.ts';
import { killAt } from '../nemesis.ts';
import type { Sight } from '../proxy.ts';
import { readRun } from '../run-seen.ts';
import { tell } from '../scenario.ts';
import { agree, someCases } from '../some-cases.ts';
import { openStage, type Stage } from '../stage.ts';

const name = 'zone';
const dayMs = 86_400_000;

let stage: Stage;
let administrator: string;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
  const { rows } = await stage.db.pool.query<{ id: string; hash: string | null }>(
    `select id, password_hash as hash from person where role = 'administrator' and unit = 'xx.zone' and active limit 1`,
  );
  const { id, hash } = rows[0] as { id: string; hash: string | null };
  administrator = (await openSession(stage.db, { person: id, hash })).token;
});
afterAll(() => stage?.close());

/** The next version, in which one more of the coming days is off, so that deadlines move. */
const nextVersion = async (): Promise<WorkingCalendar> => {
  const latest = (await latestCalendar(stage.db, name)) as WorkingCalendar;
  const years = structuredClone(latest.years);
  const isFree = (date: string): boolean =>
    Object.values(years).every(({ off, work }) => [...off, ...work].every((day) => day.date !== date));
  for (let at = Date.now() + dayMs; ; at += dayMs) {
    const date = new Date(at).toISOString().slice(0, 10);
    const year = years[date.slice(0, 4)];
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
    if (!year || !latest.weekdays.includes(weekday) || !isFree(date)) continue;
    year.off.push({ date, name: '防汛停工' });
    return { ...latest, version: latest.version + 1, years };
  }
};

/** Publishes it as the administrator does. @returns the HTTP status; null: the answer never came */
const publish = async ({ name: _, ...body }: WorkingCalendar): Promise<number | null> => {
  try {
    const answer = await fetch(`${stage.system.running().apiUrl}/v1/calendars/${name}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${administrator}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return null;
  }
};

/** Open cases to which the calendar would give another deadline than they have, or which do not follow it. */
const behind = async (calendar: WorkingCalendar): Promise<string[]> =>
  (await openClocksAfter(stage.db, '', 1_000))
    .filter(
      ({ clocks }) =>
        clocks.some((clock) => clock.calendar.version !== calendar.version) || movesOf(clocks, calendar)?.length !== 0,
    )
    .map(({ caseNo }) => caseNo);

/** A case being told, by the command's id in the call to the engine; a case that says so, by the commit's statement and its event. */
const telling: Sight['says'] = ['calendar-zone'];
const committing: Sight['says'] = ['commit-case', 'calendarAdopted'];

it.each([
  ['API dies before the engine hears of a case', 'api', 'temporal', { says: telling, moment: 'unheard' }],
  ['API dies after the engine has heard of a case', 'api', 'temporal', { says: telling, moment: 'unanswered' }],
  ['worker dies before a case has recorded it', 'worker', 'database', { says: committing, moment: 'unheard' }],
  ['worker dies after a case has recorded it', 'worker', 'database', { says: committing, moment: 'unanswered' }],
] as const)(
  'F20 a calendar is published, and the %s: each open case follows it, once',
  async (what, part, between, sight) => {
    const before = await someCases(stage, 30, what);
    const calendar = await nextVersion();
    const [strike, answered, meanwhile] = await Promise.all([
      killAt(stage.system, part, stage[between].proxy, sight),
      publish(calendar),
      someCases(stage, 10, `${what}, meanwhile`),
    ]);
    expect(strike.landed).toBe(true);
    expect((await latestCalendar(stage.db, name))?.version).toBe(calendar.version);
    await expect.poll(() => behind(calendar), { timeout: 120_000, interval: 500 }).toEqual([]);
    const tookS = (Date.now() - strike.at) / 1_000;

    const numbers = [...before, ...meanwhile];
    for (const caseNo of numbers) {
      const events = await readEvents(stage.db, caseNo);
      const adoptions = events.filter(({ commandId }) => commandId === adoptionId(calendar)).length;
      expect(adoptions, `${caseNo} took the version over`).toBeLessThanOrEqual(1);
      if (before.includes(caseNo)) expect(adoptions, `${caseNo} took the version over`).toBe(1);
      const wake = nextWake(fold(events));
      const { timer } = await readRun(stage.engine, caseNo);
      expect(timer?.getTime(), `${caseNo} is woken`).toBeLessThanOrEqual(Date.parse(wake as string) + 10_000);
    }
    expect(await agree(stage, numbers)).toBe(true);
    tell(
      `F20 ${what}`,
      `publication answered ${answered ?? 'nothing'}; ${numbers.length} cases follow it after ${tookS} s`,
    );
  },
);
