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
export const receive = (db: Database, reception: Reception): Promise<Received> =>
  inTransaction(db, async (client): Promise<Received> => {
    const begun = await begin(client, reception);
    if ('kind' in begun) return begun;
    const { open, texts } = reception.prepare(begun.caseNo);
    await client.query({
      name: 'intake-insert',
      text: `with kept as (
          insert into vault_text (ref, case_no, text, digest)
          select * from unnest($7::text[], $8::text[], $9::text[], $10::text[]) on conflict (ref) do nothing
        )
        insert into intake (case_no, scope, key, body_hash, open_case, received_at, next_attempt_at)
        values ($1, $2, $3, $4, $5, $6, now() + interval '5 seconds')`,
      values: [
        begun.caseNo,
        reception.scope,
        reception.key,
        reception.bodyHash,
        JSON.stringify(open),
        reception.receivedAt,
        ...columnsOf(texts),
      ],
    });
    return { kind: 'new', open, started: false };
  });

type Begun = {
  known_hash: string | null;
  known_open: OpenCase;
  known_started: boolean;
  code: string | null;
  number: number;
};

/**
 * A repeated request waits here, before it takes a number. Counties do not wait for each other; within one, a number is taken in the
 * order of commits.
 */
const begin = async (
  client: { query: (query: { name: string; text: string; values: unknown[] }) => Promise<{ rows: unknown[] }> },
  { scope, key, bodyHash, area, receivedAt }: Reception,
): Promise<Received | { caseNo: string }> => {
  const county = atLevel(area, 'county');
  // China's date: UTC+8, no daylight saving.
  const day = new Date(receivedAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const { rows } = await client.query({
    name: 'intake-begin',
    text: 'select * from begin_reception($1, $2, $3::ltree, $4)',
    values: [scope, key, county, day],
  });
  const [row] = rows as Begun[];
  if (!row) {
    throw new CaseFailure('UnknownUnit', `${county} 没有事项编号前缀。This county has no code for case numbers.`);
  }
  if (row.known_hash === null) return { caseNo: `${row.code}-${day}-${String(row.number).padStart(5, '0')}` };
  if (row.known_hash !== bodyHash) return { kind: 'conflict' };
  return { kind: 'known', open: row.known_open, started: row.known_started };
};

/** Vault rows as arrays of their columns, for `unnest`. */
const columnsOf = (texts: readonly VaultText[]): string[][] => [
  texts.map((t) => t.ref),
  texts.map((t) => t.caseNo),
  texts.map((t) => t.text),
  texts.map((t) => t.digest),
];

/** The case of a receipt runs; the commit of its reception says so, too. */
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
