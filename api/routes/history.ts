// What happened to a case, how its deadlines come about, and how it stood at any instant.

import { z } from 'zod';
import { readEvents, readEventsUntil } from '../../db/ledger.ts';
import { AnyInstant, Ordinal } from '../../db/storable.ts';
import { derivation } from '../../workflows/case/derivation.ts';
import { fold } from '../../workflows/case/evolve.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo, type Instant } from '../../workflows/contract/ids.ts';
import { callerOf, everyone } from '../auth.ts';
import type { CaseDesk } from '../case-desk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import type { Looks } from '../looks.ts';
import { CaseAnswer, DerivationAnswer, EventList } from '../schemas.ts';
import type { App } from '../typed-app.ts';

const params = z.object({ caseNo: CaseNo });
const Position = z.strictObject({ seq: Ordinal });

export const historyRoutes = (app: App, { db }: ApiDeps, desk: CaseDesk, looks: Looks): void => {
  app.get(
    '/v1/cases/:caseNo/events',
    {
      config: { access: everyone },
      schema: {
        tags: ['cases'],
        summary: '台账 The ledger of a case',
        params,
        querystring: z.strictObject({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: EventList },
      },
    },
    async (request) => {
      const { caseNo } = request.params;
      const { cursor, limit } = request.query;
      const caller = callerOf(request);
      const state = await desk.find(caller, caseNo);
      const fromSeq = cursor === undefined ? 1 : decodeCursor(cursor, Position).seq;
      const events = await readEvents(db, caseNo, { fromSeq, limit: limit + 1 });
      const next = events[limit];
      looks.show(caller, state, 'case');
      return {
        items: await desk.tell(caller, events.slice(0, limit)),
        next: next ? encodeCursor({ seq: next.seq }) : null,
      };
    },
  );

  app.get(
    '/v1/cases/:caseNo/clock',
    {
      config: { access: everyone },
      schema: {
        tags: ['cases'],
        summary: '时限推算 How each deadline comes about, line by line',
        params,
        response: { 200: z.object({ caseNo: CaseNo, seq: z.int(), clocks: z.array(DerivationAnswer) }) },
      },
    },
    async (request) => {
      const state = await desk.find(callerOf(request), request.params.caseNo);
      const clocks = await Promise.all(
        state.clocks.map(async (clock) => derivation(clock, await desk.calendarOf(clock.calendar))),
      );
      return { caseNo: state.caseNo, seq: state.seq, clocks };
    },
  );

  app.get(
    '/v1/cases/:caseNo/as-of',
    {
      config: { access: everyone },
      schema: {
        tags: ['cases'],
        summary: '某一时刻的状态 The state at an instant',
        params,
        querystring: z.strictObject({
          at: AnyInstant.describe('An instant, 2026-11-23T02:00:00Z'),
        }),
        response: { 200: CaseAnswer },
      },
    },
    async (request) => {
      const { caseNo } = request.params;
      const caller = callerOf(request);
      const state = await desk.find(caller, caseNo);
      const at = new Date(request.query.at);
      const events = await readEventsUntil(db, caseNo, at.toISOString() as Instant);
      if (events.length === 0) {
        throw new CaseFailure('NotFound', '该时刻尚未受理。The case had not been received at that instant.');
      }
      looks.show(caller, state, 'case');
      return desk.answer(caller, fold(events), at);
    },
  );
};
