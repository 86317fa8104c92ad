// GET /v1/cases: the work list. GET /v1/cases/{caseNo}: one case, who answers for it, its clocks and what the caller may do.

import { z } from 'zod';
import { CasePosition, listCases } from '../../db/cases.ts';
import { AnyInstant } from '../../db/storable.ts';
import { readListSurroundings } from '../../db/surroundings.ts';
import { CaseTypeDefinition, Phase, Source, StepName } from '../../workflows/contract/case-type.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { PlainText } from '../../workflows/contract/fields.ts';
import { CaseNo } from '../../workflows/contract/ids.ts';
import { OrgPath } from '../../workflows/contract/org-path.ts';
import { callerOf, everyone, personOf, staff } from '../auth.ts';
import { scopeOf } from '../caller.ts';
import { workListItem } from '../case-answer.ts';
import type { CaseDesk } from '../case-desk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import type { Looks } from '../looks.ts';
import { CaseAnswer, CaseList } from '../schemas.ts';
import { readsMasked, titleRef } from '../texts.ts';
import type { App } from '../typed-app.ts';

const Query = z.strictObject({
  phase: Phase.optional(),
  step: StepName.optional(),
  type: CaseTypeDefinition.shape.name.optional(),
  source: Source.optional(),
  unit: OrgPath.optional().describe('Cases in which this unit, or one below it, has a part.'),
  area: OrgPath.optional().describe('Cases that happened in this very unit, not in one below it.'),
  responsible: OrgPath.optional().describe('Cases that this very unit answers for.'),
  acting: OrgPath.optional().describe(
    'Cases that this very unit must act on: it answers for them, or goes on working after an escalation.',
  ),
  status: z.enum(['open', 'closed', 'archived']).optional(),
  overdue: z.stringbool().optional(),
  supervised: z.stringbool().optional().describe('A card stands until it is answered.'),
  dueBefore: AnyInstant.optional(),
  caseNo: CaseNo.optional().describe(
    'Whether this very case is among what is asked for; what comes is one line or none.',
  ),
  q: PlainText.pipe(z.string().trim().min(1).max(100))
    .optional()
    .describe(
      'Part of a case number, or words, as far as the caller may read them. A whole number finds its case, whatever else is asked.',
    ),
  rehearsals: z.stringbool().default(false).describe('List rehearsals instead of real cases.'),
  sort: z.enum(['slack', '-received']).default('slack').describe('By time left, or the latest first.'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Searching words would tell an administrator what the texts hold. @throws CaseFailure NotAuthorised */
const requireCaseNumber = (q: string | undefined): void => {
  if (q === undefined || CaseNo.safeParse(q).success) return;
  throw new CaseFailure(
    'NotAuthorised',
    '管理员只能按完整事项编号查找。Administrators search by whole case numbers only.',
  );
};

export const caseRoutes = (app: App, { db }: ApiDeps, desk: CaseDesk, looks: Looks): void => {
  app.get(
    '/v1/cases',
    {
      config: { access: staff },
      schema: { tags: ['cases'], summary: '事项列表 The work list', querystring: Query, response: { 200: CaseList } },
    },
    async (request) => {
      const caller = personOf(request);
      const { sort, cursor, limit, ...filter } = request.query;
      if (caller.role === 'administrator') requireCaseNumber(filter.q);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, CasePosition);
      const { items, next } = await listCases(
        db,
        scopeOf(caller),
        { ...filter, exceptReporter: readsMasked(caller) },
        { sort, after, limit },
      );
      const states = items.map(({ state }) => state);
      const beside = await readListSurroundings(db, {
        units: [...new Set(states.flatMap(({ intake, responsible }) => [intake.area, responsible]))],
        responsible: [...new Set(states.map(({ responsible }) => responsible))],
        texts: states.flatMap((state) => titleRef(state, caller) ?? []),
      });
      const now = new Date();
      return {
        items: await Promise.all(
          items.map(async (found) =>
            workListItem(found, caller, await desk.definitionToShow(found.state.type), beside, now),
          ),
        ),
        next: next && encodeCursor(next),
      };
    },
  );

  app.get(
    '/v1/cases/:caseNo',
    {
      config: { access: everyone },
      schema: {
        tags: ['cases'],
        summary: '事项 A case',
        params: z.object({ caseNo: CaseNo }),
        response: { 200: CaseAnswer },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const state = await desk.find(caller, request.params.caseNo);
      const answer = await desk.answer(caller, state);
      looks.show(caller, state, 'case');
      // For If-Match only. It says how far the case has come, not who asked nor what units are called by now: no answer is spared by it.
      return reply.header('etag', answer.etag).send(answer);
    },
  );
};
