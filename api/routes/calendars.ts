// Working calendars: what counts as a working day, by version. A new version re-derives the deadlines of the open cases that follow it.

import { z } from 'zod';
import { adoptionsOf, countAdoptions } from '../../db/adoptions.ts';
import {
  calendarNames,
  calendarVersions,
  latestCalendar,
  publishCalendar,
  readCalendar,
  sharedCalendar,
} from '../../db/calendars.ts';
import { personNames } from '../../db/people.ts';
import { AnyInstant, Ordinal } from '../../db/storable.ts';
import { inChina } from '../../platform/china-time.ts';
import { canonical } from '../../workflows/case/chain.ts';
import { startClock } from '../../workflows/case/clock.ts';
import { derivation } from '../../workflows/case/derivation.ts';
import { ClockName, LimitUnit, objectionToMakeUp, WorkingCalendar } from '../../workflows/contract/calendar.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { NewCalendar, yearLeftOut } from '../../workflows/contract/new-calendar.ts';
import { levelOf } from '../../workflows/contract/org-path.ts';
import { administrators, callerOf, everyone, personOf, staff } from '../auth.ts';
import type { CalendarAdoption } from '../calendar-adoption.ts';
import { countyOf, type Person } from '../caller.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { DerivationAnswer } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const params = z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/) });

/** A county's calendar bears the county's label; the shared one is the city's, whatever a county is called. */
const keeps = ({ unit, role }: Person, name: string): boolean => {
  const county = countyOf(unit);
  const isOwn = name !== sharedCalendar && county.endsWith(`.${name}`);
  return role === 'administrator' && (levelOf(county) === 'city' || isOwn);
};

/** @throws CaseFailure NotAuthorised */
const requireOwn = (caller: Person, name: string): void => {
  if (keeps(caller, name)) return;
  throw new CaseFailure(
    'NotAuthorised',
    `日历 ${name} 不归 ${caller.unit} 管理。The calendar ${name} is not administered by ${caller.unit}.`,
  );
};

/** @throws CaseFailure InvalidInput */
const requireMakeUpDays = ({ years, weekdays }: WorkingCalendar): void => {
  const problems = Object.entries(years).flatMap(([year, { work }]) =>
    work.flatMap(({ date }, i) => {
      const message = objectionToMakeUp(date, weekdays);
      return message === null ? [] : [{ pointer: `/years/${year}/work/${i}/date`, message }];
    }),
  );
  if (problems[0]) throw new CaseFailure('InvalidInput', problems[0].message, problems);
};

/** @param followed the version that cases follow now @throws CaseFailure InvalidInput */
const requireYears = ({ name, years }: WorkingCalendar, followed: WorkingCalendar | null): void => {
  const year = yearLeftOut(years, { followed: followed?.years ?? {}, present: inChina(new Date()).year });
  if (year === null) return;
  const message =
    `「${name}」缺 ${year} 年：年度须连续，今年和现行版本今后的年度不可去掉，请补上 ${year} 年的安排。` +
    `"${name}" lacks ${year}: years follow each other, and the present one and later ones of the latest version stay; add the arrangement of ${year}.`;
  throw new CaseFailure('InvalidInput', message, [{ pointer: '/years', message }]);
};

const Move = z.object({ clock: ClockName, from: Instant.nullable(), to: Instant.nullable() });

const CalendarVersion = z
  .object({
    calendar: WorkingCalendar,
    publishedAt: Instant,
    publishedBy: z.object({ id: z.string(), name: z.string().nullable() }),
  })
  .meta({ id: 'CalendarVersion' });

const MovedCase = z
  .object({
    caseNo: CaseNo,
    seq: z.int().describe('The event of the ledger that says so.'),
    at: Instant,
    status: z.enum(['open', 'closed', 'archived']),
    rehearsal: z.boolean(),
    moved: z.array(Move),
  })
  .meta({ id: 'MovedCase' });

/** The latest versions that are listed. */
const versionsShown = 100;

const Adopted = z
  .object({
    calendar: WorkingCalendar,
    moved: z.array(Move.extend({ caseNo: CaseNo })).describe('Deadlines that moved.'),
    unmoved: z.int().describe('Cases that follow it now with all deadlines as before.'),
    pending: z
      .array(CaseNo)
      .describe(
        'Cases that could not be reached. A worker tells them once they can be; PUT the same version again to go on with them at once.',
      ),
    published: z.boolean().describe('False: a dry run, nothing changed.'),
    complete: z.boolean().describe('False: a dry run that looked at the first 10,000 open cases only.'),
  })
  .meta({ id: 'CalendarAdopted' });

