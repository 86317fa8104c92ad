// What the API's ledger of a case shows by itself: every number is there, every event names the one before, time never runs back.
// That the hashes are those of the content is proven by `caseloop replay`, which has the events in their canonical form.
import type { EventAnswer } from '../../api/schemas.ts';
import { genesis } from '../../workflows/contract/event.ts';

type Linked = Pick<EventAnswer, 'seq' | 'prev' | 'hash' | 'at'>;

/** Where the trail does not hold, or null when it does. */
export const faultOf = (events: readonly Linked[]): string | null => {
  let before: Linked = { seq: 0, prev: genesis, hash: genesis, at: '' };
  for (const event of events) {
    if (event.seq !== before.seq + 1) return `第 ${before.seq + 1} 条缺失`;
    if (event.prev !== before.hash) return `第 ${event.seq} 条没有接上前一条`;
    if (event.at < before.at) return `第 ${event.seq} 条的时间早于前一条`;
    before = event;
  }
  return events.length > 0 ? null : '没有记录';
};
