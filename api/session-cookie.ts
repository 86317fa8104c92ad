// The session of a browser: its token lies in a cookie that no script can read and that no other site can send along.
// A cookie goes with each request by itself, so what changes something must also come from one of our own pages.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CaseFailure } from '../workflows/contract/failures.ts';

export const cookieName = 'caseloop_session';

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** The token in the request's cookie, or null. */
export const cookieTokenOf = (cookies: string | undefined): string | null =>
  cookies?.match(/(?:^|;\s*)caseloop_session=([\w-]{16,512})(?:;|$)/)?.[1] ?? null;

const attributesOf = ({ protocol }: FastifyRequest): string =>
  `Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`;

export const giveCookie = (reply: FastifyReply, token: string, expiresAt: string): void => {
  const expires = new Date(expiresAt).toUTCString();
  void reply.header('set-cookie', `${cookieName}=${token}; Expires=${expires}; ${attributesOf(reply.request)}`);
};

export const takeCookie = (reply: FastifyReply): void => {
  void reply.header('set-cookie', `${cookieName}=; Max-Age=0; ${attributesOf(reply.request)}`);
};

/** By `Sec-Fetch-Site`, which a page cannot forge; older browsers name their origin at least. */
const isFromOurPages = ({ headers, host }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
};

/**
 * Stands between other sites and what a cookie may change.
 * @throws CaseFailure CrossSite for an unsafe method that does not come from our own pages
 */
export const requireOurPages = (request: FastifyRequest): void => {
  if (safeMethods.includes(request.method) || isFromOurPages(request)) return;
  throw new CaseFailure(
    'CrossSite',
    '请从本系统的页面操作；程序请用 Authorization: Bearer 令牌。Act from a page of this system; programs send "Authorization: Bearer …".',
  );
};