export const calendarRoutes = (app: App, { db }: ApiDeps, adoption: CalendarAdoption): void => {
  const latest = async (name: string): Promise<WorkingCalendar> => {
    const found = await latestCalendar(db, name);
    if (found) return found;
    throw new CaseFailure(
      'NotFound',
      `没有日历 ${name}，清单见 GET /v1/calendars。There is no such calendar; GET /v1/calendars lists them.`,
    );
  };

  app.get(
    '/v1/calendars',
    {
      config: { access: everyone },
      schema: {
        tags: ['calendars'],
        summary: '工作日历清单 The working calendars',
        response: {
          200: z.object({
            items: z.array(
              z.object({
                name: z.string(),
                version: z.int(),
                years: z.array(z.string()),
                mine: z.boolean().describe('The caller may publish its next version.'),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const all = await Promise.all((await calendarNames(db)).map(latest));
      return {
        items: all.map(({ name, version, years }) => ({
          name,
          version,
          years: Object.keys(years),
          mine: caller.kind === 'person' && keeps(caller, name),
        })),
      };
    },
  );

  app.get(
    '/v1/calendars/:name',
    {
      config: { access: everyone },
      schema: {
        tags: ['calendars'],
        summary: '工作日历 A working calendar',
        params,
        response: { 200: WorkingCalendar },
      },
    },
    async (request) => latest(request.params.name),
  );

  app.get(
    '/v1/calendars/:name/versions',
    {
      config: { access: staff },
      schema: {
        tags: ['calendars'],
        summary: '日历版本 The versions of a calendar, the latest first',
        params,
        response: { 200: z.object({ items: z.array(CalendarVersion) }) },
      },
    },
    async (request) => {
      const { name } = await latest(request.params.name);
      const versions = await calendarVersions(db, name, versionsShown);
      const people = await personNames(db, [...new Set(versions.map(({ publishedBy }) => publishedBy))]);
      return {
        items: versions.map(({ calendar, publishedAt, publishedBy }) => ({
          calendar,
          publishedAt: publishedAt.toISOString(),
          publishedBy: { id: publishedBy, name: people.get(publishedBy) ?? null },
        })),
      };
    },
  );

  app.get(
    '/v1/calendars/:name/versions/:version/moved',
    {
      config: { access: staff },
      schema: {
        tags: ['calendars'],
        summary: '日历版本引起的时限变动 The deadlines that a version moved, within the caller’s scope',
        params: params.extend({ version: z.coerce.number().int().positive().max(1_000_000) }),
        querystring: z.strictObject({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: {
          200: z.object({
            items: z.array(MovedCase),
            adopted: z.int().describe('Cases that took the version over.'),
            moved: z.int().describe('Those of them in which a deadline moved.'),
            next: z.string().nullable(),
          }),
        },
      },
    },
    async (request) => {
      const { name, version } = request.params;
      const { cursor, limit } = request.query;
      const units = [personOf(request).unit];
      const after = cursor === undefined ? '' : decodeCursor(cursor, z.strictObject({ caseNo: CaseNo })).caseNo;
      const [items, totals] = await Promise.all([
        adoptionsOf(db, units, { name, version }, { after, limit: limit + 1 }),
        countAdoptions(db, units, { name, version }),
      ]);
      const last = items.length > limit ? items[limit - 1] : undefined;
      return {
        items: items.slice(0, limit) as z.infer<typeof MovedCase>[],
        ...totals,
        next: last ? encodeCursor({ caseNo: last.caseNo }) : null,
      };
    },
  );

  app.get(
    '/v1/calendars/:name/derive',
    {
      config: { access: everyone },
      schema: {
        tags: ['calendars'],
        summary: '推算时限 Derive a deadline',
        params,
        querystring: z.strictObject({
          start: AnyInstant,
          amount: z.coerce.number().positive().max(3650),
          unit: LimitUnit,
        }),
        response: { 200: DerivationAnswer },
      },
    },
    async (request) => {
      const calendar = await latest(request.params.name);
      const { start, amount, unit } = request.query;
      const at = new Date(start).toISOString();
      const told = derivation(
        startClock({ name: 'case', limit: { amount, unit, rule: '' }, at }, calendar, null),
        calendar,
      );
      if (Instant.safeParse(told.due).success) return told;
      throw new CaseFailure(
        'InvalidInput',
        '截止时间超出 9999 年，请缩短时限或提前起算。The deadline lies beyond the year 9999; take less time or an earlier start.',
      );
    },
  );

  app.put(
    '/v1/calendars/:name',
    {
      config: { access: administrators },
      schema: {
        tags: ['calendars'],
        summary: '发布日历新版本 Publish the next version',
        description:
          '未结事项的时限随之重算，并列出变动；dryRun 只试算。Deadlines of open cases are derived again; the answer lists which moved. With `dryRun` nothing is published or changed.',
        params,
        querystring: z.strictObject({ dryRun: z.stringbool().default(false) }),
        body: NewCalendar.omit({ name: true }).extend({ version: Ordinal }),
        response: { 200: Adopted },
      },
    },
    async (request) => {
      const calendar = { ...request.body, name: request.params.name };
      const caller = personOf(request);
      requireOwn(caller, calendar.name);
      requireMakeUpDays(calendar);
      const { name, version } = calendar;
      const known = await readCalendar(db, name, version);
      // Published before: the cases that were left then are told now.
      const isKnown = known !== null && canonical(known) === canonical(calendar);
      // A county's first own calendar follows the shared one.
      if (!isKnown) {
        requireYears(calendar, (await latestCalendar(db, name)) ?? (await latestCalendar(db, sharedCalendar)));
      }
      if (request.query.dryRun) {
        return { calendar, published: false, ...(await adoption.preview(calendar)) };
      }
      if (!isKnown) await publishCalendar(db, calendar, caller);
      return { calendar, published: true, complete: true, ...(await adoption.adopt(calendar, caller)) };
    },
  );
};
