// 查看留痕: GET /v1/cases/{caseNo}/looks: who was shown a case's words, or handed its files.
import { z } from 'zod';
import { LookPosition, listLooks, lookKinds } from '../../db/looks.ts';
import { unitNames } from '../../db/org.ts';
import { personNames } from '../../db/people.ts';
import { Role } from '../../workflows/contract/actor.ts';
import { CaseNo, Instant } from '../../workflows/contract/ids.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { auditors, personOf } from '../auth.ts';
import type { Person } from '../caller.ts';
import type { CaseDesk } from '../case-desk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import type { Looks } from '../looks.ts';
import type { App } from '../typed-app.ts';

const Look = z
  .object({
    id: z.int(),
    at: Instant,
    kind: z.enum(lookKinds).describe('Its words, a file of it, its ledger; its ledger and its histories as files.'),
    part: z.string().nullable().describe("An attachment's reference, a run's number; null: there is one."),
    by: z.object({
      person: z.string().describe('`resident`: whoever holds the receipt.'),
      name: z.string().nullable(),
      role: Role,
      unit: OrgPath.describe('In whose name they looked; of a resident, the area that they live in.'),
      unitName: z.string(),
    }),
  })
  .meta({ id: 'Look' });

/**
 * Of whose looks the caller is told: an auditor of everybody's. Whoever answers for others is told of theirs; what other offices looked at is
 * not theirs to follow, and neither is an audit.
 */
const toldOf = ({ role, unit }: Person): OrgPath | null => (role === 'auditor' ? null : unit);

export const lookRoutes = (app: App, { db }: ApiDeps, desk: CaseDesk, looks: Looks): void => {
  app.get(
    '/v1/cases/:caseNo/looks',
    {
      config: { access: auditors },
      schema: {
        tags: ['audit'],
        summary: '查看留痕 Who looked at a case, the latest first',
        description:
          '审计可见全部，其他人员只见本单位及下级（不含审计）。Auditors are told of everybody, others of their own unit and those below, without auditors. Looks of one person at the same within ten minutes are one.',
        params: z.object({ caseNo: CaseNo }),
        querystring: z.strictObject({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: z.object({ items: z.array(Look), next: z.string().nullable() }) },
      },
    },
    async (request) => {
      const { caseNo } = request.params;
      const { cursor, limit } = request.query;
      const caller = personOf(request);
      await desk.find(caller, caseNo);
      const before = cursor === undefined ? null : decodeCursor(cursor, LookPosition);
      await looks.settle();
      const found = await listLooks(db, caseNo, { of: toldOf(caller), before, limit: limit + 1 });
      const shown = found.slice(0, limit);
      const [people, units] = await Promise.all([
        personNames(db, [...new Set(shown.map(({ person }) => person))]),
        unitNames(db, [...new Set(shown.map(({ unit }) => unit))]),
      ]);
      const last = shown.at(-1);
      return {
        items: shown.map(({ id, at, kind, part, person, role, unit }) => ({
          id,
          at,
          kind,
          part,
          by: { person, name: people.get(person) ?? null, role, unit, unitName: units.get(unit) ?? unit },
        })),
        next: found.length > limit && last ? encodeCursor({ at: last.at, id: last.id }) : null,
      };
    },
  );
};
