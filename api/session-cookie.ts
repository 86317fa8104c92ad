// The session of a browser: its token lies in a cookie that no script can read and that no other site can send along.
// A cookie goes with each request by itself, so what changes something must also come from one of our own pages.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CaseFailure } from '../workflows/contract/failures.ts';

export const cookieName = 'caseloop_session';

/**
 * Over TLS browsers take a cookie of this prefix from this very host only, so that no neighbour in the domain can plant a session; without
 * TLS they would not take it at all.
 */
const nameOn = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? `__Host-${cookieName}` : cookieName);

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** The token in the request's cookie, or null. */
export const cookieTokenOf = (request: FastifyRequest): string | null =>
  new RegExp(`(?:^|;\\s*)${nameOn(request)}=([\\w-]{16,512})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1] ?? null;

const attributesOf = ({ protocol }: FastifyRequest): string =>
  `Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`;

export const giveCookie = (reply: FastifyReply, token: string, expiresAt: string): void => {
  const expires = new Date(expiresAt).toUTCString();
  const { request } = reply;
  void reply.header('set-cookie', `${nameOn(request)}=${token}; Expires=${expires}; ${attributesOf(request)}`);
};

export const takeCookie = (reply: FastifyReply): void => {
  const { request } = reply;
  void reply.header('set-cookie', `${nameOn(request)}=; Max-Age=0; ${attributesOf(request)}`);
};

/** By `Sec-Fetch-Site`, which a page cannot forge; older browsers name their origin at least. */
const isFromOurPages = ({ headers, protocol, host }: FastifyRequest): boolean => {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === `${protocol}://${host}`;
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
