// The benchmark's HTTP client: one request, its answer, and how long it took.
import { randomUUID } from 'node:crypto';

export interface Door {
  apiUrl: string;
  /** Takes the duration of every request, in ms. */
  timed(ms: number): void;
}

/** @throws Error for any answer that is no success: the benchmark accepts no refusals */
export const post = async <T>(
  { apiUrl, timed }: Door,
  path: string,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<T> => {
  const began = performance.now();
  const response = await fetch(`${apiUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as T;
  timed(performance.now() - began);
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
};
