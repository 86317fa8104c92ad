// Why a deadline is farther away than its limit says: the clock stood still, or a term of calendar days ended on rest days.
import type { Clock } from '../../../../workflows/contract/calendar.ts';

const dayMs = 86_400_000;
const chinaMs = 8 * 3_600_000;

/** How long it stood still so far, in ms, not counting a stop that lasts. */
export const stoppedFor = ({ pauses }: Pick<Clock, 'pauses'>): number =>
  pauses.reduce((total, { from, to }) => total + (to === null ? 0 : Date.parse(to) - Date.parse(from)), 0);

/** Whether a term of calendar days, whose first day does not count, ran on past rest days to a working day. */
export const ranPastRestDays = ({
  limit,
  extensions,
  pauses,
  startedAt,
  due,
}: Pick<Clock, 'limit' | 'extensions' | 'pauses' | 'startedAt' | 'due'>): boolean => {
  const limits = [limit, ...extensions.map((extension) => extension.limit)];
  if (due === null || pauses.length > 0 || limits.some(({ unit }) => unit !== 'calendarDay')) return false;
  const days = limits.reduce((total, { amount }) => total + amount, 0);
  const startDay = Math.floor((Date.parse(startedAt) + chinaMs) / dayMs);
  return Date.parse(due) > (startDay + 1 + days) * dayMs - chinaMs;
};
