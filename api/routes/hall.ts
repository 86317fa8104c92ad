// GET /v1/stats/hall and /v1/stats/hours: what a command hall shows, of the caller's unit or one below it. Kept for a moment, because
// walls ask all the time and many of them ask for the same.

import { z } from 'zod';
import {
  type HallFilter,
  hallFigures,
  pastDays,
  pastHours,
  type SettledPart,
  settledMoves,
  settledMs,
} from '../../db/hall.ts';
import { AnyDate } from '../../db/storable.ts';
import { Phase, phases, Source, Urgency } from '../../workflows/contract/case-type.ts';
import { eventTypes } from '../../workflows/contract/event.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { isWithin, OrgPath } from '../../workflows/contract/org-path.ts';
import { Satisfaction } from '../../workflows/contract/state.ts';
import { personOf, staff } from '../auth.ts';
import { briefly } from '../brief-memory.ts';
import type { Person } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { SoonFor } from '../soon.ts';
import type { App } from '../typed-app.ts';

/** How long figures are kept, in ms: no wall shows them more than once a second. */
const momentMs = 1_000;
/** How long past days are kept, in ms: only a case that comes to a further unit changes them. */
const pastMs = 10 * 60_000;

const Load = z.object({
  open: z.int(),
  overdue: z.int(),
  soon: z.int().describe('Due within one working day and not overdue.'),
});

const Stage = z.enum([...phases, 'closed']);

const Hall = z
  .object({
    at: Instant.describe('When all of this was so.'),
    received: z.int().describe('Since `from`, as everything up to `receivedBySource`.'),
    closed: z.int(),
    onTime: z.int().describe('Closed ones that were never overdue.'),
    satisfaction: z.record(Satisfaction, z.int()).describe('Closed ones by what the resident said last.'),
    receivedBySource: z.partialRecord(Source, z.int()),
    now: Load.extend({ withResponsible: z.int(), yellow: z.int(), red: z.int() }).describe('All open cases.'),
    byPhase: z.partialRecord(Phase, Load),
    units: z
      .array(Load.extend({ unit: OrgPath }))
      .describe('The eight units that answer for the most overdue cases, then for the most open ones.'),
    byArea: z.record(OrgPath, Load).describe('Open ones by the place where it happened, mostly grids.'),
    today: z
      .object({
        received: z.int(),
        closed: z.int().describe('Cases that a closing of today has closed: those closed again count once.'),
        returned: z.int().describe('Sent back: returned, redone, reopened, or into an earlier phase.'),
        bySource: z.partialRecord(Source, z.int()),
        moves: z.array(z.object({ from: Stage.nullable(), to: Stage, back: z.boolean(), cases: z.int() })),
        hours: z
          .array(z.object({ received: z.int(), closed: z.int() }))
          .length(24)
          .describe('Receptions and closings, each as it happened.'),
      })
      .describe("Since China's midnight; rehearsals by when they were recorded."),
    pressing: z
      .array(
        z.object({
          overdue: z.boolean(),
          caseNo: CaseNo,
          type: z.string(),
          phase: Phase,
          urgency: Urgency,
          area: OrgPath,
          responsible: OrgPath,
          due: Instant.nullable(),
          card: z.enum(['yellow', 'red']).nullable(),
        }),
      )
      .describe('The 40 that are overdue for the longest, then those that are due within one working day.'),
    news: z
      .array(
        z.object({
          caseNo: CaseNo,
          seq: z.int(),
          type: z.enum(eventTypes),
          at: Instant,
          phase: Stage,
          area: OrgPath,
          responsible: OrgPath,
        }),
      )
      .describe('The latest 40 of the last three days.'),
  })
  .meta({ id: 'Hall' });

const PastHour = z
  .object({ day: z.iso.date(), hour: z.int(), received: z.int(), closed: z.int() })
  .meta({ id: 'PastHour' });

const Asked = z.strictObject({
  unit: OrgPath.optional().describe('One below your own; your own unless told.'),
  rehearsals: z.stringbool().default(false),
});

/** @throws CaseFailure NotAuthorised for a unit that is not within the caller's */
const unitOf = (caller: Person, unit: OrgPath = caller.unit): OrgPath => {
  if (isWithin(unit, caller.unit)) return unit;
  throw new CaseFailure(
    'NotAuthorised',
    `只能查看 ${caller.unit} 及其下级。You see ${caller.unit} and what is below it.`,
  );
};

export const hallRoutes = (app: App, { db }: ApiDeps, soonFor: SoonFor): void => {
  const settled = briefly(
    settledMs,
    ({ unit, rehearsals, until }: SettledPart) => `${unit} ${rehearsals} ${until}`,
    (part) => settledMoves(db, part),
  );
  const figures = briefly(
    momentMs,
    ({ unit, from, rehearsals }: HallFilter) => `${unit} ${from} ${rehearsals}`,
    (filter) => hallFigures(db, filter, settled),
  );
  const hours = briefly(
    pastMs,
    ({ unit, days, rehearsals, today }: { unit: OrgPath; days: number; rehearsals: boolean; today: string }) =>
      `${unit} ${days} ${rehearsals} ${today}`,
    (asked) => pastHours(db, asked),
  );

  app.get(
    '/v1/stats/hall',
    {
      config: { access: staff, wall: true },
      schema: {
        tags: ['statistics'],
        summary: '指挥大厅 What the command hall shows',
        querystring: Asked.extend({
          from: AnyDate.optional().describe("China's date from which receptions are added up; all unless told."),
        }),
        response: { 200: Hall },
      },
    },
    async (request) => {
      const { from = null, rehearsals } = request.query;
      const unit = unitOf(personOf(request), request.query.unit);
      return figures({ unit, from, rehearsals, soonBefore: await soonFor(unit) });
    },
  );

  app.get(
    '/v1/stats/hours',
    {
      config: { access: staff, wall: true },
      schema: {
        tags: ['statistics'],
        summary: '分时走势 Receptions and closings by hour of the last whole days',
        querystring: Asked.extend({ days: z.coerce.number().int().min(1).max(pastDays).default(14) }),
        response: { 200: z.object({ items: z.array(PastHour) }) },
      },
    },
    async (request) => {
      const { unit, days, rehearsals } = request.query;
      const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
      return { items: await hours({ unit: unitOf(personOf(request), unit), days, rehearsals, today }) };
    },
  );
};
