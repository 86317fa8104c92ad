// Reception: one transaction gives a request its number, its receipt and its place in the vault. No receipt without a row; the case is
// started from the row, right away or by the dispatcher.
import type pg from 'pg';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { atLevel, type OrgPath } from '../workflows/contract/org-path.ts';
import { type Database, inTransaction } from './client.ts';
import { following, type OpeningRow, storedOpening, wholeOpening } from './opening.ts';
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
  const [received] = await receiveTogether(db, [reception]);
  return received as Received;
};

/** What became of an earlier request with this key; null: there was none. */
export const findReceived = async (
  db: Database,
  { scope, key, bodyHash }: Pick<Reception, 'scope' | 'key' | 'bodyHash'>,
): Promise<Received | null> => {
  const { rows } = await db.pool.query<OpeningRow & { hash: string; started: boolean }>({
    name: 'intake-find',
    text: `select intake.body_hash as hash, intake.started_at is not null as started, opening.*
      from intake join opening using (case_no) where intake.scope = $1 and intake.key = $2`,
    values: [scope, key],
  });
  const [row] = rows;
  return row ? receivedBefore(row, row.hash, row.started, bodyHash) : null;
};

/** Whose counter a request's number is taken from; requests of different counties do not wait for each other. */
export const countyOf = ({ area }: Pick<Reception, 'area'>): OrgPath => atLevel(area, 'county');

/**
 * Receives requests of one county in one transaction; numbers are taken in their order. Answers in their order.
 * @throws CaseFailure UnknownUnit as {@link receive}; whatever the preparation of one throws: then none was received
 */
export const receiveTogether = async (db: Database, receptions: readonly Reception[]): Promise<Received[]> => {
  const firsts = new Map<string, Reception>();
  const again: Reception[] = [];
  for (const each of receptions) {
    if (firsts.has(keyOf(each))) again.push(each);
    else firsts.set(keyOf(each), each);
  }
  const received = new Map<Reception, Received>();
  const keep = (asked: readonly Reception[], answers: readonly Received[]): void => {
    for (const [i, each] of asked.entries()) received.set(each, answers[i] as Received);
  };
  const distinct = [...firsts.values()];
  keep(distinct, await inTransaction(db, (client) => receiveDistinct(client, distinct)));
  if (again.length > 0) keep(again, await receiveTogether(db, again));
  return receptions.map((each) => received.get(each) as Received);
};

const keyOf = ({ scope, key }: Reception): string => `${scope} ${key}`;

/** Receives requests whose keys differ from each other. */
const receiveDistinct = async (client: pg.PoolClient, receptions: readonly Reception[]): Promise<Received[]> => {
  const begun = await begin(client, receptions);
  const prepared = receptions.flatMap((reception, i) => {
    const caseNo = begun[i]?.caseNo;
    return caseNo === undefined ? [] : [{ ...reception, caseNo, ...reception.prepare(caseNo) }];
  });
  if (prepared.length > 0) await insert(client, prepared);
  const opens = new Map(prepared.map(({ caseNo, open }) => [caseNo, open]));
  return begun.map((each): Received => {
    if (each.received) return each.received;
    return { kind: 'new', open: opens.get(each.caseNo) as OpenCase, started: false };
  });
};

const insert = async (
  client: pg.PoolClient,
  prepared: readonly (Reception & { caseNo: string; open: OpenCase; texts: readonly VaultText[] })[],
): Promise<void> => {
  const texts = prepared.flatMap((each) => each.texts);
  const files = prepared.flatMap(({ caseNo, open }) => open.intake.attachments.map(({ ref }) => ({ ref, caseNo })));
  await client.query({
    name: 'intake-insert',
    text: `with kept as (
        insert into vault_text (ref, case_no, text, digest)
        select * from unnest($7::text[], $8::text[], $9::text[], $10::text[]) on conflict (ref) do nothing
      ), named as (
        update attachment set named_in = named_in || files.cases from (
          select ref, array_agg(distinct case_no) as cases from unnest($11::text[], $12::text[]) as file (ref, case_no) group by ref
        ) as files where attachment.ref = files.ref
      )
      insert into intake (case_no, scope, key, body_hash, open_case, received_at, next_attempt_at)
      select *, now() + interval '5 seconds'
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::json[], $6::timestamptz[])`,
    values: [
      prepared.map(({ caseNo }) => caseNo),
      prepared.map(({ scope }) => scope),
      prepared.map(({ key }) => key),
      prepared.map(({ bodyHash }) => bodyHash),
      prepared.map(({ open }) => storedOpening(open)),
      prepared.map(({ receivedAt }) => receivedAt),
      texts.map((t) => t.ref),
      texts.map((t) => t.caseNo),
      texts.map((t) => t.text),
      texts.map((t) => t.digest),
      files.map(({ ref }) => ref),
      files.map(({ caseNo }) => caseNo),
    ],
  });
};

