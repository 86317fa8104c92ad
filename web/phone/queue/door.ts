// The API as the sender uses it, in the page and in the service worker.
import { ApiError, api, ask, upload } from '../../shared/api.ts';
import { readMe } from '../../shared/session.ts';
import type { Door } from './sender.ts';

export const door: Door = {
  async whoIsThere() {
    const me = await readMe();
    return me?.kind === 'person' ? me.person : null;
  },
  upload: async (owner, file) => (await upload(file, owner)).ref,
  async receive(owner, key, body) {
    const { caseNo, receipt } = await ask(
      api.POST('/v1/cases', {
        params: { header: { 'idempotency-key': key, 'x-caseloop-person': owner } },
        // Sealed before: sent letter for letter, as the API compares it.
        body: JSON.parse(body),
      }),
    );
    if (typeof caseNo !== 'string') throw new ApiError({ code: 'Offline', title: '', detail: '' });
    return { caseNo, secret: receipt.secret };
  },
};
