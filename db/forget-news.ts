// Forgetting news: `case_news` holds what screens tell, and none of them looks back further than the hours of past days. The ledger keeps
// everything; a case whose news are forgotten goes on from its row of the read model.
import type { Database } from './client.ts';
import { pastDays } from './hall.ts';

/** The present day and one more, because days end at China's midnight. */
const days = pastDays + 2;

/** News forgotten at a time, so that no commit waits long for them. */
const batch = 5_000;

/** One round. @returns how many were forgotten; there may be more when it is not 0 */
export const forgetNews = async (db: Database): Promise<number> => {
  const { rowCount } = await db.pool.query(
    `delete from case_news where ctid = any(array(
       select ctid from case_news where at < now() - $1 * interval '1 day' order by at limit $2))`,
    [days, batch],
  );
  return rowCount ?? 0;
};
