// Acts on a case: photos first, then the action with one key for the one thing that is meant, repeated unchanged when a try fails.
// When somebody acted first, it tells what changed, keeps what was typed, and sends again only when the person says so.
import { useRef, useState } from 'react';
import { ApiError, api, ask, newKey, upload } from '../api.ts';
import type { Schemas } from '../api-types.ts';
import { inputOf, type Offered, photosIn, type Typed } from './form-values.ts';

export type Case = Schemas['Case'];
export type Told = Schemas['Event'];

/** What happened meanwhile. */
export interface Conflict {
  now: Case;
  events: readonly Told[];
  /** The action may still be taken. */
  stillPossible: boolean;
}

export interface Acting {
  busy: boolean;
  error: unknown;
  conflict: Conflict | null;
  send: (typed: Typed) => Promise<void>;
}

/** What adds to a case and decides nothing: it may be sent whatever happened meanwhile. */
const additions: readonly string[] = ['note', 'attach'];

/** @throws ApiError */
export const readCase = (caseNo: string): Promise<Case> =>
  ask(api.GET('/v1/cases/{caseNo}', { params: { path: { caseNo } } }));

/** All events of a case, the first first. @throws ApiError */
export const readStory = async (caseNo: string): Promise<Told[]> => {
  const items: Told[] = [];
  let cursor: string | null = null;
  do {
    const page: Schemas['EventList'] = await ask(
      api.GET('/v1/cases/{caseNo}/events', {
        params: { path: { caseNo }, query: { limit: 200, ...(cursor !== null && { cursor }) } },
      }),
    );
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
};

/** @param done is given the case as it is after the action */
export const useAct = (
  seen: Case,
  { action, fields }: Pick<Offered, 'action' | 'fields'>,
  done: (next: Case) => void,
): Acting => {
  const key = useRef(newKey());
  const refs = useRef(new Map<Blob, string>());
  const [state, setState] = useState<Omit<Acting, 'send'>>({ busy: false, error: null, conflict: null });
  const { caseNo } = seen;

  const whatChanged = async (): Promise<Conflict> => {
    const [now, story] = await Promise.all([readCase(caseNo), readStory(caseNo)]);
    const known = state.conflict?.now.seq ?? seen.seq;
    return {
      now,
      events: story.filter(({ seq }) => seq > known),
      stillPossible: now.allowed.some((offered) => offered.action === action),
    };
  };

  const send = async ({ values, reason }: Typed): Promise<void> => {
    setState((before) => ({ ...before, busy: true, error: null }));
    try {
      for (const file of photosIn(values)) {
        if (!refs.current.has(file)) refs.current.set(file, (await upload(file)).ref);
      }
      const next = await ask(
        api.POST('/v1/cases/{caseNo}/actions/{action}', {
          params: {
            path: { caseNo, action },
            header: {
              'idempotency-key': key.current,
              ...(!additions.includes(action) && { 'if-match': (state.conflict?.now ?? seen).etag }),
            },
          },
          body: { input: inputOf(fields, values, refs.current), reason: reason.trim() === '' ? null : reason.trim() },
        }),
      );
      setState({ busy: false, error: null, conflict: null });
      done(next);
    } catch (error) {
      const overtaken =
        error instanceof ApiError && ['StaleVersion', 'IllegalAction', 'KeyReused'].includes(error.code);
      const conflict = overtaken ? await whatChanged().catch(() => null) : null;
      // An earlier try came through after all: what is sent now would be another act.
      if (error instanceof ApiError && error.code === 'KeyReused') key.current = newKey();
      setState((before) => ({ busy: false, error: conflict ? null : error, conflict: conflict ?? before.conflict }));
    }
  };
  return { ...state, send };
};
