// 临期 Soon: due within one working day. The one rule behind every figure, list and colour that says so.
import type { WorkingCalendar } from '../contract/calendar.ts';
import { CaseFailure } from '../contract/failures.ts';
import { DAY } from './calendar.ts';
import { startClock } from './clock.ts';

const limit = { amount: 1, unit: 'workingDay', rule: '' } as const;

/**
 * Where one working day from now ends (epoch ms): what is due before it is soon.
 * @param calendar null: not known; a day of the wall clock then, as in a year without an arrangement, because people still want to see
 *   what comes next
 */
export const soonBefore = (calendar: WorkingCalendar | null, now: number): number => {
  if (calendar) {
    try {
      const { due } = startClock({ name: 'case', limit, at: new Date(now).toISOString() }, calendar, null);
      if (due !== null) return Date.parse(due);
    } catch (error) {
      if (!(error instanceof CaseFailure && error.code === 'CalendarYearMissing')) throw error;
    }
  }
  return now + DAY;
};
