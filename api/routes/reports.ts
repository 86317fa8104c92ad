// GET /v1/reports: what the caller reported, and what became of each. A request that is received and not opened yet is in it, too.
import { z } from 'zod';
import { CasePosition } from '../../db/cases.ts';
import { unitNames } from '../../db/org.ts';
import { listReported } from '../../db/reported.ts';
import { Urgency } from '../../workflows/contract/case-type.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { personOf, workers } from '../auth.ts';
import { identityOf } from '../caller.ts';
import { listItem } from '../case-answer.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { CaseListItem } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const Report = z
  .object({
    caseNo: CaseNo,
    receivedAt: Instant,
    category: z.string(),
    urgency: Urgency,
    area: OrgPath,
    areaName: z.string(),
    case: CaseListItem.nullable().describe('Null: received, and opened in a moment.'),
  })
  .meta({ id: 'Report' });

export const reportRoutes = (app: App, { db }: ApiDeps): void => {
  app.get(
    '/v1/reports',
    {
      config: { access: workers },
      schema: {
        tags: ['cases'],
        summary: '我的上报 What I reported, the latest first',
        querystring: z.strictObject({
          cursor: z.string().max(400).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ items: z.array(Report), next: z.string().nullable() }) },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const { cursor, limit } = request.query;
      const after = cursor === undefined ? undefined : decodeCursor(cursor, CasePosition);
      const { items, next } = await listReported(db, { units: [caller.unit] }, identityOf(caller), { after, limit });
      const names = await unitNames(db, [
        ...new Set(items.flatMap(({ intake, found }) => [intake.area, ...(found ? [found.state.responsible] : [])])),
      ]);
      const now = new Date();
      return {
        items: items.map(({ caseNo, intake: { receivedAt, category, urgency, area }, found }) => ({
          caseNo,
          receivedAt,
          category,
          urgency,
          area,
          areaName: names.get(area) ?? area,
          case: found && listItem(found, names, now),
        })),
        next: next && encodeCursor(next),
      };
    },
  );
};
