// The calendars page's address: which calendar, in which version, which year, and what is shown of it.
export const views = ['year', 'versions', 'derive'] as const;

export interface CalendarSearch {
  name?: string;
  /** The latest when it is left out. */
  version?: number;
  year?: number;
  view?: (typeof views)[number];
}

/** Reads the address; what is not understood is left out. */
export const readCalendarSearch = (raw: Record<string, unknown>): CalendarSearch => {
  const search: { [K in keyof CalendarSearch]: CalendarSearch[K] | undefined } = {
    name: typeof raw.name === 'string' && /^[a-z0-9][a-z0-9._-]{0,59}$/.test(raw.name) ? raw.name : undefined,
    version: Number.isInteger(raw.version) && Number(raw.version) > 0 ? Number(raw.version) : undefined,
    year:
      Number.isInteger(raw.year) && Number(raw.year) >= 2000 && Number(raw.year) <= 2100 ? Number(raw.year) : undefined,
    view: views.find((view) => view === raw.view),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as CalendarSearch;
};
