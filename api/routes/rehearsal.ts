// POST /v1/cases/{caseNo}/rehearsal/advance: lets the time of a rehearsal pass on the real engine, by exactly so much.
import { Duration } from 'luxon';
import { z } from 'zod';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo } from '../../workflows/contract/ids.ts';
import { callerOf, workers } from '../auth.ts';
import type { CaseDesk } from '../case-desk.ts';
import type { ApiDeps } from '../deps.ts';
import { CaseAnswer } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const longestMs = Duration.fromObject({ days: 200 }).toMillis();

/** Milliseconds of a positive ISO 8601 duration in weeks, days, hours, minutes and seconds; null for anything else. */
export const durationMs = (text: string): number | null => {
  const duration = Duration.fromISO(text);
  const ambiguous = duration.years !== 0 || duration.months !== 0;
  return duration.isValid && !ambiguous && duration.toMillis() > 0 ? duration.toMillis() : null;
};

export const rehearsalRoutes = (app: App, { engine, rehearsals }: ApiDeps, desk: CaseDesk): void => {
  app.post(
    '/v1/cases/:caseNo/rehearsal/advance',
    {
      config: { access: workers },
      schema: {
        tags: ['rehearsal'],
        summary: '演练：让时间前进 Let time pass in a rehearsal',
        description: '仅限演练事项。Only for cases opened with `rehearsal: true`; timers on the way fire.',
        params: z.object({ caseNo: CaseNo }),
        body: z.strictObject({
          duration: z.string().max(40).describe('ISO 8601, such as PT3H or P15D; at most P200D'),
        }),
        response: { 200: CaseAnswer },
      },
    },
    async (request, reply) => {
      const { caseNo } = request.params;
      const caller = callerOf(request);
      const ms = durationMs(request.body.duration);
      if (ms === null || ms > longestMs) {
        throw new CaseFailure(
          'InvalidInput',
          '时长应如 PT3H、P15D，最长 P200D。Give a duration such as PT3H or P15D, at most P200D.',
          [{ pointer: '/duration', message: '如 PT3H，最长 P200D such as PT3H, at most P200D' }],
        );
      }
      const { rehearsal } = await desk.find(caller, caseNo);
      if (!rehearsals || !rehearsal) {
        throw new CaseFailure(
          'RehearsalOnly',
          '真实事项的时间不能跳过。Only the time of a rehearsal can be skipped, and only where CASELOOP_REHEARSALS is on.',
        );
      }
      const { seq } = await engine.advance(caseNo, ms);
      const answer = await desk.answer(caller, await desk.reached(caller, caseNo, seq));
      return reply.header('etag', answer.etag).send(answer);
    },
  );
};
