// The working calendars that a new installation begins with: `cn.json` holds the State Council's arrangements as its notices list
// them, `zone.json` what the demonstration zone does differently.
import { readFileSync } from 'node:fs';
import { CalendarOverride, resolveCalendar } from '../workflows/case/calendar.ts';
import { WorkingCalendar } from '../workflows/contract/calendar.ts';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`./calendars/${file}.json`, import.meta.url), 'utf8'));

/**
 * The shared calendar `cn` and the zone's own, resolved.
 * @throws ZodError when a file was edited into something that is no calendar
 */
export const seedCalendars = (): [shared: WorkingCalendar, zone: WorkingCalendar] => {
  const shared = WorkingCalendar.parse(read('cn'));
  return [shared, resolveCalendar(shared, CalendarOverride.parse(read('zone')))];
};
