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
  if (typeof received.answer !== 'string') return;
  const caseNo = received.answer;
  received.caseNo = caseNo;
  for (const [action, input] of acts.slice(0, chances.between(0, longest))) {
    const operation = clients.ledger.begin('act', chances.key(), caseNo, action);
    await carryOut(clients, chances, operation, {
      path: `/v1/cases/${caseNo}/actions/${action}`,
      token: officer.token,
      body: { input },
    });
    if (operation.answer === null) return;
  }
};

export interface Request {
  path: string;
  token: string;
  body: unknown;
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

const attempt = async ({ apiUrl, ledger }: Clients, operation: Operation, request: Request): Promise<void> => {
  const at = Date.now();
  const ended = {
    status: null as number | null,
    code: null as string | null,
    answer: null as string | number | null,
    detail: '',
  };
  try {
    const response = await fetch(`${apiUrl}${request.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${request.token}`,
        'content-type': 'application/json',
        'idempotency-key': operation.key,
      },
      body: JSON.stringify(request.body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const body = (await response.json()) as { caseNo?: string; seq?: number; code?: string; detail?: string };
    ended.status = response.status;
    ended.code = body.code ?? null;
    ended.detail = body.detail ?? '';
    if (response.ok) ended.answer = (operation.kind === 'receive' ? body.caseNo : body.seq) ?? null;
  } catch (error) {
    // No answer: the connection was cut, or it took too long.
    ended.detail = (error as Error).message;
  }
  const outcome = ended.answer !== null ? 'ok' : mayBeAskedAgain(ended.status, ended.code) ? 'failed' : 'refused';
  ledger.note(
    operation,
    { at, endedAt: Date.now(), outcome, status: ended.status, code: ended.code, detail: ended.detail },
    ended.answer,
  );
};

/** A case that was receipted just now may not be there yet, and one that runs in another copy of this request is in flight. */
const mayBeAskedAgain = (status: number | null, code: string | null): boolean =>
  status === null ||
  status === 503 ||
  status === 429 ||
  status === 500 ||
  code === 'NotFound' ||
  code === 'KeyInFlight';
