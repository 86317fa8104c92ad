// Tells open cases of the latest version of the calendar that they follow. Who publishes one has all told that are open at that moment; left for
// here are those that could not be reached, that were just being opened or revived, and that were reopened since.
import { type Client, WorkflowUpdateFailedError } from '@temporalio/client';
import { type OpenClocks, openClocksAfter } from '../db/adoptions.ts';
import { latestCalendars } from '../db/calendars.ts';
import type { Database } from '../db/client.ts';
import type { Logger } from '../platform/logger.ts';
import { adoption, movesOf } from '../workflows/case/adoption.ts';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { AdoptCalendar, Outcome } from '../workflows/contract/command.ts';
import { messages, updateIdOf, workflowIdOf } from '../workflows/contract/ids.ts';
import { atLevel } from '../workflows/contract/org-path.ts';
import { createCursor } from './cursor.ts';

/** Open cases looked over in one round, and how many of them are told at a time. */
const slice = 500;
const abreast = 8;

/** How long it may take to tell one, in ms. */
const patience = 10_000;

export interface CalendarDeps {
  db: Database;
  client: Client;
  logger: Logger;
}

/** @returns one round, which answers 0, so that the next one waits */
export const createCalendarRound = ({ db, client, logger }: CalendarDeps): (() => Promise<number>) => {
  const open = createCursor<OpenClocks>((last, limit) => openClocksAfter(db, last?.caseNo ?? '', limit), slice);

  const tell = async ({ caseNo, seq, area }: OpenClocks, calendar: WorkingCalendar): Promise<void> => {
    const { name, version } = calendar;
    const command = adoption(calendar, { person: 'system', unit: atLevel(area, 'county') });
    try {
      await client.withDeadline(Date.now() + patience, () =>
        client.workflow.getHandle(workflowIdOf(caseNo)).executeUpdate<Outcome, [AdoptCalendar]>(messages.command, {
          args: [command],
          updateId: updateIdOf(command, String(seq)),
        }),
      );
      logger.info({ caseNo, calendar: name, version }, 'a case was told of a version of its calendar');
    } catch (error) {
      const { cause } = error as { cause?: { type?: string } };
      // Closed, or told by somebody else, since it was read.
      if (error instanceof WorkflowUpdateFailedError && cause?.type === 'IllegalAction') return;
      logger.warn({ caseNo, code: cause?.type ?? (error as Error).name }, 'a case could not adopt the calendar yet');
    }
  };

  return async () => {
    const latest = new Map((await latestCalendars(db)).map((calendar) => [calendar.name, calendar]));
    const behind = (await open.next()).flatMap((each) => {
      const calendar = newerFor(each, latest);
      return calendar ? [{ each, calendar }] : [];
    });
    for (let i = 0; i < behind.length; i += abreast) {
      await Promise.all(behind.slice(i, i + abreast).map(({ each, calendar }) => tell(each, calendar)));
    }
    return 0;
  };
};

/** The version that a case should follow and does not. One that gives it no deadline it would refuse, time and again. */
const newerFor = ({ clocks }: OpenClocks, latest: ReadonlyMap<string, WorkingCalendar>): WorkingCalendar | null => {
  const calendar = latest.get(clocks[0]?.calendar.name ?? '');
  if (!calendar || clocks.every((clock) => clock.calendar.version >= calendar.version)) return null;
  return movesOf(clocks, calendar) === null ? null : calendar;
};
