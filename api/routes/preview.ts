// POST /v1/actions/{action}/preview: which of several cases allow an action now, and what stands against it in the others. Nothing is done.
import { z } from 'zod';
import { readCases } from '../../db/cases.ts';
import { legalAction } from '../../workflows/case/actions.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo } from '../../workflows/contract/ids.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import { personOf, workers } from '../auth.ts';
import { actingOn, type Person } from '../caller.ts';
import type { CaseDesk } from '../case-desk.ts';
import type { ApiDeps } from '../deps.ts';
import { OfferedAction } from '../schemas.ts';
import { etagOf } from '../stale-version.ts';
import type { App } from '../typed-app.ts';

const Preview = z
  .object({
    offered: OfferedAction.omit({ to: true }).nullable().describe('The form, when one of the cases allows the action.'),
    items: z.array(
      z.object({
        caseNo: CaseNo,
        etag: z.string().nullable().describe('For If-Match; null when the caller sees no such case.'),
        why: z.string().nullable().describe('What stands against it; null: it may be done.'),
      }),
    ),
  })
  .meta({ id: 'ActionPreview' });

export const previewRoutes = (app: App, { db }: ApiDeps, desk: CaseDesk): void => {
  /** The action as it is offered, or what stands against it. */
  const offerOf = async (caller: Person, state: CaseState, action: string) => {
    try {
      const { typed: _, ...offered } = legalAction(
        state,
        await desk.definitionOf(state.type),
        actingOn(caller, state).authority,
        action,
      );
      return { offered, why: null };
    } catch (error) {
      if (!(error instanceof CaseFailure)) throw error;
      return { offered: null, why: error.message };
    }
  };

  app.post(
    '/v1/actions/:action/preview',
    {
      config: { access: workers },
      schema: {
        tags: ['cases'],
        summary: '批量办理预览 Which of several cases allow an action',
        params: z.object({ action: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/) }),
        body: z.strictObject({ caseNos: z.array(CaseNo).min(1).max(200) }),
        response: { 200: Preview },
      },
    },
    async (request) => {
      const caller = personOf(request);
      const caseNos = [...new Set(request.body.caseNos)];
      const states = await readCases(db, [caller.unit], caseNos);
      const offers = new Map(
        await Promise.all(
          states.map(
            async (state) =>
              [
                state.caseNo,
                { etag: etagOf(state.seq), ...(await offerOf(caller, state, request.params.action)) },
              ] as const,
          ),
        ),
      );
      const notSeen = { etag: null, why: '没有这个事项，或不在您的范围内。No such case, or it is outside your scope.' };
      return {
        offered: [...offers.values()].find(({ offered }) => offered !== null)?.offered ?? null,
        items: caseNos.map((caseNo) => {
          const { etag, why } = offers.get(caseNo) ?? notSeen;
          return { caseNo, etag, why };
        }),
      };
    },
  );
};
