// A page acts for the person whom it shows. The cookie is the whole browser's: who signs in in another tab, or opens a receipt there, has
// it from then on. So each request says for whom it was written, and the API refuses it when that is not who is signed in.
import type { Middleware } from 'openapi-fetch';
import { meQuery, queries } from './queries.ts';

/** What asks who is signed in, or changes that, is written for nobody yet. */
const forAnybody: readonly string[] = ['/v1/me', '/v1/sign-in'];

export const asMe: Middleware = {
  onRequest({ request, schemaPath }) {
    const me = queries.getQueryData(meQuery.queryKey);
    if (me?.kind === 'person' && !forAnybody.includes(schemaPath)) request.headers.set('x-caseloop-person', me.person);
  },
};
