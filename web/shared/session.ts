// Who is signed in. The cookie is the session; nothing about it is kept where scripts could take it.
import { ApiError, api, ask } from './api.ts';
import type { Schemas } from './api-types.ts';

export type Me = Schemas['Me'];
export type PersonMe = Extract<Me, { kind: 'person' }>;
export type Credentials = { username: string; password: string; wall?: boolean } | { caseNo: string; secret: string };

/** Who is signed in, or null. @throws ApiError for anything else than not being signed in */
export const readMe = async (): Promise<Me | null> => {
  try {
    return await ask(api.GET('/v1/me'));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'Unauthenticated') return null;
    throw error;
  }
};

/** @throws ApiError SignInFailed, LockedOut, TooManyRequests */
export const signIn = async (credentials: Credentials): Promise<Me> =>
  (await ask(api.POST('/v1/sign-in', { body: { ...credentials, session: 'cookie' } }))).me;

/**
 * @param person whose session it is; whoever is signed in unless told
 * @throws ApiError Unauthenticated, too, when somebody else than that person is signed in
 */
export const signOut = async (person?: string): Promise<void> => {
  await ask(
    api.POST('/v1/sign-out', { params: { header: { ...(person !== undefined && { 'x-caseloop-person': person }) } } }),
  );
};
