// Whether the parts that the API needs are there: the database and its migrations, the engine and its worker, next year's calendar.
import { calendarNames, latestCalendar } from '../db/calendars.ts';
import { missingMigrations } from '../db/health.ts';
import { inChina } from '../platform/china-time.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { ApiDeps } from './deps.ts';
import { toFailure } from './errors.ts';

export interface Check {
  name: string;
  status: 'ok' | 'warning' | 'failed';
  detail?: string;
}

type Finding = Omit<Check, 'name'>;
const ok: Finding = { status: 'ok' };

/** One line of the answer; whatever is thrown is that part's failure. */
const check = async (name: string, find: () => Promise<Finding>): Promise<Check> => {
  try {
    return { name, ...(await find()) };
  } catch (error) {
    return { name, status: 'failed', detail: toFailure(error).message };
  }
};

export const checkReadiness = ({ db, engine }: ApiDeps): Promise<Check[]> =>
  Promise.all([
    check('database', async () => {
      const missing = await missingMigrations(db);
      if (missing === 0) return ok;
      return {
        status: 'failed',
        detail: `数据库结构不是最新，请运行迁移。The schema is not up to date; run the migrations.`,
      };
    }),
    check('engine', async () => {
      if (await engine.isWorked()) return ok;
      return {
        status: 'failed',
        detail: '没有办理进程在工作。The engine answers, but no worker asks for its tasks; start one.',
      };
    }),
    check('calendar', () => calendarsCover(db, new Date())),
  ]);

/** This year must be published; next year's list appears in November. */
const calendarsCover = async (db: ApiDeps['db'], now: Date): Promise<Finding> => {
  const { year, month } = inChina(now);
  const names = await calendarNames(db);
  const calendars = (await Promise.all(names.map((name) => latestCalendar(db, name)))).filter((each) => each !== null);
  const without = (wanted: number): string =>
    calendars
      .filter(({ years }) => !(wanted in years))
      .map(({ name }) => name)
      .join(', ');
  if (calendars.length === 0 || without(year) !== '') {
    throw new CaseFailure(
      'CalendarYearMissing',
      `缺少 ${year} 年工作日历：${without(year) || '全部'}。The working calendar of ${year} is missing (${without(year) || 'all'}); publish it with PUT /v1/calendars.`,
    );
  }
  if (month < 11 || without(year + 1) === '') return ok;
  return {
    status: 'warning',
    detail: `${year + 1} 年放假安排公布后请发布日历：${without(year + 1)}。Publish the calendar of ${year + 1} once the State Council's notice is out: ${without(year + 1)}.`,
  };
};
