// How the zone stands, counted over the read model.
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Scope } from './cases.ts';
import type { Database } from './client.ts';

export interface Overview {
  received: number;
  closed: number;
  /** Closed of received, 0 to 1; null when none was received. */
  closureRate: number | null;
  open: number;
  withResponsible: number;
  overdue: number;
  onTime: number;
  onTimeRate: number | null;
  bySource: Record<string, number>;
  byPhase: Record<string, number>;
  byUnit: Record<string, number>;
  byType: Record<string, number>;
}

export interface OverviewFilter {
  unit?: OrgPath | undefined;
  /** Received from … to (instants). */
  from?: string | undefined;
  to?: string | undefined;
  rehearsals: boolean;
}

/** One pass over the cases in scope; groups are counted in the same statement. */
const query = `
  with cases as (
    select source, phase, type, status, responsible, on_time,
      coalesce(status = 'open' and (overdue or (not rehearsal and due_at < now())), false) as late
    from case_view
    where ($1::ltree[] is null or involved <@ any($1::ltree[])) and ($2::text is null or case_no = $2)
      and ($3::ltree is null or involved <@ $3::ltree) and rehearsal = $6
      and ($4::timestamptz is null or received_at >= $4) and ($5::timestamptz is null or received_at < $5)
  ), grouped as (
    select grouping(source, phase, type, responsible) as by, source, phase, type, responsible,
      count(*)::integer as received, count(*) filter (where status <> 'open')::integer as closed,
      count(*) filter (where status = 'open')::integer as open,
      count(*) filter (where status = 'open' and responsible is not null)::integer as answered,
      count(*) filter (where late)::integer as overdue, count(*) filter (where on_time)::integer as on_time
    from cases group by grouping sets ((), (source), (phase), (type), (responsible))
  )
  select by, source, phase, type, responsible::text, received, closed, open, answered, overdue, on_time from grouped`;

interface Group {
  by: number;
  source: string | null;
  phase: string | null;
  type: string | null;
  responsible: string | null;
  received: number;
  closed: number;
  open: number;
  answered: number;
  overdue: number;
  on_time: number;
}

/** Bits of `grouping(…)`: a column that a group is not by. */
const groupedBy = { all: 0b1111, source: 0b0111, phase: 0b1011, type: 0b1101, responsible: 0b1110 } as const;

export const overview = async (db: Database, scope: Scope, filter: OverviewFilter): Promise<Overview> => {
  const { rows } = await db.pool.query<Group>({
    name: 'overview',
    text: query,
    values: [
      'units' in scope ? scope.units : null,
      'caseNo' in scope ? scope.caseNo : null,
      filter.unit ?? null,
      filter.from ?? null,
      filter.to ?? null,
      filter.rehearsals,
    ],
  });
  const counts = (by: Exclude<keyof typeof groupedBy, 'all'>, of: 'received' | 'open'): Record<string, number> =>
    Object.fromEntries(
      rows.filter((row) => row.by === groupedBy[by] && row[of] > 0).map((row) => [row[by] as string, row[of]]),
    );
  const all = rows.find((row) => row.by === groupedBy.all);
  const { received = 0, closed = 0, open = 0, answered = 0, overdue = 0, on_time: onTime = 0 } = all ?? {};
  return {
    received,
    closed,
    closureRate: received > 0 ? closed / received : null,
    open,
    withResponsible: answered,
    overdue,
    onTime,
    onTimeRate: closed > 0 ? onTime / closed : null,
    bySource: counts('source', 'received'),
    byPhase: counts('phase', 'open'),
    byUnit: counts('responsible', 'open'),
    byType: counts('type', 'received'),
  };
};

/** Figures to watch over: what a monitoring system asks for every few seconds. */
export interface Pulse {
  /** Real cases that are open, and of these the overdue ones. */
  open: number;
  overdue: number;
  /** Receipts whose case does not run yet. */
  waiting: number;
  /** Incidents that nobody has resolved. */
  incidents: number;
}

export const pulse = async (db: Database): Promise<Pulse> => {
  const { rows } = await db.pool.query<Pulse>({
    name: 'pulse',
    text: `select
      (select count(*)::integer from case_view where status = 'open' and not rehearsal) as open,
      (select count(*)::integer from case_view where status = 'open' and not rehearsal and due_at < now()) as overdue,
      (select count(*)::integer from intake where started_at is null) as waiting,
      (select count(*)::integer from incident where resolved_at is null) as incidents`,
  });
  return rows[0] as Pulse;
};
