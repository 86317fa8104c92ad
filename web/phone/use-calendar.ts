// A working calendar, asked for once while the page is open. Until it is there, and where no network is, time is told by the wall clock.
import { useEffect, useState } from 'react';
import type { WorkingCalendar } from '../../workflows/contract/calendar.ts';
import { api, ask } from '../shared/api.ts';

const asked = new Map<string, Promise<WorkingCalendar>>();

const read = (name: string): Promise<WorkingCalendar> => {
  const known = asked.get(name) ?? ask(api.GET('/v1/calendars/{name}', { params: { path: { name } } }));
  asked.set(name, known);
  // The next countdown asks again.
  known.catch(() => asked.delete(name));
  return known;
};

/** @param name null: none is needed */
export const useCalendar = (name: string | null): WorkingCalendar | null => {
  const [calendar, setCalendar] = useState<WorkingCalendar | null>(null);
  useEffect(() => {
    if (name === null) return;
    let over = false;
    read(name).then(
      (found) => over || setCalendar(found),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [name]);
  return calendar?.name === name ? calendar : null;
};
