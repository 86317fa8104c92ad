// What the org page shows, as it stands in the address.

export const unitTabs = ['duty', 'people', 'changes'] as const;

export interface OrgSearch {
  /** The unit that is looked at; my own unless told. */
  unit?: string;
  tab?: (typeof unitTabs)[number];
  /** Monday of the week that the roster shows, China's date. This week unless told. */
  week?: string;
  /** The overview of units without anybody instead of one unit. */
  vacant?: true;
}

const path = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+){0,5}$/;
const date = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the address; what is not understood is left out. */
export const readOrgSearch = (raw: Record<string, unknown>): OrgSearch => {
  const tab = unitTabs.find((each) => each === raw.tab);
  return {
    ...(typeof raw.unit === 'string' && path.test(raw.unit) && { unit: raw.unit }),
    ...(tab && { tab }),
    ...(typeof raw.week === 'string' && date.test(raw.week) && { week: raw.week }),
    ...(raw.vacant === true && { vacant: true as const }),
  };
};
