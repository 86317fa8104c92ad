// Who stands for a unit and when: read by everybody of the county, arranged by administrators and by whoever leads the unit. An entry is
// ended, never removed.

import { z } from 'zod';
import { type Duty, endDuty, enterDuty, listDuty, standIns } from '../../db/duty.ts';
import { activeUnits } from '../../db/org.ts';
import { AnyInstant, OrdinalInPath } from '../../db/storable.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { Instant } from '../../workflows/contract/ids.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { mayArrangeDuty, requireInCounty, requireRoster } from '../administering.ts';
import { personOf, staff } from '../auth.ts';
import { countyOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const DutyEntry = z
  .object({
    id: z.int(),
    unit: OrgPath,
    person: z.string(),
    name: z.string(),
    post: z.string(),
    from: Instant,
    to: Instant.nullable().describe('Null: until further notice.'),
  })
  .meta({ id: 'Duty' });

const params = z.object({ path: OrgPath });

const minute = 60_000;
const day = 86_400_000;
/** The longest span that is read, and how far ahead duty may begin. */
const longestSpan = 100 * day;
const furthestAhead = 366 * day;
/** What an entry may begin before now: a slow form, a clock that is wrong. Who answered in the past is not rewritten. */
const grace = 15 * minute;

const refuse = (pointer: string, zh: string, en: string): CaseFailure =>
  new CaseFailure('InvalidInput', `${zh}。${en}.`, [{ pointer, message: `${zh} ${en}` }]);

/** @throws CaseFailure InvalidInput for a span without length, in the past or far ahead */
const checkedSpan = (from: string, to: string | null): { from: string; to: string | null } => {
  const [begins, ends, now] = [Date.parse(from), to === null ? null : Date.parse(to), Date.now()];
  if (ends !== null && ends <= begins) throw refuse('/to', '结束须晚于开始', 'The end must come after the beginning');
  if (begins < now - grace) {
    throw refuse('/from', '不能补登过去的值班', 'Duty of the past cannot be entered afterwards');
  }
  if (begins > now + furthestAhead)
    throw refuse('/from', '最早可排一年以内', 'Duty can be arranged a year ahead at most');
  return { from: new Date(begins).toISOString(), to: ends === null ? null : new Date(ends).toISOString() };
};

export const dutyRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/org/:path/duty',
    {
      config: { access: staff },
      schema: {
        tags: ['organisation'],
        summary: '值班表 The roster of a unit',
        params,
        querystring: z.strictObject({ from: AnyInstant, to: AnyInstant }),
        response: {
          200: z.object({
            items: z.array(DutyEntry),
            mayArrange: z.boolean(),
            standIns: z
              .array(z.object({ person: z.string(), name: z.string(), unit: OrgPath }))
              .describe('Who can be put on duty here, the nearest first; empty for those who may not arrange it.'),
          }),
        },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const { path } = request.params;
      requireInCounty(caller, path);
      const { from, to } = request.query;
      const length = Date.parse(to) - Date.parse(from);
      if (length <= 0 || length > longestSpan) {
        throw refuse('/to', '须晚于 from，且不超过 100 天', 'It must come after "from", by 100 days at most');
      }
      const mayArrange = mayArrangeDuty(caller, path);
      return {
        items: await listDuty(db, path, { from, to }),
        mayArrange,
        standIns: mayArrange ? await standIns(db, path, countyOf(path)) : [],
      };
    },
  );

  app.post(
    '/v1/org/:path/duty',
    {
      config: { access: staff },
      schema: {
        tags: ['organisation'],
        summary: '排班 Put a person on duty',
        description:
          '可排本单位及上级单位的在岗人员；同一人在同一单位的班次不得重叠。Active people of the unit or of one above it in its county; the same person cannot stand for the unit twice at a time.',
        params,
        body: z.strictObject({ person: z.string().min(1).max(80), from: AnyInstant, to: AnyInstant.nullable() }),
        response: { 201: DutyEntry },
      },
    },
    async (request, reply) => {
      const caller = personOf(request);
      const { path } = request.params;
      requireRoster(caller, path);
      if (!(await activeUnits(db.pool, [path])).has(path)) {
        throw new CaseFailure('UnknownUnit', `没有单位 ${path}，或已停用。There is no active unit ${path}.`);
      }
      const { person } = request.body;
      const span = checkedSpan(request.body.from, request.body.to);
      if (!(await standIns(db, path, countyOf(path))).some((each) => each.person === person)) {
        throw refuse(
          '/person',
          '只能安排本单位或其上级单位的在岗人员',
          'Only people in service of the unit or of one above it can stand for it',
        );
      }
      const entered: Duty | null = await enterDuty(db, { unit: path, person, ...span, by: caller.person });
      if (!entered) {
        throw refuse('/person', '此人在该时段已有值班', 'This person is on duty there in that time already');
      }
      return reply.code(201).send(entered);
    },
  );

  app.post(
    '/v1/org/:path/duty/:id/end',
    {
      config: { access: staff },
      schema: {
        tags: ['organisation'],
        summary: '结束或取消值班 End duty, or call off one that has not begun',
        params: params.extend({ id: OrdinalInPath }),
        body: z.strictObject({ at: AnyInstant.optional().describe('Now unless told.') }),
        response: { 200: DutyEntry },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const { path, id } = request.params;
      requireRoster(caller, path);
      const at = request.body.at === undefined ? Date.now() : Date.parse(request.body.at);
      if (at < Date.now() - grace) throw refuse('/at', '不能改为过去结束', 'Duty cannot be ended in the past');
      const ended = await endDuty(db, { unit: path, id, at: new Date(at).toISOString(), by: caller.person });
      if (!ended) {
        throw new CaseFailure('NotFound', '没有这条值班，或已经结束。There is no such entry, or it has ended.');
      }
      return ended;
    },
  );
};
