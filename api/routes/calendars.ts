// Working calendars: what counts as a working day, by version. A new version re-derives the deadlines of the open cases that follow it.
import { z } from 'zod';
import { calendarNames, latestCalendar, publishCalendar, readCalendar } from '../../db/calendars.ts';
import { canonical } from '../../workflows/case/chain.ts';
import { startClock } from '../../workflows/case/clock.ts';
import { derivation } from '../../workflows/case/derivation.ts';
import { ClockName, LimitUnit, WorkingCalendar } from '../../workflows/contract/calendar.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { levelOf } from '../../workflows/contract/org-path.ts';
import { administrators, everyone, personOf } from '../auth.ts';
import type { CalendarAdoption } from '../calendar-adoption.ts';
import { countyOf, type Person } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { DerivationAnswer } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const params = z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/) });

/** A county's calendar bears the county's label; the shared one is the city's. @throws CaseFailure NotAuthorised */
const requireOwn = ({ unit }: Person, name: string): void => {
  const county = countyOf(unit);
  if (levelOf(county) === 'city' || county.endsWith(`.${name}`)) return;
  throw new CaseFailure(
    'NotAuthorised',
    `日历 ${name} 不归 ${unit} 管理。The calendar ${name} is not administered by ${unit}.`,
  );
};

const Adopted = z
  .object({
    calendar: WorkingCalendar,
    moved: z
      .array(z.object({ caseNo: CaseNo, clock: ClockName, from: Instant.nullable(), to: Instant.nullable() }))
      .describe('Deadlines that moved.'),
    unmoved: z.int().describe('Cases that follow it now with all deadlines as before.'),
    pending: z
      .array(CaseNo)
      .describe('Cases that could not be reached; PUT the same version again to go on with them.'),
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
            items: z.array(z.object({ name: z.string(), version: z.int(), years: z.array(z.string()) })),
          }),
        },
      },
    },
    async () => {
      const all = await Promise.all((await calendarNames(db)).map(latest));
      return { items: all.map(({ name, version, years }) => ({ name, version, years: Object.keys(years) })) };
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
    '/v1/calendars/:name/derive',
    {
      config: { access: everyone },
      schema: {
        tags: ['calendars'],
        summary: '推算时限 Derive a deadline',
        params,
        querystring: z.strictObject({
          start: z.iso.datetime({ offset: true }),
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
      return derivation(startClock({ name: 'case', limit: { amount, unit, rule: '' }, at }, calendar, null), calendar);
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
          '未结事项的时限随之重算，并列出变动。Deadlines of open cases are derived again; the answer lists which moved.',
        params,
        body: WorkingCalendar.omit({ name: true }),
        response: { 200: Adopted },
      },
    },
    async (request) => {
      const calendar = { ...request.body, name: request.params.name };
      const caller = personOf(request);
      requireOwn(caller, calendar.name);
      const known = await readCalendar(db, calendar.name, calendar.version);
      // Published before: the cases that were left then are told now.
      if (!known || canonical(known) !== canonical(calendar)) await publishCalendar(db, calendar, caller);
      return { calendar, ...(await adoption.adopt(calendar, caller)) };
    },
  );
};
