// One table of everything that can be refused or go wrong, for the workflow, the activities, the API and the CLI.
// `api/errors.ts` maps it to RFC 9457 problem+json; the workflow throws it as an ApplicationFailure whose type is the code.

interface FailureKind {
  /** HTTP status of the problem. */
  readonly status: number;
  /** True when asking again, unchanged and with the same key, can succeed. */
  readonly retryable: boolean;
  readonly title: string;
}

export const failures = {
  Malformed: { status: 400, retryable: false, title: '请求格式有误 The request cannot be read' },
  InvalidInput: { status: 422, retryable: false, title: '内容不符合要求 The content is not valid' },
  Unauthenticated: { status: 401, retryable: false, title: '请先登录 Sign in first' },
  SignInFailed: { status: 401, retryable: false, title: '用户名或密码不正确 Wrong user name or password' },
  LockedOut: { status: 429, retryable: true, title: '尝试次数过多，已暂时锁定 Too many attempts, locked for a while' },
  RequestTimeout: { status: 408, retryable: true, title: '请求未能及时收完 The request did not arrive in time' },
  TooManyRequests: { status: 429, retryable: true, title: '请求过于频繁 Too many requests' },
  NotAuthorised: { status: 403, retryable: false, title: '无权进行此操作 You may not do this' },
  CrossSite: { status: 403, retryable: false, title: '拒绝来自其他网站的请求 Refused, as it comes from another site' },
  NotFound: { status: 404, retryable: false, title: '未找到 Not found' },
  UnknownAction: { status: 404, retryable: false, title: '没有这项操作 There is no such action' },
  IllegalAction: { status: 409, retryable: false, title: '当前环节不能进行此操作 Not possible in the present step' },
  UnknownUnit: { status: 422, retryable: false, title: '没有这个单位 There is no such unit' },
  StaleVersion: { status: 412, retryable: false, title: '事项已被他人更新 Somebody acted first' },
  KeyReused: {
    status: 422,
    retryable: false,
    title: '幂等键已用于其他内容 The idempotency key was used with another body',
  },
  KeyInFlight: { status: 409, retryable: true, title: '同一请求正在处理 The same request is being handled' },
  TooLarge: { status: 413, retryable: false, title: '内容过大 The content is too large' },
  UnsupportedMediaType: { status: 415, retryable: false, title: '不支持的内容类型 Unsupported content type' },
  CalendarYearMissing: {
    status: 422,
    retryable: false,
    title: '该年度工作日历尚未发布 The working calendar of that year is missing',
  },
  CaseTypeInvalid: { status: 422, retryable: false, title: '事项类型未通过检查 The case type fails its checks' },
  RehearsalOnly: { status: 409, retryable: false, title: '仅限演练事项 Only for rehearsal cases' },
  CaseBusy: { status: 503, retryable: true, title: '事项正忙，请稍后重试 The case is busy, try again soon' },
  EngineUnavailable: { status: 503, retryable: true, title: '流程引擎暂不可用 The workflow engine is away' },
  DatabaseUnavailable: { status: 503, retryable: true, title: '数据库暂不可用 The database is away' },
  StorageFull: { status: 507, retryable: true, title: '存储空间不足 The storage is full' },
  OutcomeUnknown: {
    status: 503,
    retryable: true,
    title: '结果未知，请用同一幂等键重试 Outcome unknown, ask again with the same key',
  },
  Unstorable: {
    status: 500,
    retryable: false,
    title: '数据库无法保存这一步 The database cannot hold this step',
  },
  LedgerDiverged: {
    status: 500,
    retryable: false,
    title: '台账与流程不一致，已停办待查 The ledger and the workflow disagree',
  },
  VaultAltered: {
    status: 500,
    retryable: false,
    title: '原文或附件与台账不符，不予提供 A text or file is not the one that the ledger refers to',
  },
  CaseTypeAltered: {
    status: 500,
    retryable: false,
    title: '事项类型与发布的不符，不予采用 The case type is not the one that was published',
  },
  Internal: { status: 500, retryable: false, title: '内部错误 Internal error' },
} as const satisfies Record<string, FailureKind>;

export type FailureCode = keyof typeof failures;

/** One finding about one field; `pointer` is a JSON pointer into the request body. */
export interface FieldProblem {
  pointer: string;
  message: string;
}

/** A refusal or failure with its code; `message` is a sentence that says what is wrong and what to do. */
export class CaseFailure extends Error {
  readonly code: FailureCode;
  readonly problems: FieldProblem[];
  constructor(code: FailureCode, message: string, problems: FieldProblem[] = []) {
    super(message);
    this.name = 'CaseFailure';
    this.code = code;
    this.problems = problems;
  }
}

/** What a refusal as StaleVersion says. @param seq the number of the case's last event */
export const staleSentence = (seq: number): string =>
  `事项已更新到第 ${seq} 步，请刷新后再试。The case is at ${seq} by now; fetch it and decide again.`;

export const isFailureCode = (code: unknown): code is FailureCode => typeof code === 'string' && code in failures;
