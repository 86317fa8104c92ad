// Reception: one transaction gives a request its number, its receipt and its place in the vault. No receipt without a row; the case is
// started from the row, right away or by the dispatcher.
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { atLevel } from '../workflows/contract/org-path.ts';
import { type Database, inTransaction } from './client.ts';
import type { VaultText } from './vault.ts';

export interface Reception {
  /** Whose key it is, e.g. `person/p-1`. */
  scope: string;
  key: string;
  bodyHash: string;
  receivedAt: Date;
  /** The unit where it happened; its county gives the number's letters. */
  area: string;
  /** Makes the workflow's input and the vault's rows once the number is known. */
  prepare(caseNo: string): { open: OpenCase; texts: readonly VaultText[] };
}

/** `new`: received now; `known`: received before, with the same body; `conflict`: the key was used with another body. */
export type Received = { kind: 'new' | 'known'; open: OpenCase; started: boolean } | { kind: 'conflict' };

/** @throws CaseFailure UnknownUnit when the area's county has no letters for case numbers */
export const receive = async (db: Database, reception: Reception): Promise<Received> => {
  const known = await find(db.pool, reception);
  if (known) return known;
  return inTransaction(db, async (client): Promise<Received> => {
    // A repeated request waits here, before it takes a number, and on this connection alone: asking the pool for a second one while
    // holding the county's counter would stop all of its receptions once the pool is used up.
    await client.query({
      name: 'intake-turn',
      text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
      values: [`${reception.scope} ${reception.key}`],
    });
    const theirs = await find(client, reception);
    if (theirs) return theirs;
    const caseNo = await nextCaseNo(client, reception);
    const { open, texts } = reception.prepare(caseNo);
    await client.query({
      name: 'intake-insert',
      text: `insert into intake (case_no, scope, key, body_hash, open_case, received_at, next_attempt_at)
        values ($1, $2, $3, $4, $5, $6, now() + interval '5 seconds')`,
      values: [caseNo, reception.scope, reception.key, reception.bodyHash, JSON.stringify(open), reception.receivedAt],
    });
    await insertTexts(client, texts);
    return { kind: 'new', open, started: false };
  });
};

const find = async (client: Client, { scope, key, bodyHash }: Reception): Promise<Received | null> => {
  const { rows } = await client.query({
    name: 'intake-find',
    text: 'select body_hash, open_case, started_at is not null as started from intake where scope = $1 and key = $2',
    values: [scope, key],
  });
  const [row] = rows as { body_hash: string; open_case: OpenCase; started: boolean }[];
  if (!row) return null;
  if (row.body_hash !== bodyHash) return { kind: 'conflict' };
  return { kind: 'known', open: row.open_case, started: row.started };
};

type Client = { query: (query: { name: string; text: string; values: unknown[] }) => Promise<{ rows: unknown[] }> };

/** Counties do not wait for each other; within one, a number is taken in the order of commits. */
const nextCaseNo = async (client: Client, { area, receivedAt }: Reception): Promise<string> => {
  // China's date: UTC+8, no daylight saving.
  const day = new Date(receivedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const { rows } = await client.query({
    name: 'case-number',
    text: `insert into case_counter (code, day, last)
      select code, $2, 1 from org_unit where path = $1::ltree and code is not null
      on conflict (code, day) do update set last = case_counter.last + 1 returning code, last`,
    values: [atLevel(area, 'county'), day],
  });
  const [row] = rows as { code: string; last: number }[];
  if (!row) {
    throw new CaseFailure(
      'UnknownUnit',
      `${atLevel(area, 'county')} 没有事项编号前缀。This county has no code for case numbers.`,
    );
  }
  return `${row.code}-${day}-${String(row.last).padStart(5, '0')}`;
};

/** Puts texts into the vault; a repeated one is there already. */
export const insertTexts = async (client: Client, texts: readonly VaultText[]): Promise<void> => {
  if (texts.length === 0) return;
  await client.query({
    name: 'vault-insert',
    text: `insert into vault_text (ref, case_no, text, digest)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict (ref) do nothing`,
    values: [texts.map((t) => t.ref), texts.map((t) => t.caseNo), texts.map((t) => t.text), texts.map((t) => t.digest)],
  });
};

/** The case of a receipt runs. */
export const markStarted = async (db: Database, caseNo: string): Promise<void> => {
  await db.pool.query({
    name: 'intake-started',
    text: 'update intake set started_at = now(), last_error = null where case_no = $1 and started_at is null',
    values: [caseNo],
  });
};

/** Lets the receipts that still wait for their case follow a newer version of their calendar. */
export const followCalendar = (db: Database, calendar: WorkingCalendar): Promise<void> =>
  inTransaction(db, async (client) => {
    const { rows } = await client.query<{ case_no: string; open_case: OpenCase }>(
      `select case_no, open_case from intake where started_at is null and open_case->'calendar'->>'name' = $1
       and (open_case->'calendar'->>'version')::integer < $2 for update`,
      [calendar.name, calendar.version],
    );
    // Not changed in SQL: `jsonb` would lose the order of steps and actions, which is the order that people see.
    for (const { case_no, open_case } of rows) {
      await client.query('update intake set open_case = $2, next_attempt_at = now() where case_no = $1', [
        case_no,
        JSON.stringify({ ...open_case, calendar }),
      ]);
    }
  });

/** Receipts whose case is not known to run, the oldest first, each put off for a while so that two dispatchers share the work. */
export const claimWaiting = async (db: Database, limit: number): Promise<OpenCase[]> => {
  const { rows } = await db.pool.query<{ open_case: OpenCase }>({
    name: 'intake-claim',
    text: `update intake set attempts = attempts + 1,
        next_attempt_at = now() + least(interval '5 minutes', interval '2 seconds' * power(2, least(attempts, 10)))
      where case_no in (
        select case_no from intake where started_at is null and next_attempt_at <= now()
        order by next_attempt_at limit $1 for update skip locked)
      returning open_case`,
    values: [limit],
  });
  return rows.map((row) => row.open_case);
};

/** Notes why a case could not be started yet. */
export const noteStartFailure = async (db: Database, caseNo: string, why: string): Promise<void> => {
  await db.pool.query('update intake set last_error = $2 where case_no = $1', [caseNo, why.slice(0, 500)]);
};
