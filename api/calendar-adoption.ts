// When a calendar was edited: each open case that follows it is told, and says which of its deadlines moved. Cases that nobody could tell
// then are told by the worker (`worker/calendars.ts`).
import { clocksFollowing } from '../db/adoptions.ts';
import { openCasesFollowing } from '../db/cases.ts';
import { followCalendar } from '../db/intake.ts';
import { findByCommand } from '../db/ledger.ts';
import { adoption, type Move, movesOf } from '../workflows/case/adoption.ts';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { AdoptCalendar } from '../workflows/contract/command.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { Person } from './caller.ts';
import type { ApiDeps } from './deps.ts';

/** Cases told at a time. */
const abreast = 8;

export interface Adopted {
  moved: (Move & { caseNo: string })[];
  unmoved: number;
  /** Cases that were not told; of a preview: those to which the calendar can give no deadline. */
  pending: string[];
}

/** What a version would move, without being published. */
export interface Preview extends Adopted {
  /** False: there are more open cases than were looked at. */
  complete: boolean;
}

/** Open cases that a preview looks at, and how many of them at a time. */
const previewed = { most: 10_000, atOnce: 500 };

export interface CalendarAdoption {
  /** What would move; nothing changes. */
  preview(calendar: WorkingCalendar): Promise<Preview>;
  /**
   * Tells every open case that follows an older version, and every receipt that waits for its case. Asked again, it goes on with those that
   * were left, and tells of the others what it told.
   */
  adopt(calendar: WorkingCalendar, by: Person): Promise<Adopted>;
}

export const createCalendarAdoption = ({ db, engine, logger }: ApiDeps): CalendarAdoption => {
  const tell = async (
    { caseNo, seq, behind }: Awaited<ReturnType<typeof openCasesFollowing>>[number],
    command: AdoptCalendar,
  ): Promise<Adopted['moved'] | 'pending'> => {
    try {
      // A case that could not record it, as its ledger lacked something, is asked anew when that is there.
      if (behind) await engine.command(caseNo, command, String(seq));
      const event = await findByCommand(db, caseNo, command.id);
      return event?.type === 'calendarAdopted' ? event.data.moved.map((move) => ({ caseNo, ...move })) : [];
    } catch (error) {
      // Closed meanwhile, or it follows a later version already: nothing to move.
      if (error instanceof CaseFailure && error.code === 'IllegalAction') return [];
      logger.warn(
        { caseNo, code: error instanceof CaseFailure ? error.code : 'Internal' },
        'a case could not adopt the calendar yet',
      );
      return 'pending';
    }
  };

  return {
    async preview(calendar) {
      const result: Preview = { moved: [], unmoved: 0, pending: [], complete: false };
      let after = '';
      for (let looked = 0; looked < previewed.most; looked += previewed.atOnce) {
        const cases = await clocksFollowing(db, calendar.name, { after, limit: previewed.atOnce });
        for (const { caseNo, clocks } of cases) {
          const moved = movesOf(clocks, calendar);
          if (moved === null) result.pending.push(caseNo);
          else if (moved.length === 0) result.unmoved += 1;
          else result.moved.push(...moved.map((move) => ({ caseNo, ...move })));
        }
        if (cases.length < previewed.atOnce) return { ...result, complete: true };
        after = cases.at(-1)?.caseNo ?? after;
      }
      return result;
    },

    async adopt(calendar, by) {
      const command = adoption(calendar, { person: by.person, unit: by.unit });
      await followCalendar(db, calendar);
      const waiting = await openCasesFollowing(db, calendar);
      const result: Adopted = { moved: [], unmoved: 0, pending: [] };
      const work = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          const told = await tell(next, command);
          if (told === 'pending') result.pending.push(next.caseNo);
          else if (told.length === 0) result.unmoved += 1;
          else result.moved.push(...told);
        }
      };
      await Promise.all(Array.from({ length: abreast }, work));
      result.moved.sort((a, b) => (a.caseNo < b.caseNo ? -1 : 1));
      return result;
    },
  };
};
