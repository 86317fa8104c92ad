// GET /v1/stats/overview: how the zone stands, counted over the cases in the caller's scope; rehearsals stay out unless asked for.

import { z } from 'zod';
import { overview } from '../../db/stats.ts';
import { AnyInstant } from '../../db/storable.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { personOf, staff } from '../auth.ts';
import { scopeOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { App } from '../typed-app.ts';

const Counts = z.record(z.string(), z.int());

const Overview = z
  .object({
    received: z.int(),
    closed: z.int(),
    closureRate: z.number().nullable().describe('Closed of received, 0 to 1; null when none was received.'),
    open: z.int(),
    withResponsible: z
      .int()
      .describe('Open ones whose responsible party is in service and has people or somebody on duty.'),
    overdue: z.int(),
    onTime: z.int().describe('Closed ones that were never overdue.'),
    onTimeRate: z.number().nullable(),
    bySource: Counts,
    byPhase: Counts.describe('Open ones.'),
    byUnit: Counts.describe('Open ones by the very unit that is responsible.'),
    byBranch: Counts.describe('Open ones by every unit that is responsible itself or through a unit below it.'),
    byType: Counts,
  })
  .meta({ id: 'Overview' });

export const statsRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/stats/overview',
    {
      config: { access: staff },
      schema: {
        tags: ['statistics'],
        summary: '总览 Overview',
        querystring: z.strictObject({
          unit: OrgPath.optional().describe('Only cases in which this unit, or one below it, has a part.'),
          from: AnyInstant.optional(),
          to: AnyInstant.optional(),
          rehearsals: z.stringbool().default(false),
        }),
        response: { 200: Overview },
      },
    },
    async (request) => overview(db, scopeOf(personOf(request)), request.query),
  );
};
