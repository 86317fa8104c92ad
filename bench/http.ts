// The benchmark's HTTP client: one request, its answer, and how long it took. Node's plain client on connections that stay open: `fetch`
// takes four times the CPU, which the system under test would lack on the same machine.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Door {
  apiUrl: string;
  /** Takes the duration of every request, in ms. */
  timed(ms: number): void;
  /** The same of acts on a case that is open, where they are told apart. */
  timedAct?(ms: number): void;
  /** Told of each receipt whose case was not open yet. */
  receiptOnly?(): void;
}

const agent = new Agent({ keepAlive: true });

/** @throws Error for any answer that is no success: the benchmark accepts no refusals */
export const post = async <T>(
  { apiUrl, timed }: Door,
  path: string,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const began = performance.now();
  const { status, text } = await send(`${apiUrl}${path}`, JSON.stringify(body), {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...headers,
  });
  const answer = JSON.parse(text) as T;
  timed(performance.now() - began);
  if (status >= 300) throw new Error(`POST ${path} answered ${status}: ${text}`);
  return answer;
};

const send = (url: string, body: string, headers: Record<string, string>): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    request(url, { agent, method: 'POST', headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
