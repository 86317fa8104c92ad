// The one map from whatever was thrown (our own failures, validation, Fastify, PostgreSQL, the engine) to a failure with a code.
// What is not known becomes Internal: its details go to the log, never to the caller.
import type { FastifyError, FastifyInstance, FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { troubleOf } from '../db/trouble.ts';
import { CaseFailure, type FailureCode, failures } from '../workflows/contract/failures.ts';
import { type Finding, problemsOf, sendProblem } from './problems.ts';
import { StaleVersion } from './stale-version.ts';

const sentences: Partial<Record<FailureCode, string>> = {
  Malformed: '内容含有无法存储的字符，请去掉。It holds characters that cannot be stored; take them out.',
  DatabaseUnavailable: '数据库暂不可用，请稍后用同一幂等键重试。The database is away; repeat later with the same key.',
  StorageFull: '存储空间不足，请联系管理员扩容后重试。The storage is full; ask the operator, then repeat.',
  Internal: '内部错误，请把 traceId 告知管理员。Something went wrong here; give the operator the traceId.',
  NotFound: '没有这个地址，接口清单见 /docs。No such address; /docs lists them all.',
  TooLarge:
    '内容过大：登录最大 4 KB，其他 JSON 最大 1 MB，附件最大 10 MB。Too large: 4 KB to sign in, 1 MB of other JSON, 10 MB a file.',
  UnsupportedMediaType:
    '请用 Content-Type: application/json。Send application/json (files: image/jpeg, image/png, image/webp, application/pdf).',
  TooManyRequests: '请求过于频繁，请稍后再试。Too many requests; wait as Retry-After says.',
};

const known = (code: FailureCode): CaseFailure => new CaseFailure(code, sentences[code] ?? failures[code].title);

const fastifyCodes: Record<string, FailureCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'TooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UnsupportedMediaType',
  FST_ERR_MAX_PARAM_LENGTH: 'NotFound',
};

/** The error and what caused it, outermost first. */
function* chain(error: unknown): Generator<unknown> {
  let each = error;
  for (let depth = 0; each && depth < 6; depth++) {
    yield each;
    each = (each as { cause?: unknown }).cause;
  }
}

/** Characters that PostgreSQL cannot hold (NUL), where no schema looked for them. */
const unstorable = ['22021', '22P05'];

const ofDatabase = (error: unknown): CaseFailure | null => {
  const trouble = troubleOf(error);
  if (trouble) return known(trouble === 'full' ? 'StorageFull' : 'DatabaseUnavailable');
  return unstorable.includes((error as { code?: string }).code ?? '') ? known('Malformed') : null;
};

/** A part of a request that its schema refuses; Fastify adds which part. */
class NotAsDescribed extends Error {
  readonly findings: readonly Finding[];
  declare readonly validationContext?: string;
  constructor(findings: readonly Finding[]) {
    super('A request is not as its schema says.');
    this.findings = findings;
  }
}

/** Checks requests against their schemas, which are zod's. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data: unknown) => {
    const parsed = schema.safeParse(data);
    return parsed.success ? { value: parsed.data } : { error: new NotAsDescribed(parsed.error.issues as Finding[]) };
  };

const ofValidation = (error: unknown): CaseFailure | null => {
  if (!(error instanceof NotAsDescribed)) return null;
  const problems = problemsOf(error.findings);
  const list = problems.map(({ pointer, message }) => `${pointer} ${message}`.trim()).join('; ');
  switch (error.validationContext) {
    case 'body':
      return new CaseFailure(
        'InvalidInput',
        `内容不符合要求，请按 errors 逐项更正。Mend what "errors" lists: ${list}`,
        problems,
      );
    case 'params':
      return new CaseFailure('NotFound', '没有这个地址，请核对编号。Nothing has this address; check its number.');
    default:
      return new CaseFailure(
        'Malformed',
        `查询参数有误，请按 errors 更正。The query cannot be read: ${list}`,
        problems,
      );
  }
};

const ofFastify = (error: unknown): CaseFailure | null => {
  const { code, statusCode, message } = error as FastifyError;
  if (typeof code === 'string' && fastifyCodes[code]) return known(fastifyCodes[code]);
  if (statusCode === 429) return known('TooManyRequests');
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return null;
  return new CaseFailure('Malformed', `请求无法读取，请检查地址与正文。The request cannot be read: ${message}`);
};

/** Any error as a failure with a code. */
export const toFailure = (error: unknown): CaseFailure => {
  for (const each of chain(error)) {
    const found = each instanceof CaseFailure ? each : (ofValidation(each) ?? ofDatabase(each) ?? ofFastify(each));
    if (found) return found;
  }
  return known('Internal');
};

/**
 * An error as it may be logged: where it came from and its code. Drivers put values (and with them personal data) into messages
 * and details, so of a database error only the names are kept.
 */
export const loggable = (error: unknown): object => {
  const root = [...chain(error)].at(-1) as Partial<Record<string, string>> & Error;
  const frames = (root.stack ?? '').split('\n').slice(1).join('\n');
  const ofPostgres = typeof root.severity === 'string' || /^[0-9A-Z]{5}$/.test(String(root.code));
  return ofPostgres
    ? {
        kind: 'database',
        code: root.code,
        table: root.table,
        constraint: root.constraint,
        routine: root.routine,
        frames,
      }
    : { kind: root.name, code: root.code, message: root.message, frames };
};

/** Sets the handlers of errors and of unknown addresses; must come before any route. */
export const useProblems = (app: FastifyInstance): void => {
  app.setErrorHandler((error, request, reply) => {
    const failure = toFailure(error);
    const { status } = failures[failure.code];
    if (status >= 500)
      request.log[status === 500 ? 'error' : 'warn']({ failure: failure.code, why: loggable(error) }, 'failed');
    else request.log.info({ failure: failure.code }, 'refused');
    return sendProblem(reply, failure, error instanceof StaleVersion ? { seq: error.seq } : {});
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, known('NotFound')));
};
