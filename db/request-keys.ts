// Idempotency keys of people's actions: who is at it now, and what became of it. The durable truth is the case's own list of applied
// commands and the ledger's unique key; this table answers at once, and keeps the texts of a command in the same statement.
import { sha256 } from '../workflows/case/chain.ts';
import type { Database } from './client.ts';
import { openRestoration } from './restoration.ts';
import type { VaultText } from './vault.ts';

/** After this an unfinished request counts as abandoned (its process died), in ms; longer than any call waits. */
const abandonedAfter = 30_000;

/** A request of somebody's: a key, and the body that it came with. */
interface Request {
  caseNo: string;
  key: string;
  bodyHash: string;
}

/**
 * What the references of a request's texts begin with. It names the key and the body: a refused key may come back with other words, which then
 * need references of their own.
 */
export const textPrefixOf = ({ caseNo, key, bodyHash }: Request): string =>
  `${caseNo}/${sha256(`${key}\n${bodyHash}`).slice(0, 24)}/`;

/**
 * Takes a key for a request and puts its texts into the vault.
 * @returns `begunAt`: go on, and say so at the end; `inFlight`: somebody is at it; `reused`: it came with another body; or the seq after it was done.
 */
export const beginRequest = async (
  db: Database,
  { caseNo, key, bodyHash, texts }: Request & { texts: readonly VaultText[] },
): Promise<{ begunAt: string } | 'inFlight' | 'reused' | { seq: number }> => {
  const { rows } = await db.pool.query<{
    begun_at: string | null;
    body_hash: string;
    status: string;
    seq: number | null;
  }>({
    name: 'request-begin',
    text: `with begun as (
        insert into request_key (case_no, key, body_hash) values ($1, $2, $3)
        on conflict (case_no, key) do update set begun_at = now(), status = 'begun', body_hash = excluded.body_hash
          where request_key.status = 'refused'
            or (request_key.status = 'begun' and request_key.body_hash = excluded.body_hash
                and request_key.begun_at < now() - $4 * interval '1 millisecond')
        returning begun_at
      ), kept as (
        insert into vault_text (ref, case_no, text, digest)
        select t.* from unnest($5::text[], $6::text[], $7::text[], $8::text[]) as t
        where exists (select from begun) on conflict (ref) do nothing
      )
      select begun_at::text, '' as body_hash, '' as status, null::integer as seq from begun
      union all
      select null, body_hash, status, seq from request_key
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
  if (row.begun_at !== null) return { begunAt: row.begun_at };
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
 * Notes how a request ended that the case did not do; the commit notes by itself that it was done. A refused one may be asked again, changed
 * or not, and its texts are gone; one whose outcome is unknown may be asked again only as it was.
 * @param begunAt tells this attempt from another one that took the request over meanwhile, and whose texts these are then
 */
export const endRequest = async (
  db: Database,
  { caseNo, key, bodyHash, begunAt }: Request & { begunAt: string },
  result: 'refused' | 'unknown',
): Promise<void> => {
  if (result === 'unknown') {
    await db.pool.query({
      name: 'request-release',
      text: `update request_key set begun_at = now() - $4 * interval '1 millisecond'
        where case_no = $1 and key = $2 and begun_at = $3 and status = 'begun'`,
      values: [caseNo, key, begunAt, abandonedAfter],
    });
    return;
  }
  await db.pool.query({
    name: 'request-refuse',
    text: `with refused as (
        update request_key set status = 'refused' where case_no = $1 and key = $2 and begun_at = $3 and status = 'begun'
        returning true
      )
      delete from vault_text where case_no = $1 and starts_with(ref, $4) and exists (select from refused)
        and not exists (select from case_event where case_no = $1 and command_id = $2 and strpos(body, $4) > 0)`,
    values: [caseNo, key, begunAt, textPrefixOf({ caseNo, key, bodyHash })],
  });
};

/** Hours after which no call, no repetition and no commit of a request is under way any more. */
const forgottenAfter = 24;

/** Abandoned requests looked at in one round. */
const batch = 1_000;

/**
 * Removes the texts of requests that nobody ended: their process died, and they were not asked again. One round. A database that was restored
 * and not yet compared is waited for: the events that refer to these texts may come back.
 * @returns how many requests; there may be more when it is not 0
 */
export const forgetAbandoned = async (db: Database): Promise<number> => {
  if ((await openRestoration(db)) !== null) return 0;
  const { rows } = await db.pool.query<{ abandoned: number }>(
    `with abandoned as (
       update request_key set status = 'refused' where status = 'begun' and ctid = any(array(
         select ctid from request_key as request
         where status = 'begun' and begun_at < now() - $1 * interval '1 hour'
           and not exists (select from case_event where case_no = request.case_no and command_id = request.key)
         limit $2))
       returning case_no, key, body_hash
     ), forgotten as (
       delete from vault_text using abandoned where vault_text.case_no = abandoned.case_no and starts_with(ref,
         abandoned.case_no || '/' || left(encode(sha256(convert_to(abandoned.key || chr(10) || body_hash, 'UTF8')), 'hex'), 24) || '/')
     )
     select count(*)::integer as abandoned from abandoned`,
    [forgottenAfter, batch],
  );
  return rows[0]?.abandoned ?? 0;
};

/** Days after which nobody repeats a request any more. */
const keptFor = 30;

/** Keys forgotten at a time. */
const keysAtATime = 5_000;

/**
 * Forgets the keys of requests that ended a month ago. One that was done is known by the ledger for ever: whoever repeats it all the same is
 * answered, or told that the key was used, and nothing is done twice. One round.
 * @returns how many; there may be more when it is not 0
 */
export const forgetEnded = async (db: Database): Promise<number> => {
  const { rowCount } = await db.pool.query(
    `delete from request_key where ctid = any(array(
       select ctid from request_key where status <> 'begun' and begun_at < now() - $1 * interval '1 day' order by begun_at limit $2))`,
    [keptFor, keysAtATime],
  );
  return rowCount ?? 0;
};
