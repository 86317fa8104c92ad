// Acts on a case: photos first, then the action with one key for the one thing that is meant, repeated unchanged when a try fails.
// When somebody acted first, it tells what changed, keeps what was typed, and sends again only when the person says so.
import { useState } from 'react';
import { ApiError, api, ask, upload } from '../api.ts';
import {
  type Act,
  another,
  isAddition,
  type Meanwhile,
  newAct,
  photosOf,
  since,
  unuploaded,
  uploadedOf,
} from './act.ts';
import { type Case, readCase, readStory } from './case.ts';
import { inputOf, type Offered, type Values } from './form-values.ts';

/** The act that is being written, wherever its page holds it. */
export interface Writing {
  act: Act;
  change: (how: (before: Act) => Act) => void;
  /** Resolves when it is kept as it is, or cannot be: what is sent may have to be sent again after the page was closed. */
  save?: () => Promise<unknown>;
}

/**
 * Writing that lives as long as its form. Until something is written, it rests on the case as it is now.
 * @param initial what stands in it at the beginning
 */
export const useWriting = (seen: Act['known'], initial?: Values): Writing => {
  const [blank] = useState(() => newAct(seen, initial));
  const [written, setWritten] = useState<Act | null>(null);
  const { seq, etag } = seen;
  const act = written ?? { ...blank, known: { seq, etag } };
  return { act, change: (how) => setWritten((before) => how(before ?? act)) };
};

export interface ActProps {
  caseNo: string;
  offered: Pick<Offered, 'action' | 'fields'>;
  writing: Writing;
  /** Whose act it is: refused when anybody else is signed in; whoever is signed in unless told. */
  person?: string;
  /** What happened since it was begun, when that stands against sending it as it is. */
  overtakenBy?: Meanwhile | null;
  /** Is given the case as it is after the action. */
  done: (next: Case) => void;
}

export interface Acting {
  busy: boolean;
  error: unknown;
  conflict: Meanwhile | null;
  send: () => Promise<void>;
}

export const useAct = ({
  caseNo,
  offered: { action, fields },
  writing: { act, change, save },
  person,
  overtakenBy = null,
  done,
}: ActProps): Acting => {
  const [state, setState] = useState<Omit<Acting, 'send'>>({ busy: false, error: null, conflict: overtakenBy });
  const known = state.conflict?.now ?? act.known;

  const uploadPhotos = async (): Promise<Act> => {
    let sent = act;
    for (const { id, file, ref } of photosOf(act)) {
      if (ref !== null) continue;
      const given = (await upload(file, person)).ref;
      const note = (before: Act) => uploadedOf(before, id, given);
      sent = note(sent);
      change(note);
    }
    return sent;
  };

  const send = async (): Promise<void> => {
    setState((before) => ({ ...before, busy: true, error: null }));
    try {
      await save?.();
      const { key, values, reason } = await uploadPhotos();
      await save?.();
      const next = await ask(
        api.POST('/v1/cases/{caseNo}/actions/{action}', {
          params: {
            path: { caseNo, action },
            header: {
              'idempotency-key': key,
              ...(!isAddition(action) && { 'if-match': known.etag }),
              ...(person !== undefined && { 'x-caseloop-person': person }),
            },
          },
          body: { input: inputOf(fields, values), reason: reason.trim() === '' ? null : reason.trim() },
        }),
      );
      setState({ busy: false, error: null, conflict: null });
      done(next);
    } catch (error) {
      const told = error instanceof ApiError ? error : null;
      if (told?.code === 'KeyReused') change(another);
      if (told?.problems.some(({ pointer }) => isPhotoPointer(fields, pointer))) change(unuploaded);
      const isOvertaken = told !== null && ['StaleVersion', 'IllegalAction', 'KeyReused'].includes(told.code);
      const conflict = isOvertaken
        ? await Promise.all([readCase(caseNo), readStory(caseNo)])
            .then(([now, story]) => since(known.seq, action, now, story))
            .catch(() => null)
        : null;
      // Whoever is signed out is asked by the page to sign in again, and finds the form as it was.
      const isTold = conflict !== null || told?.code === 'Unauthenticated';
      setState((before) => ({ busy: false, error: isTold ? null : error, conflict: conflict ?? before.conflict }));
    }
  };
  return { ...state, send };
};

/** `/input/photos/0` of a field that takes photos. */
const isPhotoPointer = (fields: Offered['fields'], pointer: string): boolean =>
  Object.entries(fields).some(([name, { kind }]) => kind === 'attachments' && pointer.startsWith(`/input/${name}`));
