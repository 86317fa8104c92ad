// Who may call a route. Each route says it in `config.access`; one that says nothing does not start. What a caller then sees of the
// cases is decided by their scope (`caller.ts`).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Role } from '../workflows/contract/actor.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { type Caller, roleOf } from './caller.ts';
import { cookieTokenOf, requireOurPages } from './session-cookie.ts';

export const anyone = 'anyone';
/** Those who work on cases. */
export const workers: readonly Role[] = ['gridWorker', 'community', 'street', 'county', 'city', 'department'];
export const administrators: readonly Role[] = ['administrator'];
export const staff: readonly Role[] = [...workers, 'auditor', 'administrator'];
/** Those who prove what was done: auditors, and whoever answers for what others do. */
export const auditors: readonly Role[] = ['auditor', 'community', 'street', 'county', 'city', 'department'];
/** Those who work on a case, and the resident whose case it is. */
export const parties: readonly Role[] = [...workers, 'resident'];
export const everyone: readonly Role[] = [...staff, 'resident'];

export type Access = typeof anyone | readonly Role[];

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route; required. */
    access?: Access;
    /** A token that lets nobody in any more may call it, too. */
    endedToo?: boolean;
    /** A wall may call it, too: it shows the command hall, and whoever passes by can reach its keyboard. */
    wall?: boolean;
  }
  interface FastifyRequest {
    /** Who is asking; null without a valid token. */
    caller: Caller | null;
  }
}

/** Finds whom a token belongs to; null when it is unknown, expired or signed out. */
export type FindCaller = (token: string) => Promise<Caller | null>;

const bearerTokenOf = (authorization: string | undefined): string | null =>
  /^Bearer ([\w~+/.-]{16,512}=*)$/i.exec(authorization ?? '')?.[1] ?? null;

/** The token of a request, or null: of its `Authorization`, which programs send, or else of its cookie. */
export const tokenOf = (request: FastifyRequest): string | null => {
  const { authorization } = request.headers;
  return authorization === undefined ? cookieTokenOf(request) : bearerTokenOf(authorization);
};

/** Reads the caller from the token of each request. @throws CaseFailure CrossSite */
export const useCallers = (app: FastifyInstance, find: FindCaller): void => {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    const token = request.routeOptions.config.access === anyone ? null : tokenOf(request);
    if (token === null) return;
    if (request.headers.authorization === undefined) requireOurPages(request);
    request.caller = await find(token);
  });
};

/**
 * The header that names the person for whom a request was written, as routes describe it; every route heeds it. A page sends what it
 * kept for one person long after it asked who is signed in, and the cookie of a shared phone may be another's by then.
 */
export const forPerson = {
  'x-caseloop-person': z
    .string()
    .optional()
    .describe('For whom the request was written (`person` of GET /v1/me): refused when anybody else is signed in.'),
};

const isForAnother = ({ headers, caller }: FastifyRequest): boolean => {
  const named = headers['x-caseloop-person'];
  return named !== undefined && !(caller?.kind === 'person' && caller.person === named);
};

/** Lets a request pass when it was written for its caller, who has one of the route's roles. */
export const useAccess = (app: FastifyInstance): void => {
  app.addHook('onRoute', (route) => {
    if (!route.config?.access) throw new Error(`${String(route.method)} ${route.url} does not say who may call it.`);
  });
  app.addHook('onRequest', async (request) => {
    const { access, endedToo, wall } = request.routeOptions.config;
    if (access === anyone || request.is404) return;
    if (!request.caller) {
      if (endedToo && tokenOf(request) !== null) return;
      throw new CaseFailure(
        'Unauthenticated',
        '请先登录：POST /v1/sign-in。Sign in at POST /v1/sign-in and send the token as "Authorization: Bearer …".',
      );
    }
    if (isForAnother(request)) {
      throw new CaseFailure(
        'Unauthenticated',
        '现在登录的是另一个人，请由本人登录后再发送。Somebody else is signed in now; the request is for the person that it names to send.',
      );
    }
    if (request.caller.kind === 'person' && request.caller.wall && !wall) {
      throw new CaseFailure(
        'NotAuthorised',
        '这是大屏登录，只能显示指挥大厅；查看、办理事项请在工位登录。This is signed in as a wall screen and shows the command hall only; sign in at a desk for anything else.',
      );
    }
    const role = roleOf(request.caller);
    if (!access?.includes(role)) {
      throw new CaseFailure(
        'NotAuthorised',
        `您的角色（${role}）不能使用此接口。This is not open to the role "${role}".`,
      );
    }
  });
};

/** The caller of a route that is not open to anyone. */
export const callerOf = (request: { caller: Caller | null }): Caller => {
  if (!request.caller) throw new Error('A route without access rule asked for its caller.');
  return request.caller;
};

/** The caller of a route that no resident may call. */
export const personOf = (request: { caller: Caller | null }): Extract<Caller, { kind: 'person' }> => {
  const caller = callerOf(request);
  if (caller.kind !== 'person') throw new Error('A route open to residents asked for a person.');
  return caller;
};
