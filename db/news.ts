// What is new in the ledger since a position, each event once and none left out. A position is a PostgreSQL snapshot: it tells of each
// transaction whether it had ended. An identity or a time would not do, because what got its number first may commit last.
import type { Database } from './client.ts';

/** One event, and the case as it stands now. */
export interface CaseNews {
  caseNo: string;
  seq: number;
  type: string;
  /** ISO. */
  at: string;
  phase: string;
  responsible: string;
  rehearsal: boolean;
  /** Every unit that sees the case. */
  scopes: string[];
}

export interface NewsRead {
  /** In the order of each case's events. */
  news: CaseNews[];
  /** Where to read on. */
  position: string;
  /** False: too much has happened since, or the position is none of this server's; there are no news then, everything may have changed. */
  complete: boolean;
}

/** Events that are told one by one; whoever missed more looks at everything anew. */
const most = 1_000;

/** Events that are looked at to find these: a position that somebody made up may reach back to the first one. */
const mostLookedAt = 20_000;

/** `xmin:xmax:xip,…`, as `pg_snapshot` reads it. */
const snapshot = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)$/;

/** Whether a text, which anybody may have made up, is a position. */
export const isPosition = (text: string): boolean => {
  const found = text.length <= 4_000 ? snapshot.exec(text) : null;
  if (!found) return false;
  const [, min = '', max = '', running = ''] = found;
  const [from, to] = [BigInt(min), BigInt(max)];
  const inside = running === '' ? [] : running.split(',').map(BigInt);
  return from > 0n && from <= to && inside.every((each, i) => each >= (inside[i - 1] ?? from) && each < to);
};

/** The present: what commits from now on is news after it. */
export const newsPosition = async (db: Database): Promise<string> => {
  const { rows } = await db.pool.query<{ position: string }>('select pg_current_snapshot()::text as position');
  return rows[0]?.position as string;
};

/** @param until another position; the present unless given */
export const readNews = async (db: Database, since: string, until: string | null = null): Promise<NewsRead> => {
  const { rows } = await db.pool.query<{
    position: string;
    known: boolean;
    looked: number;
    fresh: number;
    news: CaseNews[];
  }>({
    name: 'news-read',
    // The bounds are what the index is asked; the snapshots tell exactly.
    text: `with bounds as materialized (select $1::pg_snapshot as since, coalesce($2::pg_snapshot, pg_current_snapshot()) as until),
      looked as materialized (
        select case_no, seq, type, at, tx from case_event
        where tx >= pg_snapshot_xmin($1::pg_snapshot)
          and tx < pg_snapshot_xmax(coalesce($2::pg_snapshot, pg_current_snapshot()))
        order by tx limit ${mostLookedAt + 1}),
      fresh as materialized (
        select case_no, seq, type, at, tx from looked, bounds
        where not pg_visible_in_snapshot(tx, since) and pg_visible_in_snapshot(tx, until)
        order by tx, case_no, seq limit ${most + 1})
      select until::text as position, pg_snapshot_xmax(since) <= pg_snapshot_xmax(until) as known,
        (select count(*)::integer from looked) as looked,
        (select count(*)::integer from fresh) as fresh,
        (select coalesce(json_agg(json_build_object('caseNo', fresh.case_no, 'seq', fresh.seq, 'type', fresh.type,
            'at', to_char(fresh.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'phase', phase,
            'responsible', responsible::text, 'rehearsal', rehearsal, 'scopes', scopes)
          order by fresh.tx, fresh.case_no, fresh.seq), '[]')
         from fresh join case_view on case_view.case_no = fresh.case_no) as news
      from bounds`,
    values: [since, until],
  });
  const { position, known, looked, fresh, news } = rows[0] as (typeof rows)[0];
  const complete = known && looked <= mostLookedAt && fresh <= most;
  return { news: complete ? news : [], position, complete };
};
