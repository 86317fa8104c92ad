// The API from a page: typed calls whose refusals are errors with a code. The session is a cookie that scripts never see.
import createClient from 'openapi-fetch';
import type { FailureCode, FieldProblem } from '../../workflows/contract/failures.ts';
import type { paths, Schemas } from './api-types.ts';

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

/** A refusal or failure that the API told, or `Offline` when nothing answered. */
export class ApiError extends Error {
  readonly code: FailureCode | 'Offline';
  readonly title: string;
  readonly problems: readonly FieldProblem[];
  readonly traceId: string | null;
  /** StaleVersion: the case's last event. */
  readonly seq: number | null;
  constructor(
    problem: Partial<Omit<Schemas['Problem'], 'code'>> & {
      code: FailureCode | 'Offline';
      title: string;
      detail: string;
    },
  ) {
    super(problem.detail);
    this.name = 'ApiError';
    this.code = problem.code;
    this.title = problem.title;
    this.problems = problem.errors ?? [];
    this.traceId = problem.traceId ?? null;
    this.seq = problem.seq ?? null;
  }
}

const offline = (): ApiError =>
  new ApiError({
    code: 'Offline',
    title: '连接不上服务器 The server cannot be reached',
    detail: '连接不上服务器，请检查网络后重试。The server cannot be reached; check the network and try again.',
  });

const isProblem = (value: unknown): value is Schemas['Problem'] =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

const onSignedOut = new Set<() => void>();

/** Calls `listener` when the API says that nobody is signed in any more; returns how to stop that. */
export const whenSignedOut = (listener: () => void): (() => void) => {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
};

/**
 * The data of an answer.
 * @throws ApiError for every refusal, failure and lost connection
 */
export const ask = async <T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> => {
  const settled = await answer.catch(() => null);
  if (!settled) throw offline();
  const { data, error, response } = settled;
  if (response.ok) return data as T;
  if (!isProblem(error)) throw offline();
  if (error.code === 'Unauthenticated') for (const listener of onSignedOut) listener();
  throw new ApiError(error);
};

/** A new idempotency key: 128 random bits. `crypto.randomUUID` is missing on plain-HTTP intranets. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const sendFile = (file: Blob, person?: string): Promise<Schemas['AttachmentRef']> => {
  const headers = { 'content-type': file.type, ...(person !== undefined && { 'x-caseloop-person': person }) };
  return ask(
    fetch('/v1/attachments', { method: 'POST', headers, body: file }).then(async (response) => {
      const body: unknown = await response.json();
      return response.ok ? { data: body as Schemas['AttachmentRef'], response } : { error: body, response };
    }),
  );
};

let lastUpload: Promise<unknown> = Promise.resolve();

/**
 * Sends a file, when those before it were sent: the API takes one of each person at a time. Its reference then goes into a case or an action.
 * @param person whose file it is; whoever is signed in unless told
 * @throws ApiError Unauthenticated, too, when somebody else than that person is signed in
 */
export const upload = (file: Blob, person?: string): Promise<Schemas['AttachmentRef']> => {
  const sent = lastUpload.then(() => sendFile(file, person));
  lastUpload = sent.catch(() => undefined);
  return sent;
};

/** Where a file of a case is read. */
export const fileUrl = (caseNo: string, ref: string): string =>
  `/v1/cases/${encodeURIComponent(caseNo)}/attachments/${encodeURIComponent(ref)}`;
