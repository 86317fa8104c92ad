// How the zone stands, counted over the read model.
import { isWithin, type OrgPath } from '../workflows/contract/org-path.ts';
import type { Scope } from './cases.ts';
import type { Database } from './client.ts';
import { answeringUnits } from './duty.ts';
import { isLate, isSeen } from './open-cases.ts';

export interface Overview {
  received: number;
  closed: number;
  /** Closed of received, 0 to 1; null when none was received. */
  closureRate: number | null;
  open: number;
  /** Open ones whose responsible unit is in service and has somebody who acts for it. */
  withResponsible: number;
  overdue: number;
  onTime: number;
  onTimeRate: number | null;
  bySource: Record<string, number>;
  byPhase: Record<string, number>;
  /** Open ones by the very unit that answers for them. */
  byUnit: Record<string, number>;
  /** Open ones by every unit that answers for them itself or through a unit below it. */
  byBranch: Record<string, number>;
  byType: Record<string, number>;
}

export interface OverviewFilter {
  unit?: OrgPath | undefined;
  /** Received from … to (instants). */
  from?: string | undefined;
  to?: string | undefined;
  rehearsals: boolean;
}

/** What the figures are made of: cases alike in all that the overview tells apart. */
interface Group {
  source: string;
  type: string;
  /** Of open ones only; null: closed. */
  phase: string | null;
  responsible: string | null;
  cases: number;
  overdue: number;
  on_time: number;
}

const open = `select source, type, phase, responsible, count(*)::integer as cases,
    count(*) filter (where ${isLate})::integer as overdue, 0 as on_time
  from case_open
  where rehearsal = $4 and ($2::timestamptz is null or received_at >= $2)
    and ($3::timestamptz is null or received_at < $3)`;

const closed = `select source, type, null, null, count(*)::integer, 0, count(*) filter (where on_time)::integer
  from case_view
  where status <> 'open' and rehearsal = $4`;

const grouped = 'group by source, type, phase, responsible';

/**
 * What one unit sees. Open cases are few and counted one by one; closed ones are added up from `case_count` by whole days of China, and
 * counted one by one in the part of a day at either end of the span.
 */
const byUnit = (unit: OrgPath): string => `
  with days as (select ($2::timestamptz at time zone 'Asia/Shanghai') as since, ($3::timestamptz at time zone 'Asia/Shanghai') as until),
  whole as (
    select case when since > since::date then since::date + 1 else since::date end as first, until::date as past from days
  )
  ${open} and ${isSeen(unit)} ${grouped}
  union all
  select source, type, null, null, sum(cases)::integer, 0, coalesce(sum(cases) filter (where on_time), 0)::integer
  from whole, count_spans(first, past) as span, case_count
  where unit = $1::text and rehearsal = $4 and case_count.per = span.per and day >= span.since and day < span.until
  group by source, type
  union all
  ${closed} and scopes @> array[$1::text] and received_at >= $2
    and received_at < (select least(first::timestamp at time zone 'Asia/Shanghai', $3) from whole) group by source, type
  union all
  ${closed} and scopes @> array[$1::text] and received_at < $3
    and received_at >= (select greatest(past, first)::timestamp at time zone 'Asia/Shanghai' from whole)
  group by source, type`;

/** What several units see, or a resident's case, or what two units see both: counted one by one. */
const byCase = `
  ${open} and ($1::text[] is null or scopes && $1) and ($5::text is null or case_no = $5) and ($6::text is null or scopes @> array[$6])
  ${grouped}
  union all
  ${closed} and ($1::text[] is null or scopes && $1) and ($5::text is null or case_no = $5) and ($6::text is null or scopes @> array[$6])
    and ($2::timestamptz is null or received_at >= $2) and ($3::timestamptz is null or received_at < $3)
  group by source, type`;

/** The unit whose view is asked for: the narrower one of scope and filter; null when there is no such one. */
const narrowest = (scope: Scope, unit: OrgPath | undefined): OrgPath | null => {
  if ('caseNo' in scope || scope.units.length !== 1) return null;
  const [own] = scope.units as [OrgPath];
  if (unit === undefined || isWithin(own, unit)) return own;
  return isWithin(unit, own) ? unit : null;
};

const groupsOf = async (db: Database, scope: Scope, filter: OverviewFilter): Promise<Group[]> => {
  const unit = narrowest(scope, filter.unit);
  const span = [filter.from ?? null, filter.to ?? null, filter.rehearsals];
  const { rows } =
    unit !== null
      ? await db.pool.query<Group>(byUnit(unit), [unit, ...span])
      : await db.pool.query<Group>(byCase, [
          'units' in scope ? scope.units : null,
          ...span,
          'caseNo' in scope ? scope.caseNo : null,
          filter.unit ?? null,
        ]);
  return rows;
};

/** Sums by a name, without the names that come to nothing. */
const summed = (rows: readonly Group[], namesOf: (row: Group) => readonly string[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const row of rows) {
    if (row.cases > 0) for (const name of namesOf(row)) sums[name] = (sums[name] ?? 0) + row.cases;
  }
  return sums;
};

/** A unit and all that stand above it. */
const branchesOf = (unit: OrgPath): OrgPath[] => {
  const labels = unit.split('.');
  return labels.map((_, i) => labels.slice(0, i + 1).join('.'));
};

export const overview = async (db: Database, scope: Scope, filter: OverviewFilter): Promise<Overview> => {
  const rows = await groupsOf(db, scope, filter);
  const openOnes = rows.filter(({ phase }) => phase !== null);
  const answering = await answeringUnits(db.pool, [
    ...new Set(openOnes.map(({ responsible }) => responsible as OrgPath)),
  ]);
  const total = (of: 'cases' | 'overdue' | 'on_time', among = rows): number =>
    among.reduce((sum, row) => sum + row[of], 0);
  const received = total('cases');
  const stillOpen = total('cases', openOnes);
  const closedOnes = received - stillOpen;
  const onTime = total('on_time');
  return {
    received,
    closed: closedOnes,
    closureRate: received > 0 ? closedOnes / received : null,
    open: stillOpen,
    withResponsible: total(
      'cases',
      openOnes.filter(({ responsible }) => answering.has(responsible as OrgPath)),
    ),
    overdue: total('overdue'),
    onTime,
    onTimeRate: closedOnes > 0 ? onTime / closedOnes : null,
    bySource: summed(rows, ({ source }) => [source]),
    byPhase: summed(openOnes, ({ phase }) => [phase as string]),
    byUnit: summed(openOnes, ({ responsible }) => [responsible as string]),
    byBranch: summed(openOnes, ({ responsible }) => branchesOf(responsible as string)),
    byType: summed(rows, ({ type }) => [type]),
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