interface Begun extends OpeningRow {
  place: number;
  known_hash: string | null;
  known_started: boolean;
  code: string | null;
  number: number;
}

/** A request is known already, or has its number. */
type Beginning = { received: Received; caseNo?: never } | { received?: never; caseNo: string };

/**
 * A repeated request waits here, before it takes a number. Counties do not wait for each other; within one, a number is taken in the
 * order of commits.
 */
const begin = async (client: pg.PoolClient, receptions: readonly Reception[]): Promise<Beginning[]> => {
  const [first] = receptions as [Reception];
  const county = countyOf(first);
  const days = receptions.map(({ receivedAt }) => dayInChina(receivedAt));
  const { rows } = await client.query<Begun>({
    name: 'intake-begin',
    text: 'select * from begin_receptions($1, $2, $3::ltree, $4)',
    values: [receptions.map(({ scope }) => scope), receptions.map(({ key }) => key), county, days],
  });
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return receptions.map(({ bodyHash }, i): Beginning => {
    const row = byPlace.get(i + 1);
    if (!row) {
      throw new CaseFailure('UnknownUnit', `${county} 没有事项编号前缀。This county has no code for case numbers.`);
    }
    if (row.known_hash === null) return { caseNo: `${row.code}-${days[i]}-${String(row.number).padStart(5, '0')}` };
    return { received: receivedBefore(row, row.known_hash, row.known_started, bodyHash) };
  });
};

const receivedBefore = (row: OpeningRow, hash: string, started: boolean, bodyHash: string): Received =>
  hash === bodyHash ? { kind: 'known', open: wholeOpening(row), started } : { kind: 'conflict' };

/** YYYYMMDD; UTC+8, no daylight saving. */
const dayInChina = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

/** Lets the receipts that still wait for their case follow a newer version of their calendar, which is published. */
export const followCalendar = (db: Database, calendar: WorkingCalendar): Promise<void> =>
  inTransaction(db, async (client) => {
    const { rows } = await client.query<{ case_no: string; open_case: OpenCase }>(
      `select case_no, open_case from intake where started_at is null and open_case->'calendar'->>'name' = $1
       and (open_case->'calendar'->>'version')::integer < $2 for update`,
      [calendar.name, calendar.version],
    );
    for (const { case_no, open_case } of rows) {
      await client.query('update intake set open_case = $2, next_attempt_at = now() where case_no = $1', [
        case_no,
        following(open_case, calendar),
      ]);
    }
  });

/**
 * Receipts whose case is not known to run, the oldest first, each put off for a while so that two dispatchers share the work. Why one cannot
 * be opened as it was received is noted, and keeps no other from it.
 */
export const claimWaiting = async (db: Database, limit: number): Promise<OpenCase[]> => {
  const { rows } = await db.pool.query<OpeningRow>({
    name: 'intake-claim',
    text: `with claimed as (
        update intake set attempts = attempts + 1,
          next_attempt_at = now() + least(interval '5 minutes', interval '2 seconds' * power(2, least(attempts, 10)))
        where case_no in (
          select case_no from intake where started_at is null and next_attempt_at <= now()
          order by next_attempt_at limit $1 for update skip locked)
        returning case_no)
      select opening.* from claimed join opening using (case_no)`,
    values: [limit],
  });
  const waiting: OpenCase[] = [];
  for (const row of rows) {
    try {
      waiting.push(wholeOpening(row));
    } catch (error) {
      await noteStartFailure(db, row.open_case.caseNo, (error as Error).message);
    }
  }
  return waiting;
};

/** Notes why a case could not be started yet. */
export const noteStartFailure = async (db: Database, caseNo: string, why: string): Promise<void> => {
  await db.pool.query('update intake set last_error = $2 where case_no = $1', [caseNo, why.slice(0, 500)]);
};
