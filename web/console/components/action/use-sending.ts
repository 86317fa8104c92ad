// Sending an action once, however often it must be asked for: one idempotency key an intended act, kept over repetitions until
// something else is to be sent.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, api, ask, newKey } from '../../../shared/api.ts';
import type { Schemas } from '../../../shared/api-types.ts';
import { caseMoved } from '../../queries.ts';

type CaseAnswer = Schemas['Case'];

export interface Act {
  input: Record<string, unknown>;
  reason: string | null;
  /** The ETag of the case that the person looked at. */
  etag: string;
}

export type Sending =
  | { state: 'idle' }
  | { state: 'sending'; attempt: number }
  /** The answer got lost: it may have been done. */
  | { state: 'unknown'; error: ApiError }
  | { state: 'refused'; error: ApiError }
  | { state: 'done'; answer: CaseAnswer };

/** After these it is not known whether the act was done; the same key tells. */
const unknownCodes: readonly ApiError['code'][] = [
  'Offline',
  'OutcomeUnknown',
  'KeyInFlight',
  'CaseBusy',
  'EngineUnavailable',
  'DatabaseUnavailable',
  'StorageFull',
  'Internal',
];

/** Waits before asking again by itself, in ms; then people decide. */
const waits = [1_500, 4_000];

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const useSending = (caseNo: string, action: string) => {
  const client = useQueryClient();
  const [sending, setSending] = useState<Sending>({ state: 'idle' });
  const intended = useRef({ body: '', key: '' });

  const keyFor = (body: string): string => {
    if (intended.current.body !== body) intended.current = { body, key: newKey() };
    return intended.current.key;
  };

  const once = (act: Act): Promise<CaseAnswer> => {
    const { input, reason, etag } = act;
    return ask(
      api.POST('/v1/cases/{caseNo}/actions/{action}', {
        params: {
          path: { caseNo, action },
          header: { 'idempotency-key': keyFor(JSON.stringify([input, reason])), 'if-match': etag },
        },
        body: { input, reason },
      }),
    );
  };

  /** @returns the case afterwards, or null when it was refused or the outcome is not known */
  const send = async (act: Act): Promise<CaseAnswer | null> => {
    for (let attempt = 0; ; attempt++) {
      setSending({ state: 'sending', attempt });
      try {
        const answer = await once(act);
        client.setQueryData(['case', caseNo], answer);
        void client.invalidateQueries({ queryKey: ['case', caseNo] });
        caseMoved(client);
        setSending({ state: 'done', answer });
        return answer;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const unknown = unknownCodes.includes(error.code);
        const wait = waits[attempt];
        if (unknown && wait !== undefined) {
          await pause(wait);
          continue;
        }
        setSending({ state: unknown ? 'unknown' : 'refused', error });
        if (!unknown) void client.invalidateQueries({ queryKey: ['case', caseNo] });
        return null;
      }
    }
  };

  return { sending, send, reset: () => setSending({ state: 'idle' }) };
};
