// Doing the same to several cases, one after the other: each has a key of its own, which a repetition takes again, so that nothing is
// done twice whatever became of the answer.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, api, ask, newKey } from '../../../shared/api.ts';
import { caseMoved } from '../../queries.ts';

export type Outcome =
  | { state: 'waiting' }
  | { state: 'sending' }
  | { state: 'done' }
  | { state: 'failed'; error: ApiError };

export interface Act {
  action: string;
  input: Record<string, unknown>;
  reason: string | null;
}

/** At the same time; cases of one county are not to wait for each other, nor all of them for one person. */
const atOnce = 3;

export const useBulk = (onDone?: (caseNo: string) => void) => {
  const client = useQueryClient();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);
  const keys = useRef(new Map<string, string>());

  const tell = (caseNo: string, outcome: Outcome) => setOutcomes((before) => new Map(before).set(caseNo, outcome));

  const one = async (caseNo: string, { action, input, reason }: Act): Promise<void> => {
    const intended = `${caseNo} ${action} ${JSON.stringify([input, reason])}`;
    const key = keys.current.get(intended) ?? newKey();
    keys.current.set(intended, key);
    tell(caseNo, { state: 'sending' });
    try {
      const answer = await ask(
        api.POST('/v1/cases/{caseNo}/actions/{action}', {
          params: { path: { caseNo, action }, header: { 'idempotency-key': key } },
          body: { input, reason },
        }),
      );
      client.setQueryData(['case', caseNo], answer);
      tell(caseNo, { state: 'done' });
      onDone?.(caseNo);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell(caseNo, { state: 'failed', error });
    }
  };

  /** Does it to these cases; those that were not come to when it is stopped go on waiting. */
  const run = async (caseNos: readonly string[], act: Act): Promise<void> => {
    stopped.current = false;
    setRunning(true);
    for (const caseNo of caseNos) tell(caseNo, { state: 'waiting' });
    const queue = [...caseNos];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !stopped.current; next = queue.shift()) await one(next, act);
    };
    try {
      await Promise.all(Array.from({ length: atOnce }, work));
    } finally {
      setRunning(false);
      caseMoved(client);
    }
  };

  return {
    outcomes,
    running,
    run,
    stop: () => {
      stopped.current = true;
    },
  };
};
