// The commands' only way into the running system: its HTTP API, as any other program would use it. Signs each person in once, gives
// every act an idempotency key, and repeats an act under the same key when the system says that this is safe.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseAnswer, EventAnswer } from '../api/schemas.ts';
import type { SignIn } from '../seed/sign-ins.ts';
import type { AttachmentRef } from '../workflows/contract/vault.ts';

/** A problem that the API answered (RFC 9457). */
class ApiProblem extends Error {
  readonly code: string;
  /** When to ask again, in ms, where the API said so. */
  readonly retryAfter: number | null;
  constructor(code: string, message: string, retryAfter: number | null) {
    super(message);
    this.name = 'ApiProblem';
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export interface NewCase {
  source: string;
  category: string;
  area: string;
  urgency: string;
  description: string;
  reporter?: string;
  place?: string;
  type?: string;
  attachments?: string[];
  rehearsal: boolean;
}

export interface Client {
  receive(as: SignIn, body: NewCase): Promise<CaseAnswer>;
  act(as: SignIn, caseNo: string, action: string, input: Record<string, unknown>, reason?: string): Promise<CaseAnswer>;
  /** Lets a rehearsal's time pass; `duration` in ISO 8601, such as PT3H. */
  advance(as: SignIn, caseNo: string, duration: string): Promise<CaseAnswer>;
  read(as: SignIn, caseNo: string): Promise<CaseAnswer>;
  /** All events, from the first. */
  events(as: SignIn, caseNo: string): Promise<EventAnswer[]>;
  get<T>(as: SignIn, path: string): Promise<T>;
  /** For what may be sent twice. */
  post<T>(as: SignIn, path: string, body: unknown): Promise<T>;
  put<T>(as: SignIn, path: string, body: unknown): Promise<T>;
  upload(as: SignIn, mediaType: string, bytes: Uint8Array<ArrayBuffer>): Promise<AttachmentRef>;
}

interface Ask {
  as: SignIn;
  path: string;
  body?: unknown;
  /** Sent as it is instead of JSON. */
  file?: { mediaType: string; bytes: Uint8Array<ArrayBuffer> };
  key?: string;
  /** POST when there is a body, unless told. */
  method?: string;
  /** Failures after which it may be asked again; those that are safe under a key, unless told. */
  repeatAfter?: ReadonlySet<string>;
}

/** The waits before something is asked again, in ms, where the API does not say how long. */
const waits = [300, 1000, 2000, 4000];

/** Asks again after these failures, but not for ever. */
const patiently = async <T>(repeatAfter: ReadonlySet<string>, send: () => Promise<T>): Promise<T> => {
  for (const wait of waits) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiProblem) || !repeatAfter.has(error.code)) throw error;
      await pause(error.retryAfter ?? wait);
    }
  }
  return send();
};

export const createClient = (apiUrl: string): Client => {
  const tokens = new Map<string, Promise<string>>();

  /** Signs in at the first act of each; people who act at once share one sign-in. Others may have used up what an address is granted. */
  const tokenOf = async ({ username, password }: SignIn): Promise<string> => {
    const known = tokens.get(username);
    if (known !== undefined) return known;
    const token = patiently(turnedAway, () =>
      send<{ token: string }>('/v1/sign-in', { body: { username, password } }),
    ).then((answer) => answer.token);
    tokens.set(username, token);
    // Who was turned away may knock again.
    token.catch(() => tokens.delete(username));
    return token;
  };

  const send = async <T>(
    path: string,
    { body, file, key, token, method }: Omit<Ask, 'as' | 'path' | 'repeatAfter'> & { token?: string },
  ) => {
    const headers: Record<string, string> = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
      ...(file ? { 'content-type': file.mediaType } : body !== undefined && { 'content-type': 'application/json' }),
    };
    const sent = file ? file.bytes : body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${apiUrl}${path}`, {
      method: method ?? (sent === null ? 'GET' : 'POST'),
      headers,
      body: sent,
    });
    const answer = (await response.json()) as T & { code?: string; title?: string; detail?: string };
    if (response.ok) return answer as T;
    throw new ApiProblem(
      answer.code ?? String(response.status),
      answer.detail ?? answer.title ?? `The API answered ${response.status}.`,
      Number(response.headers.get('retry-after') ?? 0) * 1000 || null,
    );
  };

  const ask = async <T>({ as, path, repeatAfter = worthRepeating, ...rest }: Ask): Promise<T> => {
    const token = await tokenOf(as);
    return patiently(repeatAfter, () => send<T>(path, { ...rest, token }));
  };

  const read = (as: SignIn, caseNo: string) => ask<CaseAnswer>({ as, path: `/v1/cases/${caseNo}` });

  /** The case of a receipt that was given while the engine was away. */
  const opened = async (as: SignIn, caseNo: string): Promise<CaseAnswer> => {
    const until = Date.now() + 60_000;
    for (;;) {
      try {
        return await read(as, caseNo);
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'NotFound' || Date.now() > until) throw error;
        await pause(1000);
      }
    }
  };

  return {
    receive: async (as, body) => {
      const answer = await ask<{ caseNo: string; state?: CaseAnswer }>({
        as,
        path: '/v1/cases',
        body,
        key: randomUUID(),
      });
      return answer.state ?? opened(as, answer.caseNo);
    },
    act: (as, caseNo, action, input, reason) =>
      ask({
        as,
        path: `/v1/cases/${caseNo}/actions/${action}`,
        body: { input, ...(reason !== undefined && { reason }) },
        key: randomUUID(),
      }),
    advance: (as, caseNo, duration) =>
      // A repetition would let the time pass twice, so it is asked again only after it was not even looked at.
      ask({ as, path: `/v1/cases/${caseNo}/rehearsal/advance`, body: { duration }, repeatAfter: turnedAway }),
    read,
    events: async (as, caseNo) => {
      const all: EventAnswer[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const query = `limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
        const page: { items: EventAnswer[]; next: string | null } = await ask({
          as,
          path: `/v1/cases/${caseNo}/events?${query}`,
        });
        all.push(...page.items);
        cursor = page.next;
      }
      return all;
    },
    get: (as, path) => ask({ as, path }),
    post: (as, path, body) => ask({ as, path, body }),
    put: (as, path, body) => ask({ as, path, body, method: 'PUT' }),
    upload: (as, mediaType, bytes) => ask({ as, path: '/v1/attachments', file: { mediaType, bytes } }),
  };
};

/** Failures before anything was done. */
const turnedAway: ReadonlySet<string> = new Set(['TooManyRequests']);

/** Failures after which the same act, under the same key, can still succeed. */
const worthRepeating: ReadonlySet<string> = new Set([
  'CaseBusy',
  'EngineUnavailable',
  'DatabaseUnavailable',
  'OutcomeUnknown',
  'KeyInFlight',
  'TooManyRequests',
]);
