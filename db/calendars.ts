// Working calendars, every version of them.
import { and, desc, eq } from 'drizzle-orm';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { atLevel, type OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';
import { calendar } from './schema.ts';

/** The calendar of the State Council's arrangements, which a county follows unless it has one of its own. */
export const sharedCalendar = 'cn';

export const calendarNames = async (db: Database): Promise<string[]> => {
  const rows = await db.orm.selectDistinct({ name: calendar.name }).from(calendar).orderBy(calendar.name);
  return rows.map(({ name }) => name);
};

export const latestCalendar = async (db: Database, name: string): Promise<WorkingCalendar | null> => {
  const [found] = await db.orm
    .select({ definition: calendar.definition })
    .from(calendar)
    .where(eq(calendar.name, name))
    .orderBy(desc(calendar.version))
    .limit(1);
  return found?.definition ?? null;
};

/** Each calendar in its latest version. */
export const latestCalendars = async (db: Database): Promise<WorkingCalendar[]> => {
  const { name, version, definition } = calendar;
  const rows = await db.orm.selectDistinctOn([name], { definition }).from(calendar).orderBy(name, desc(version));
  return rows.map((row) => row.definition);
};

export const readCalendar = async (db: Database, name: string, version: number): Promise<WorkingCalendar | null> => {
  const [found] = await db.orm
    .select({ definition: calendar.definition })
    .from(calendar)
    .where(and(eq(calendar.name, name), eq(calendar.version, version)));
  return found?.definition ?? null;
};

/** A version as it was published. */
export interface CalendarVersion {
  calendar: WorkingCalendar;
  publishedAt: Date;
  /** A person's id, or `seed`. */
  publishedBy: string;
}

/** The versions of a calendar, the latest first. */
export const calendarVersions = async (db: Database, name: string, limit: number): Promise<CalendarVersion[]> => {
  const { rows } = await db.pool.query<CalendarVersion>(
    `select definition as calendar, published_at as "publishedAt", published_by as "publishedBy" from calendar
     where name = $1 order by version desc limit $2`,
    [name, limit],
  );
  return rows;
};

/** The calendar that cases of an area follow: the county's own (named by its label), else the shared one. */
export const calendarFor = async (db: Database, area: OrgPath): Promise<WorkingCalendar> => {
  const county = atLevel(area, 'county').split('.').at(-1) as string;
  const found = (await latestCalendar(db, county)) ?? (await latestCalendar(db, sharedCalendar));
  if (found) return found;
  throw new CaseFailure(
    'CalendarYearMissing',
    `没有工作日历「${sharedCalendar}」，请管理员先发布。There is no calendar "${sharedCalendar}"; an administrator must publish one.`,
  );
};

/** @throws CaseFailure InvalidInput when the version does not follow the latest one */
export const publishCalendar = async (
  db: Database,
  definition: WorkingCalendar,
  by: { person: string },
): Promise<void> => {
  const { name, version } = definition;
  const stored = version === (await nextVersion(db, name)) && (await insertVersion(db, definition, by.person));
  if (stored) return;
  // Read again: somebody may have published this version a moment ago.
  const next = await nextVersion(db, name);
  throw new CaseFailure(
    'InvalidInput',
    `「${name}」的下一版本号应为 ${next}。The next version of "${name}" is ${next}.`,
    [{ pointer: '/version', message: `应为 must be ${next}` }],
  );
};

const nextVersion = async (db: Database, name: string): Promise<number> =>
  ((await latestCalendar(db, name))?.version ?? 0) + 1;

const insertVersion = async (db: Database, definition: WorkingCalendar, publishedBy: string): Promise<boolean> => {
  const { name, version } = definition;
  const { rowCount } = await db.orm
    .insert(calendar)
    .values({ name, version, definition, publishedBy })
    .onConflictDoNothing();
  return rowCount === 1;
};
