// Idempotency keys of people's actions: who is at it now, and what became of it. The durable truth is the case's own list of applied
// commands and the ledger's unique key; this table answers at once, and keeps the texts of a command in the same statement.
import { sha256 } from '../workflows/case/chain.ts';
import type { Database } from './client.ts';
import type { VaultText } from './vault.ts';

/** After this an unfinished request counts as abandoned (its process died), in ms; longer than any call waits. */
const abandonedAfter = 30_000;

/**
 * What the references of a request's texts begin with. It names the key and the body: a refused key may come back with other words, which then
 * need references of their own.
 */
export const textPrefixOf = ({ caseNo, key, bodyHash }: { caseNo: string; key: string; bodyHash: string }): string =>
  `${caseNo}/${sha256(`${key}\n${bodyHash}`).slice(0, 24)}/`;

/**
 * Takes a key for a request and puts its texts into the vault.
 * @returns `begun`: go on; `inFlight`: somebody is at it; `reused`: it came with another body; or the seq after it was done.
 */
export const beginRequest = async (
  db: Database,
  { caseNo, key, bodyHash, texts }: { caseNo: string; key: string; bodyHash: string; texts: readonly VaultText[] },
): Promise<'begun' | 'inFlight' | 'reused' | { seq: number }> => {
  const { rows } = await db.pool.query<{ begun: boolean; body_hash: string; status: string; seq: number | null }>({
    name: 'request-begin',
    text: `with begun as (
        insert into request_key (case_no, key, body_hash) values ($1, $2, $3)
        on conflict (case_no, key) do update set begun_at = now(), status = 'begun', body_hash = excluded.body_hash
          where request_key.status = 'refused'
            or (request_key.status = 'begun' and request_key.body_hash = excluded.body_hash
                and request_key.begun_at < now() - $4 * interval '1 millisecond')
        returning true as begun
      ), kept as (
        insert into vault_text (ref, case_no, text, digest)
        select t.* from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as t
        where exists (select from begun) on conflict (ref) do nothing
      )
      select true as begun, '' as body_hash, '' as status, null::integer as seq from begun
      union all
      select false, body_hash, status, seq from request_key
      where case_no = $1 and key = $2 and not exists (select from begun)`,
    values: [
      caseNo,
      key,
      bodyHash,
      abandonedAfter,
      texts.map((t) => t.ref),
      texts.map((t) => t.caseNo),
      texts.map((t) => t.text),
      texts.map((t) => t.digest),
    ],
  });
  const [row] = rows;
  // No row at all: the first request with this key committed between the statement's snapshot and its conflict.
  if (!row) return 'inFlight';
  if (row.begun) return 'begun';
  if (row.body_hash !== bodyHash) return 'reused';
  return row.status === 'done' && row.seq !== null ? { seq: row.seq } : 'inFlight';
};

/** The hash of the body that a key was taken for; null: nobody took it, or the table is from an older copy of the database. */
export const findRequest = async (
  db: Database,
  { caseNo, key }: { caseNo: string; key: string },
): Promise<string | null> => {
  const { rows } = await db.pool.query<{ body_hash: string }>({
    name: 'request-find',
    text: 'select body_hash from request_key where case_no = $1 and key = $2',
    values: [caseNo, key],
  });
  return rows[0]?.body_hash ?? null;
};

/**
 * Notes how a request ended. A refused one may be asked again, changed or not; one whose outcome is unknown only as it was.
 */
export const endRequest = async (
  db: Database,
  { caseNo, key }: { caseNo: string; key: string },
  result: { seq: number } | 'refused' | 'unknown',
): Promise<void> => {
  if (result === 'unknown') {
    await db.pool.query({
      name: 'request-release',
      text: `update request_key set begun_at = '-infinity' where case_no = $1 and key = $2 and status = 'begun'`,
      values: [caseNo, key],
    });
    return;
  }
  await db.pool.query({
    name: 'request-end',
    // Of two attempts the one that was done counts, whichever ends last.
    text: `update request_key set status = $3, seq = $4 where case_no = $1 and key = $2 and ($3 = 'done' or status <> 'done')`,
    values: [caseNo, key, result === 'refused' ? 'refused' : 'done', result === 'refused' ? null : result.seq],
  });
};
