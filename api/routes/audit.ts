// What auditors need who trust nobody: the ledger to the letter, the engine's histories, and the three-way check.

import { Readable } from 'node:stream';
import { z } from 'zod';
import { readRows } from '../../db/ledger.ts';
import { personNames } from '../../db/people.ts';
import { HistoryAltered, listRuns, readRuns } from '../../db/run-history.ts';
import { isSealed } from '../../db/seal.ts';
import { Ordinal } from '../../db/storable.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { CaseNo, Hash, Instant } from '../../workflows/contract/ids.ts';
import { Verdict } from '../../workflows/contract/verdict.ts';
import { auditors, callerOf } from '../auth.ts';
import type { CaseDesk } from '../case-desk.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { ledgerLines, peopleIn } from '../evidence.ts';
import type { Looks } from '../looks.ts';
import type { App } from '../typed-app.ts';

const params = z.object({ caseNo: CaseNo });
const Position = z.strictObject({ seq: Ordinal });

const LedgerRow = z
  .object({
    seq: z.int(),
    body: z.string().describe('Canonical JSON (RFC 8785), to the letter as it was hashed, without its hash.'),
    hash: z.string().describe('SHA-256 of the body, as the row says.'),
    sealed: z.boolean().describe('The row bears the HMAC of this system, whose key is outside the database.'),
    recordedAt: Instant,
  })
  .meta({ id: 'LedgerRow' });

const RunOfCase = z
  .object({
    run: z.int().describe('From 1.'),
    runId: z.string(),
    firstSeq: z.int().describe('The first event that it decided.'),
    exported: z.boolean().describe('Its history lies beside the ledger; else the engine still has it, or nobody.'),
    sha256: Hash.nullable().describe('Of the exported history.'),
  })
  .meta({ id: 'RunOfCase' });

/** Three-way checks that one person may ask for in a minute: each costs a worker up to a second. */
const proofsAMinute = 10;

export const auditRoutes = (app: App, { db, engine, keys }: ApiDeps, desk: CaseDesk, looks: Looks): void => {
  app.get(
    '/v1/cases/:caseNo/ledger',
    {
      config: { access: auditors },
      schema: {
        tags: ['audit'],
        summary: '台账原文 The ledger to the letter, for checking it without trusting the server',
        params,
        querystring: z.strictObject({
          cursor: z.string().max(200).optional(),
          limit: z.coerce.number().int().min(1).max(500).default(200),
        }),
        response: {
          200: z.object({
            items: z.array(LedgerRow),
            people: z.record(z.string(), z.string()).describe('Names of the persons that these rows name.'),
            next: z.string().nullable(),
          }),
        },
      },
    },
    async (request) => {
      const { caseNo } = request.params;
      const { cursor, limit } = request.query;
      const caller = callerOf(request);
      const state = await desk.find(caller, caseNo);
      const fromSeq = cursor === undefined ? 1 : decodeCursor(cursor, Position).seq;
      const rows = await readRows(db, caseNo, { fromSeq, limit: limit + 1 });
      const next = rows[limit];
      const shown = rows.slice(0, limit);
      looks.show(caller, state, 'ledger');
      return {
        items: shown.map(({ seal, ...row }) => ({ ...row, sealed: isSealed(keys.seal, row.hash, seal) })),
        people: Object.fromEntries(await personNames(db, peopleIn(shown))),
        next: next ? encodeCursor({ seq: next.seq }) : null,
      };
    },
  );

  app.get(
    '/v1/cases/:caseNo/ledger.jsonl',
    {
      config: { access: auditors },
      schema: {
        tags: ['audit'],
        summary: '导出台账 The ledger as a file, one event a line, as `caseloop export` writes it',
        params,
      },
    },
    async (request, reply) => {
      const { caseNo } = request.params;
      const caller = callerOf(request);
      await looks.handOut(caller, await desk.find(caller, caseNo), 'ledgerFile');
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', `attachment; filename="${caseNo}-ledger.jsonl"`)
        .send(Readable.from(ledgerLines(db, caseNo)));
    },
  );

  app.get(
    '/v1/cases/:caseNo/runs',
    {
      config: { access: auditors },
      schema: {
        tags: ['audit'],
        summary: '运行清单 The runs of the case’s workflow',
        params,
        response: { 200: z.object({ items: z.array(RunOfCase) }) },
      },
    },
    async (request) => {
      const { caseNo } = request.params;
      await desk.find(callerOf(request), caseNo);
      const runs = await listRuns(db, caseNo);
      return {
        items: runs.map(({ runId, firstSeq, sha256 }, i) => ({
          run: i + 1,
          runId,
          firstSeq,
          exported: sha256 !== null,
          sha256,
        })),
      };
    },
  );

  app.get(
    '/v1/cases/:caseNo/runs/:run/history.json',
    {
      config: { access: auditors },
      schema: {
        tags: ['audit'],
        summary: '导出运行历史 The engine’s history of a run as a file, as `caseloop export` writes it',
        params: params.extend({ run: z.coerce.number().int().positive().max(100_000) }),
      },
    },
    async (request, reply) => {
      const { caseNo, run } = request.params;
      const caller = callerOf(request);
      const state = await desk.find(caller, caseNo);
      const history = await historyOf(caseNo, run);
      await looks.handOut(caller, state, 'historyFile', String(run));
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${caseNo}-run-${run}.json"`)
        .send(history);
    },
  );

  app.post(
    '/v1/cases/:caseNo/replay',
    {
      config: { access: auditors, rateLimit: { max: proofsAMinute, timeWindow: 60_000 } },
      schema: {
        tags: ['audit'],
        summary: '三方对账 Check a case three ways: ledger, read model, replay of the engine’s histories',
        description: '不改变任何东西。Changes nothing. EngineUnavailable when no worker can replay.',
        params,
        response: { 200: Verdict.meta({ id: 'Verdict' }) },
      },
    },
    async (request) => {
      const { caseNo } = request.params;
      await desk.find(callerOf(request), caseNo);
      return engine.prove(caseNo);
    },
  );

  /** @throws CaseFailure NotFound, LedgerDiverged for one that was altered where it is kept */
  const historyOf = async (caseNo: string, number: number): Promise<string> => {
    const run = (await readRuns(db, caseNo).catch(altered))[number - 1];
    const history = run && (run.history ?? (await engine.history(run.workflowId, run.runId)));
    if (history) return history;
    throw new CaseFailure(
      'NotFound',
      '没有这次运行，或其历史已被引擎清除。There is no such run, or the engine has deleted its history.',
    );
  };
};

const altered = (error: Error): never => {
  if (!(error instanceof HistoryAltered)) throw error;
  throw new CaseFailure(
    'LedgerDiverged',
    '导出的运行历史已被改动，请从备份恢复。The exported history was altered; take it from a backup.',
  );
};
