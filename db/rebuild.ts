// Rebuilding the read model from the ledger alone. Every case is folded and put into a shadow beside the read model; what differs is told,
// and only then swapped in. Safe beside a running system: a case is compared in one snapshot of the database, in which ledger and read model
// belong together, and swapped under the lock that its commits take, from the ledger as it is by then.
import type { PoolClient } from 'pg';
import type { CaseState } from '../workflows/contract/state.ts';
import { viewOf } from './case-view.ts';
import type { Database } from './client.ts';
import { isOpenRowWrong, remakeOpenRows } from './open-cases.ts';
import { type Break, caseNumbersAfter, readLedgers } from './reconcile-ledger.ts';
import { recountEnded } from './recount.ts';

/** Cases folded at a time: what memory is needed for. */
const batch = 200;

export type Difference =
  /** Columns of the read model, members of its state, and `case_open` for its row there, that are not what the ledger says. */
  | { kind: 'differs'; caseNo: string; fields: string[] }
  /** The ledger has the case and the read model does not. */
  | { kind: 'missing'; caseNo: string }
  /** The read model has a case that the ledger does not have: left alone. */
  | { kind: 'extra'; caseNo: string }
  /** The case's ledger is broken: its row is left alone. */
  | ({ kind: 'broken'; caseNo: string } & Break);

export interface Rebuild {
  /** One case; all of them unless told. */
  caseNo?: string | undefined;
  /** Called with each difference, before anything is written. */
  found(difference: Difference): void;
  /** Asked once, when everything was compared; false: nothing is written. */
  swaps(): boolean | Promise<boolean>;
}

/** @returns how many cases were compared (0: the one case is not known at all), and how many rows were written */
export const rebuildReadModel = async (
  db: Database,
  { caseNo, found, swaps }: Rebuild,
): Promise<{ compared: number; written: number }> => {
  // One connection: the shadow is its own and goes with it.
  const client = await db.pool.connect();
  try {
    await client.query('create temporary table shadow (like case_view, primary key (case_no))');
    const compared = caseNo ? await compare(client, [caseNo], found) : await compareAll(client, found);
    const written = (await swaps()) ? await swapAll(client) : 0;
    // A row that was deleted past the triggers has been counted before it came back.
    if (written > 0) await recountEnded(db);
    return { compared, written };
  } finally {
    client.release(true);
  }
};

const compareAll = async (client: PoolClient, found: Rebuild['found']): Promise<number> => {
  let compared = 0;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const caseNos: string[] = await caseNumbersAfter(client, after, batch);
    compared += await compare(client, caseNos, found);
    after = caseNos.at(-1);
  }
  return compared;
};

const transaction = async <T>(client: PoolClient, begin: string, work: () => Promise<T>): Promise<T> => {
  await client.query(begin);
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

interface Compared {
  case_no: string;
  missing: boolean;
  extra: boolean;
  fields: string[];
}

/** Rows that differ stay in the shadow. @returns how many cases were compared: those that ledger or read model knows */
const compare = (client: PoolClient, caseNos: readonly string[], found: Rebuild['found']): Promise<number> =>
  // One snapshot: a case that commits meanwhile is seen as it was before, or as it is after, in both.
  transaction(client, 'begin isolation level repeatable read', async () => {
    const ledgers = await shade(client, caseNos);
    for (const { caseNo, broken } of ledgers) if (broken) found({ kind: 'broken', caseNo, ...broken });
    const { rows } = await client.query<Compared>(
      `select case_no, v.case_no is null and s.case_no is not null as missing, s.case_no is null as extra,
         array(select key from jsonb_each(to_jsonb(s)) where value is distinct from to_jsonb(v) -> key order by key)
         || array(select 'state.' || key from jsonb_object_keys(s.state || v.state) as key
                  where s.state -> key is distinct from v.state -> key order by key)
         || array(select 'case_open' where ${isOpenRowWrong('s', 'o')}) as fields
       from unnest($1::text[]) as case_no left join shadow as s using (case_no)
       left join case_view as v using (case_no) left join case_open as o using (case_no)
       where to_jsonb(s) is distinct from to_jsonb(v) or ${isOpenRowWrong('s', 'o')} order by case_no`,
      [caseNos],
    );
    const known = new Set(ledgers.map(({ caseNo }) => caseNo));
    for (const { case_no: caseNo, missing, extra, fields } of rows) {
      if (missing) found({ kind: 'missing', caseNo });
      else if (!extra) found({ kind: 'differs', caseNo, fields });
      else if (!known.has(caseNo)) found({ kind: 'extra', caseNo });
    }
    const different = rows.map((row) => row.case_no);
    await client.query('delete from shadow where case_no = any($1) and case_no <> all($2)', [caseNos, different]);
    return new Set([...known, ...different]).size;
  });

/** Puts what the ledger says of these cases into the shadow, the broken ones aside. @returns their ledgers */
const shade = async (client: PoolClient, caseNos: readonly string[]) => {
  const ledgers = [...(await readLedgers(client, caseNos, null)).values()];
  const sound = ledgers.filter(({ broken }) => !broken);
  // `scopes` follows `involved`.
  const rows = sound.map(({ state }) => ({ ...viewOf(state as CaseState), scopes: [] }));
  await client.query('delete from shadow where case_no = any($1)', [caseNos]);
  await client.query('insert into shadow select * from jsonb_populate_recordset(null::case_view, $1::jsonb)', [
    JSON.stringify(rows),
  ]);
  await client.query('update shadow set scopes = scopes_of(involved) where case_no = any($1)', [caseNos]);
  return ledgers;
};

const swapAll = async (client: PoolClient): Promise<number> => {
  const columns = await columnsOf(client);
  let written = 0;
  for (let after = ''; ; ) {
    const { rows } = await client.query<{ case_no: string }>(
      'select case_no from shadow where case_no > $1 order by case_no limit $2',
      [after, batch],
    );
    const caseNos = rows.map((row) => row.case_no);
    const last = caseNos.at(-1);
    if (last === undefined) return written;
    written += await swap(client, caseNos, columns);
    after = last;
  }
};

const swap = (client: PoolClient, caseNos: readonly string[], columns: readonly string[]): Promise<number> =>
  transaction(client, 'begin', async () => {
    // The locks of their commits, always in the same order; a commit gives up after two seconds and is repeated.
    await client.query(`set local lock_timeout = '30s'; set local statement_timeout = '60s'`);
    await client.query('select pg_advisory_xact_lock(hashtextextended(each, 0)) from unnest($1::text[]) as each', [
      caseNos,
    ]);
    const { rows: moved } = await client.query<{ case_no: string }>(
      `select case_no from shadow, lateral (
         select case_event.seq as last_seq, hash from case_event where case_event.case_no = shadow.case_no order by seq desc limit 1) as last
       where case_no = any($1) and (last_seq, hash) is distinct from (seq, head)`,
      [caseNos],
    );
    // Committed since they were compared: they are folded again, now that nothing can be added to them.
    await shade(
      client,
      moved.map((row) => row.case_no),
    );
    const { rowCount } = await client.query(
      `insert into case_view (${columns.join(', ')}) select ${columns.join(', ')} from shadow where case_no = any($1)
       on conflict (case_no) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      [caseNos],
    );
    // A trigger of the read model keeps them, but only with what changes there.
    for (const statement of remakeOpenRows) await client.query(statement, [caseNos]);
    return rowCount ?? 0;
  });

const columnsOf = async (client: PoolClient): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = 'case_view'::regclass and attnum > 0 and not attisdropped`,
  );
  return rows.map((row) => row.name);
};
