// Where soon begins for a unit: asked by every figure and list of 临期, so that they agree.
import { calendarFor } from '../db/calendars.ts';
import type { Database } from '../db/client.ts';
import { soonBefore } from '../workflows/case/soon.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import { briefly } from './brief-memory.ts';
import { countyOf } from './caller.ts';

/** Where one working day from now ends by the calendar of a unit's county. */
export type SoonFor = (unit: OrgPath) => Promise<Instant>;

/** How long it is kept, in ms. */
const keptMs = 60_000;

export const createSoonFor = (db: Database): SoonFor =>
  briefly(keptMs, countyOf, async (unit) => {
    const calendar = await calendarFor(db, countyOf(unit)).catch((error: unknown) => {
      if (error instanceof CaseFailure && error.code === 'CalendarYearMissing') return null;
      throw error;
    });
    return new Date(soonBefore(calendar, Date.now())).toISOString();
  });
