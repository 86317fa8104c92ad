// What a reception rests on, in its latest versions: case types, the area's calendar, and whether the area is there. Versions never change,
// so their contents need not be read again and again.
import { CaseFailure } from '../workflows/contract/failures.ts';
import { atLevel, type OrgPath } from '../workflows/contract/org-path.ts';
import { sharedCalendar } from './calendars.ts';
import type { Database } from './client.ts';

interface Version {
  name: string;
  version: number;
}

export interface Publications {
  /** Each case type's latest version, by name. */
  types: Version[];
  /** The county's own calendar (named by its label), else the shared one. */
  calendar: Version;
  /** Whether the area is a unit that is active. */
  areaIsActive: boolean;
}

/** @throws CaseFailure CalendarYearMissing when there is no calendar at all */
export const latestPublications = async (db: Database, area: OrgPath): Promise<Publications> => {
  const county = atLevel(area, 'county').split('.').at(-1) as string;
  const { rows } = await db.pool.query<{ types: Version[] | null; calendar: Version | null; active: boolean }>({
    name: 'publications',
    text: `select
      (select json_agg(latest) from (
        select name, max(version) as version from case_type_version group by name order by name) as latest) as types,
      (select json_build_object('name', name, 'version', version) from calendar where name in ($1, $2)
        order by name = $1 desc, version desc limit 1) as calendar,
      exists (select from org_unit where path = $3::ltree and active) as active`,
    values: [county, sharedCalendar, area],
  });
  const [row] = rows;
  if (!row?.calendar) {
    throw new CaseFailure(
      'CalendarYearMissing',
      `没有工作日历「${sharedCalendar}」，请管理员先发布。There is no calendar "${sharedCalendar}"; an administrator must publish one.`,
    );
  }
  return { types: row.types ?? [], calendar: row.calendar, areaIsActive: row.active };
};
