// What a reception rests on, in its latest versions: case types, the area's calendar, and whether the area is there. Versions never change,
// so their contents need not be read again and again.
import { CaseFailure } from '../workflows/contract/failures.ts';
import { atLevel, type OrgPath } from '../workflows/contract/org-path.ts';
import { ofAnyLength } from './any-length.ts';
import { sharedCalendar } from './calendars.ts';
import type { Database } from './client.ts';

interface Version {
  name: string;
  version: number;
}

export interface Publications {
  /** The latest version of each case type that is offered there: the county's own before the city's, then by name. */
  types: Version[];
  /** The county's own calendar (named by its label), else the shared one. */
  calendar: Version;
  /** Whether the area is a unit that is active. */
  areaIsActive: boolean;
}

/** What receptions in these areas rest on, in the areas' order. @throws CaseFailure CalendarYearMissing when there is no calendar at all */
export const latestPublications = async (db: Database, areas: readonly OrgPath[]): Promise<Publications[]> => {
  const { rows } = await db.pool.query<{ types: Version[] | null; calendar: Version | null; active: boolean }>({
    name: 'publications',
    text: `select
      (select json_agg(json_build_object('name', name, 'version', version) order by nlevel(owner) desc, name collate "C") from (
        select name, owner, max(version) as version from case_type_version
        where asked.area::ltree <@ owner group by name, owner) as offered) as types,
      (select json_build_object('name', name, 'version', version) from calendar where name in (asked.county, $3)
        order by name = asked.county desc, version desc limit 1) as calendar,
      exists (select from org_unit where path = asked.area::ltree and active) as active
      from unnest(${ofAnyLength('$1::text[]')}, ${ofAnyLength('$2::text[]')}) with ordinality as asked (area, county, place) order by place`,
    values: [areas, areas.map(labelOfCounty), sharedCalendar],
  });
  return rows.map(({ types, calendar, active }) => {
    if (!calendar) throw noCalendar();
    return { types: types ?? [], calendar, areaIsActive: active };
  });
};

const labelOfCounty = (area: OrgPath): string => atLevel(area, 'county').split('.').at(-1) as string;

const noCalendar = (): CaseFailure =>
  new CaseFailure(
    'CalendarYearMissing',
    `没有工作日历「${sharedCalendar}」，请管理员先发布。There is no calendar "${sharedCalendar}"; an administrator must publish one.`,
  );
