// Removing files that were uploaded and then put into no case. What a case holds stays for ever.
import type { Database } from './client.ts';
import { openRestoration } from './restoration.ts';

/** Files looked at in a round. */
const batch = 200;

/**
 * One round: of the files that nobody has named for two days, those go that no case holds, by the word of the ledger. A case that is not there
 * yet (a receipt that waits) is waited for, as is a database that was restored and not yet compared.
 * @returns how many were looked at; there may be more when it is not 0
 */
export const forgetLooseFiles = async (db: Database): Promise<number> => {
  if ((await openRestoration(db)) !== null) return 0;
  const { rows } = await db.pool.query<{ seen: number }>(
    `with loose as (
       select ref, named_in from attachment
       where not kept and created_at < now() - interval '2 days' and greatest(created_at, named_at) < now() - interval '2 days'
       order by created_at limit $1 for update skip locked
     ), judged as (
       select ref,
         exists (select from case_event where case_no = any(named_in) and strpos(body, ref) > 0) as held,
         exists (select from unnest(named_in) as named (case_no) where not exists (
           select from case_event where case_event.case_no = named.case_no)) as awaited
       from loose
     ), gone as (
       delete from attachment using judged where attachment.ref = judged.ref and not held and not awaited
     ), stayed as (
       update attachment set kept = held, named_at = now() from judged
       where attachment.ref = judged.ref and (held or awaited)
     )
     select count(*)::integer as seen from judged`,
    [batch],
  );
  return rows[0]?.seen ?? 0;
};
