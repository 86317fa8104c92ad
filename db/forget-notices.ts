// Forgetting notices: `outbox` holds what somebody is to be told, and after a month it is no news any more, told or not. Whoever must know
// finds it in the case; the ledger keeps every event that a notice was made from.
import type { Database } from './client.ts';

const days = 30;

/** Notices forgotten at a time. */
const batch = 5_000;

/** One round. @returns how many were forgotten; there may be more when it is not 0 */
export const forgetNotices = async (db: Database): Promise<number> => {
  const { rowCount } = await db.pool.query(
    `delete from outbox where ctid = any(array(
       select ctid from outbox where created_at < now() - $1 * interval '1 day' order by created_at limit $2))`,
    [days, batch],
  );
  return rowCount ?? 0;
};
