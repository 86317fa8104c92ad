// 督办: GET /v1/stats/overdue counts by unit what is late, will be soon, or carries a card; GET /v1/overdue lists those cases with who
// answers for each and what the caller may do about it.
import { z } from 'zod';
import { CasePosition } from '../../db/cases.ts';
import { onDutyAt } from '../../db/duty.ts';
import { unitNames } from '../../db/org.ts';
import {
  countSlips,
  listSlipping,
  rungs,
  type SlipFilter,
  type SlippingCase,
  slips,
  type Watched,
} from '../../db/slipping.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { Level, OrgPath } from '../../workflows/contract/org-path.ts';
import { personOf, staff } from '../auth.ts';
import { briefly } from '../brief-memory.ts';
import type { Person } from '../caller.ts';
import type { CaseDesk } from '../case-desk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { SlippingList, slippingItem, unitsOf } from '../slipping-answer.ts';
import type { SoonFor } from '../soon.ts';
import type { App } from '../typed-app.ts';

const Slip = z.enum(slips);
const Rung = z
  .int()
  .min(0)
  .max(rungs - 1);

const UnitSlips = z
  .object({
    unit: OrgPath,
    rung: Rung.describe('None yet, reminded, overdue, raised one, two, three or more levels.'),
    open: z.int(),
    any: z.int().describe('Late, soon or with a card: what GET /v1/overdue lists.'),
    ...(Object.fromEntries(slips.map((slip) => [slip, z.int()] as const)) as Record<(typeof slips)[number], z.ZodInt>),
  })
  .meta({ id: 'UnitSlips', description: 'Open cases that this very unit answers for and that reached this rung.' });

const OverdueFigures = z
  .object({
    at: Instant,
    soonBefore: Instant.describe('Where one working day from now ends: what is due before it is soon.'),
    items: z
      .array(UnitSlips)
      .describe('A line for each unit that answers for open cases and each rung that they reached.'),
  })
  .meta({ id: 'OverdueFigures' });

const Query = z.strictObject({
  slip: Slip.optional().describe('One reason to watch a case; any of them unless told.'),
  within: OrgPath.optional().describe('Answered for by this unit or one below it.'),
  responsible: OrgPath.optional().describe('Answered for by this very unit.'),
  outside: z.stringbool().default(false).describe('Answered for by somebody outside your own unit.'),
  level: z
    .union([Level, z.literal('department')])
    .optional()
    .describe('Of the unit that answers.'),
  rung: z.coerce.number().pipe(Rung).optional().describe('Reached on the ladder; the last one stands for all beyond.'),
  caseNo: CaseNo.optional().describe(
    'Whether this very case is among what is asked for; what comes is one line or none.',
  ),
  rehearsals: z.stringbool().default(false),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** How long figures are kept, in ms. */
const momentMs = 1_000;

export const overdueRoutes = (app: App, { db }: ApiDeps, desk: CaseDesk, soonFor: SoonFor): void => {
  const watchedBy = async ({ unit }: Person, rehearsals: boolean): Promise<Watched> => ({
    scope: unit,
    rehearsals,
    soonBefore: await soonFor(unit),
  });
  const figures = briefly(
    momentMs,
    ({ scope, rehearsals }: Watched) => `${scope} ${rehearsals}`,
    async (by) => ({ at: new Date().toISOString(), soonBefore: by.soonBefore, items: await countSlips(db, by) }),
  );

  app.get(
    '/v1/stats/overdue',
    {
      config: { access: staff },
      schema: {
        tags: ['statistics'],
        summary: '超期与临期，按责任单位 What is late or soon, by the unit that answers',
        querystring: z.strictObject({ rehearsals: z.stringbool().default(false) }),
        response: { 200: OverdueFigures },
      },
    },
    async (request) => figures(await watchedBy(personOf(request), request.query.rehearsals)),
  );

  app.get(
    '/v1/overdue',
    {
      config: { access: staff },
      schema: {
        tags: ['cases'],
        summary: '督办清单，最急的在前 Cases that are late, soon or carry a card, the latest first',
        querystring: Query,
        response: { 200: SlippingList },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const { rehearsals, cursor, limit, ...filter } = request.query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor, CasePosition);
      const { items, next } = await listSlipping(db, await watchedBy(caller, rehearsals), filter as SlipFilter, {
        after,
        limit,
      });
      return { items: await told(items, caller), next: next && encodeCursor(next) };
    },
  );

  /** Lines in words: names, who is on duty, and what the caller may do. */
  const told = async (items: readonly SlippingCase[], caller: Person) => {
    const states = items.map(({ state }) => state);
    const [names, onDuty, definitions] = await Promise.all([
      unitNames(db, [...new Set(states.flatMap(unitsOf))]),
      onDutyAt(db, [...new Set(states.map(({ responsible }) => responsible))]),
      Promise.all(states.map(({ type }) => desk.definitionToShow(type))),
    ]);
    return items.map((item, i) => slippingItem(item, caller, { names, onDuty, definition: definitions[i] ?? null }));
  };
};
