// RFC 9457 problem details: the one shape of every refusal and failure that leaves the API.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type CaseFailure, type FailureCode, type FieldProblem, failures } from '../workflows/contract/failures.ts';

export const Problem = z
  .object({
    type: z.string().describe('urn:caseloop:problem:<code>'),
    title: z.string(),
    status: z.int(),
    /** What is wrong with this request and what to do next. */
    detail: z.string(),
    /** The path that was asked for, without its query. */
    instance: z.string(),
    code: z.enum(Object.keys(failures) as [FailureCode, ...FailureCode[]]),
    errors: z.array(
      z.object({ pointer: z.string().describe('JSON pointer into the request body'), message: z.string() }),
    ),
    /** The request's id, as in the header x-request-id and in the log. */
    traceId: z.string(),
    /** StaleVersion only: the number of the case's last event. */
    seq: z.int().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details; `code` is stable.' });
export type Problem = z.infer<typeof Problem>;

/** Problems that an answer lists: who has more of them learns nothing from the rest. */
const listed = 20;
/** Characters of a pointer and of a sentence, which may hold what the caller sent. */
const longestPointer = 200;
const longestSentence = 2_000;

const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

/** @param total of problems, of which the first ones suffice */
const few = (problems: readonly FieldProblem[], total = problems.length): FieldProblem[] => {
  // One more takes no more room than to say so.
  if (total <= listed + 1) return [...problems];
  const rest = total - listed;
  return [...problems.slice(0, listed), { pointer: '', message: `另有 ${rest} 项未列出 and ${rest} more` }];
};

/** RFC 6901. */
const pointerOf = (base: string, path: readonly PropertyKey[]): string =>
  clip(
    [base, ...path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)].join(''),
    longestPointer,
  );

/** What a schema found, as problems with pointers; each unknown name is one. The first ones, and how many there are beside. */
export const problemsOf = (findings: readonly Finding[], base = ''): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  let total = 0;
  for (const finding of findings) {
    const { path, code, keys } = finding;
    const unknown = code === 'unrecognized_keys' && keys !== undefined ? keys : null;
    total += unknown?.length ?? 1;
    const room = listed + 1 - problems.length;
    if (room <= 0) continue;
    if (unknown === null) problems.push({ pointer: pointerOf(base, path), message: messageOf(finding) });
    else
      for (const key of unknown.slice(0, room))
        problems.push({ pointer: pointerOf(base, [...path, key]), message: '没有这一项 no such field' });
  }
  return few(problems, total);
};

/** A finding of the schema library; which of these it has depends on its code. */
export interface Finding {
  path: readonly PropertyKey[];
  keys?: readonly string[];
  code?: string | undefined;
  message: string;
  expected?: unknown;
  origin?: unknown;
  minimum?: unknown;
  maximum?: unknown;
  values?: unknown;
}

/** The schema library's own sentences in Chinese as well; a sentence of ours as it is. */
const messageOf = (finding: Finding): string => {
  const { code, message } = finding;
  if (code === 'invalid_type' && message.endsWith('received undefined')) return '必填 required';
  const chinese = /^(Invalid|Too) /.test(message) ? inChinese(finding) : null;
  return chinese === null ? message : `${chinese} ${message}`;
};

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '“是”或“否”（true / false）',
  array: '列表',
  object: '对象',
};

const inChinese = ({ code, expected, origin, minimum, maximum, values }: Finding): string | null => {
  const unit = origin === 'string' ? '个字符' : origin === 'array' ? '项' : '';
  if (code === 'invalid_type') return `应为${kinds[String(expected)] ?? String(expected)}。`;
  if (code === 'invalid_value' && Array.isArray(values)) return `只能是 ${values.join('、')}。`;
  if (code === 'too_small') return `太短或太小，下限 ${String(minimum)}${unit && ` ${unit}`}。`;
  if (code === 'too_big') return `太长或太大，上限 ${String(maximum)}${unit && ` ${unit}`}。`;
  return code === 'invalid_format' ? '格式不对。' : null;
};

/** Seconds after which a repetition is worth it. */
const retryAfter: Partial<Record<FailureCode, number>> = {
  KeyInFlight: 2,
  CaseBusy: 2,
  OutcomeUnknown: 2,
  EngineUnavailable: 5,
  DatabaseUnavailable: 5,
  StorageFull: 60,
  TooManyRequests: 30,
  LockedOut: 300,
};

/** Stale writes also say where the case stands now. */
export interface Extras {
  seq?: number;
  /** Overrides the table's Retry-After, in seconds. */
  retryAfterSeconds?: number;
}

/** Answers a failure. The body of a 5xx never says more than its code's own sentence. */
export const sendProblem = (reply: FastifyReply, failure: CaseFailure, extras: Extras = {}): FastifyReply => {
  const { status, title } = failures[failure.code];
  const { request } = reply;
  const body: Problem = {
    type: `urn:caseloop:problem:${failure.code}`,
    title,
    status,
    detail: clip(failure.message, longestSentence),
    instance: request.url.split('?')[0] ?? '/',
    code: failure.code,
    errors: few(failure.problems),
    traceId: request.id,
    ...(extras.seq !== undefined && { seq: extras.seq }),
  };
  const seconds = extras.retryAfterSeconds ?? retryAfter[failure.code];
  if (seconds !== undefined) void reply.header('retry-after', String(seconds));
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="caseloop"');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
};

/** What Node says of a connection: the failure, and in words. */
const broken: Record<string, { code: FailureCode; status: number; detail: string }> = {
  HPE_HEADER_OVERFLOW: { code: 'TooLarge', status: 431, detail: '请求头过大。The header fields are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'RequestTimeout',
    status: failures.RequestTimeout.status,
    detail:
      '网络太慢，请求没有及时收完，请重试。The network is slow, and the request did not arrive in time; try again.',
  },
};
const unreadable: (typeof broken)[string] = {
  code: 'Malformed',
  status: failures.Malformed.status,
  detail: '不是合法的 HTTP 请求。This is not a well-formed HTTP request.',
};

/** Answers what is no HTTP request at all, one that does not come to its end, or one whose header fields are too large, and hangs up. */
export const answerBrokenRequest = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { code, status, detail } = broken[error.code ?? ''] ?? unreadable;
  const body = JSON.stringify({
    type: `urn:caseloop:problem:${code}`,
    title: failures[code].title,
    status,
    detail,
    instance: '/',
    code,
    errors: [],
    traceId: 'none',
  } satisfies Problem);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
};
