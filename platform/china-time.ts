// China's wall clock: dates and times as people there read them, whatever the machine's own zone is.
import { DateTime } from 'luxon';

/** The instant on China's clocks. @param instant a date, or an ISO 8601 text with its offset */
export const inChina = (instant: Date | string): DateTime =>
  (typeof instant === 'string' ? DateTime.fromISO(instant) : DateTime.fromJSDate(instant)).setZone('Asia/Shanghai');
