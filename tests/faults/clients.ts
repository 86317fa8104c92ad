// Seeded clients at the HTTP door: officers who receive requests and act on them, some requests sent several times at once, and every one
// whose outcome is not known asked again under its key until it is.
import { setTimeout as delay } from 'node:timers/promises';
import type { Officer } from '../support/officers.ts';
import type { Operation, OperationLedger } from './operations.ts';
import { type Chance, chance } from './random.ts';

export interface Clients {
  apiUrl: string;
  seed: number;
  officers: readonly Officer[];
  ledger: OperationLedger;
  /** Share of requests that are sent two to five times at once. */
  duplicated: number;
  /** How long an outcome is asked for, in ms; longer than any fault of the scenario. */
  patienceMs: number;
}

/** How a request may be answered while a part is away. */
const requestTimeoutMs = 15_000;

/** The acts of a life; a client does the first few of them. */
const acts: readonly (readonly [action: string, input: Record<string, unknown>])[] = [
  ['resolveOnSpot', { result: '当场清理完毕。' }],
  ['reply', { answer: '已清理，感谢反映。' }],
  ['callBack', { result: 'reached', satisfaction: 'satisfied' }],
  ['review', { cause: 'singular', lesson: '加强巡查。' }],
  ['close', { conclusion: '已解决，予以办结。' }],
];

/** Lives `cases` cases with `clients` at a time. @param longest acts of a case at most, 0 to 5 */
export const liveCases = async (
  clients: Clients,
  { cases, atOnce, longest }: { cases: number; atOnce: number; longest: number },
): Promise<void> => {
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < cases) {
      const index = next;
      next += 1;
      const chances = chance(clients.seed, `case ${index}`);
      await liveCase(clients, chances, clients.officers[index % clients.officers.length] as Officer, longest);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
};

const liveCase = async (clients: Clients, chances: Chance, officer: Officer, longest: number): Promise<void> => {
  const received = clients.ledger.begin('receive', chances.key(), null, null);
  const body = {
    source: 'patrol',
    category: 'cityAppearance',
    area: officer.area,
    urgency: 'normal',
    description: '人行道上堆放杂物，影响通行。',
  };
  await carryOut(clients, chances, received, { path: '/v1/cases', token: officer.token, body });
  await misuse(clients, chances, received, {
    path: '/v1/cases',
    token: officer.token,
    body: { ...body, description: '另一件事。' },
  });
  if (typeof received.answer !== 'string') return;
  const caseNo = received.answer;
  received.caseNo = caseNo;
  await untilSeen(clients, caseNo, officer.token);
  let seq = 1;
  for (const [action, input] of acts.slice(0, chances.between(0, longest))) {
    const operation = clients.ledger.begin('act', chances.key(), caseNo, action);
    const request = {
      path: `/v1/cases/${caseNo}/actions/${action}`,
      token: officer.token,
      body: { input },
      ...(chances.happens(shares.matched) && { ifMatch: seq }),
    };
    await carryOut(clients, chances, operation, request);
    if (operation.answer === null) return;
    seq = Number(operation.answer);
    await misuse(clients, chances, operation, { ...request, body: { input, reason: '另一个理由。' } });
    await read(clients, chances, operation, officer.token);
  }
};

/** A receipt may come before its case does: then nobody has a case to act on yet. Who never sees it acts all the same, and is told why not. */
const untilSeen = async (clients: Clients, caseNo: string, token: string): Promise<void> => {
  const until = Date.now() + clients.patienceMs;
  const seen = async () =>
    (await send(clients, { path: `/v1/cases/${caseNo}`, token, body: null }, null)).status === 200;
  while (!(await seen()) && Date.now() < until) await delay(200);
};

/**
 * Share of operations whose key is used once more, for something else, share of acts after which the case is read, and share of those that
 * hold only for the case as its client knows it.
 */
const shares = { misused: 0.05, read: 0.2, matched: 0.5 };

/** Uses the key of something that was done for something else; asks on while no answer tells whether that was done. */
const misuse = async (clients: Clients, chances: Chance, operation: Operation, request: Request): Promise<void> => {
  if (!chances.happens(shares.misused) || operation.answer === null) return;
  for (let i = 0; i < 20 && !operation.misused; i += 1) {
    const { status, code } = await send(clients, request, operation.key);
    if (status !== null && status < 500 && status !== 429 && code !== 'KeyInFlight')
      operation.misused = { status, code };
    else await delay(500);
  }
};

/** What was acknowledged is seen by whoever reads after it. */
const read = async (clients: Clients, chances: Chance, { caseNo, answer }: Operation, token: string): Promise<void> => {
  if (!chances.happens(shares.read)) return;
  const { body } = await send(clients, { path: `/v1/cases/${caseNo}`, token, body: null }, null);
  clients.ledger.reads.push({ caseNo: String(caseNo), acknowledged: Number(answer), seq: body.seq ?? null });
};

export interface Request {
  path: string;
  token: string;
  body: unknown;
  /** The number of the case's last event, as far as its client knows. */
  ifMatch?: number;
}

/** Sends a request, sometimes several times at once, and asks again under the same key until its outcome is known. */
export const carryOut = async (
  clients: Clients,
  chances: Chance,
  operation: Operation,
  request: Request,
): Promise<void> => {
  const until = Date.now() + clients.patienceMs;
  const copies = chances.happens(clients.duplicated) ? chances.between(2, 5) : 1;
  await Promise.all(Array.from({ length: copies }, () => attempt(clients, operation, request)));
  for (let wait = 50; operation.answer === null && !isRefused(operation) && Date.now() < until; wait *= 2) {
    await delay(Math.min(wait, 1_000));
    await attempt(clients, operation, request);
  }
};

const isRefused = ({ attempts }: Operation): boolean => attempts.some(({ outcome }) => outcome === 'refused');

const attempt = async (clients: Clients, operation: Operation, request: Request): Promise<void> => {
  const at = Date.now();
  const { status, code, detail, body } = await send(clients, request, operation.key);
  const done = status !== null && status < 300;
  const answer = (done ? (operation.kind === 'receive' ? body.caseNo : body.seq) : null) ?? null;
  const outcome = answer !== null ? 'ok' : mayBeAskedAgain(status, code) ? 'failed' : 'refused';
  clients.ledger.note(operation, { at, endedAt: Date.now(), outcome, status, code, detail }, answer);
};

interface Answer {
  /** Null: no answer; the connection was cut, or it took too long. */
  status: number | null;
  code: string | null;
  /** What the answer said, or why there was none. */
  detail: string;
  body: { caseNo?: string; seq?: number };
}

/** One request; a read without key. Never throws. */
const send = async (
  { apiUrl }: Clients,
  { path, token, body, ifMatch }: Request,
  key: string | null,
): Promise<Answer> => {
  try {
    const response = await fetch(`${apiUrl}${path}`, {
      method: key === null ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        ...(key !== null && { 'content-type': 'application/json', 'idempotency-key': key }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      body: key === null ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const answered = (await response.json()) as Answer['body'] & { code?: string; detail?: string };
    return {
      status: response.status,
      code: answered.code ?? null,
      detail: answered.detail ?? '',
      body: response.ok ? answered : {},
    };
  } catch (error) {
    return { status: null, code: null, detail: (error as Error).message, body: {} };
  }
};

/** A case that was receipted just now may not be there yet, and one that runs in another copy of this request is in flight. */
const mayBeAskedAgain = (status: number | null, code: string | null): boolean =>
  status === null ||
  status === 503 ||
  status === 429 ||
  status === 500 ||
  code === 'NotFound' ||
  code === 'KeyInFlight';
