// GET /v1/stream: news of the cases that the caller may see, as Server-Sent Events, for as long as the caller listens.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { type CaseNews, isPosition, type NewsRead } from '../../db/news.ts';
import { CaseFailure } from '../../workflows/contract/failures.ts';
import { callerOf, everyone, tokenOf } from '../auth.ts';
import type { Caller } from '../caller.ts';
import type { Limits } from '../deps.ts';
import type { Newsroom } from '../newsroom.ts';
import type { App } from '../typed-app.ts';

/** Bytes that wait for a listener who does not read; then it is dropped, and resumes from its last id. */
const patienceBytes = 256 * 1024;

/** Before a browser connects anew, in ms. */
const retryMs = 3_000;

const maySee = (caller: Caller, { caseNo, scopes }: CaseNews): boolean =>
  caller.kind === 'person' ? scopes.includes(caller.unit) : caller.caseNo === caseNo;

/** Only the last message has the id: what was cut off in the middle is told again. A block with nothing but an id is a heartbeat. */
const messagesOf = (caller: Caller, { news, position, complete }: NewsRead): string => {
  const told = news
    .filter((each) => maySee(caller, each))
    .map(({ scopes: _, ...each }) => `event: case\ndata: ${JSON.stringify(each)}\n`);
  if (!complete) told.push('event: missed\ndata: {}\n');
  return `${told.join('\n')}id: ${position}\n\n`;
};

export const streamRoutes = (
  app: App,
  newsroom: Newsroom,
  { streams, streamsOfOne, streamsOfResident }: Limits,
): void => {
  app.addHook('preClose', async () => newsroom.close());

  app.get(
    '/v1/stream',
    {
      config: { access: everyone, wall: true },
      schema: {
        tags: ['cases'],
        summary: '实时动态 News of cases as they happen',
        description: `Server-Sent Events (text/event-stream). 每条 event: case 的 data 为 {caseNo, seq, type, at, phase, responsible, rehearsal}：本人可见事项的一条台账记录。
断线后以 Last-Event-ID 接续，不漏；(caseNo, seq) 相同者为重复。event: missed 表示错过太多，请重新查询。
Each "case" message is one event of a case that the caller may see. Last-Event-ID resumes with nothing left out; two messages with the same (caseNo, seq) are the same event. "missed": too much has happened, ask for everything anew. A block with nothing but an id comes every 20 s.`,
        querystring: z.strictObject({
          after: z.string().max(4_000).optional().describe('As Last-Event-ID, for who cannot send headers.'),
        }),
      },
    },
    (request, reply) => {
      const caller = callerOf(request);
      const token = tokenOf(request) ?? '';
      const most = caller.kind === 'person' ? streamsOfOne : streamsOfResident;
      if (newsroom.count() >= streams || newsroom.count(caller) >= most) {
        throw new CaseFailure(
          'TooManyRequests',
          '打开的实时连接过多，请关闭一些页面。Too many streams are open; close some of the pages.',
        );
      }
      const last = request.headers['last-event-id'] ?? request.query.after;
      const since = typeof last === 'string' && last !== '' ? last : null;
      const out = new Readable({ read: () => undefined });
      const write = (read: NewsRead): void => {
        if (read.news.length > 0 && read.complete && !read.news.some((each) => maySee(caller, each))) return;
        out.push(messagesOf(caller, read));
        if (out.readableLength > patienceBytes) out.destroy();
      };
      const unknown = since !== null && !isPosition(since);
      const leave = newsroom.join({
        caller,
        token,
        since: unknown ? null : since,
        hear: write,
        end: () => out.push(null),
      });
      out.once('close', leave);
      out.push(`retry: ${retryMs}\n${unknown ? 'event: missed\ndata: {}\n' : ''}\n`);
      return (
        reply
          .type('text/event-stream; charset=utf-8')
          .header('x-accel-buffering', 'no')
          // Nothing else will be asked over it: an API that stops need not wait for the next request.
          .header('connection', 'close')
          .send(out)
      );
    },
  );
};
