// Which cases took over a version of a calendar, and what that moved. The ledger says it: each adoption is an event whose command bears
// the version's name.
import { adoptionId } from '../workflows/case/adoption.ts';
import type { Clock } from '../workflows/contract/calendar.ts';
import type { CaseEvent, EventBody } from '../workflows/contract/event.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { Database } from './client.ts';

interface Version {
  name: string;
  version: number;
}

/** What the command of a version is called in a ledger: 0.1.0 did not yet set the system's ids apart. */
const namesOf = (of: Version): string[] => [adoptionId(of), `calendar-${of.name}-${of.version}`];

export interface Adoption {
  caseNo: string;
  seq: number;
  at: string;
  rehearsal: boolean;
  status: string;
  moved: EventBody<'calendarAdopted'>['moved'];
}

/** A deadline moved: canonical JSON writes no list otherwise. */
const hasMoved = `e.body not like '%"moved":[]%'`;

const adopted = `from case_event e join case_view v using (case_no)
  where e.type = 'calendarAdopted' and e.command_id = any($1) and v.scopes && $2::text[]`;

/** Cases within the units' reach whose deadlines a version moved, by number. */
export const adoptionsOf = async (
  db: Database,
  units: readonly OrgPath[],
  version: Version,
  { after, limit }: { after: string; limit: number },
): Promise<Adoption[]> => {
  const { rows } = await db.pool.query<{ body: string; rehearsal: boolean; status: string }>(
    `select e.body, v.rehearsal, v.status ${adopted} and ${hasMoved} and e.case_no > $3 order by e.case_no limit $4`,
    [namesOf(version), units, after, limit],
  );
  return rows.map(({ body, rehearsal, status }) => {
    const { caseNo, seq, at, data } = JSON.parse(body) as CaseEvent & { type: 'calendarAdopted' };
    return { caseNo, seq, at, rehearsal, status, moved: data.moved };
  });
};

/** How many cases within the units' reach follow a version by an adoption, and how many of them had a deadline moved. */
export const countAdoptions = async (
  db: Database,
  units: readonly OrgPath[],
  version: Version,
): Promise<{ adopted: number; moved: number }> => {
  const { rows } = await db.pool.query<{ adopted: number; moved: number }>(
    `select count(*)::integer as adopted, (count(*) filter (where ${hasMoved}))::integer as moved ${adopted}`,
    [namesOf(version), units],
  );
  return rows[0] ?? { adopted: 0, moved: 0 };
};

/** The clocks of open cases that follow a calendar, by number. */
export const clocksFollowing = async (
  db: Database,
  calendar: string,
  { after, limit }: { after: string; limit: number },
): Promise<{ caseNo: string; clocks: Clock[] }[]> => {
  const { rows } = await db.pool.query<{ caseNo: string; clocks: CaseState['clocks'] }>(
    `select case_no as "caseNo", state -> 'clocks' as clocks from case_view
     where status = 'open' and calendar = $1 and case_no > $2 order by case_no limit $3`,
    [calendar, after, limit],
  );
  return rows;
};

/** An open case, and the clocks by which it follows a calendar. */
export interface OpenClocks {
  caseNo: string;
  seq: number;
  area: OrgPath;
  clocks: Clock[];
}

/** Open cases, whichever calendar they follow, by number. */
export const openClocksAfter = async (db: Database, after: string, limit: number): Promise<OpenClocks[]> => {
  const { rows } = await db.pool.query<OpenClocks>({
    name: 'open-clocks',
    text: `select case_no as "caseNo", case_view.seq, case_open.area, state -> 'clocks' as clocks
      from case_open join case_view using (case_no) where case_no > $1 order by case_no limit $2`,
    values: [after, limit],
  });
  return rows;
};
