// 督办: which open cases are late, will be soon, or carry a card, and under whom; counted and listed by the same conditions over the
// narrow rows of `case_open`, so that a figure and the list behind it agree. A rehearsal is judged at its own last event.
import type { Instant } from '../workflows/contract/ids.ts';
import type { Level, OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import type { Database } from './client.ts';
import { conditions } from './conditions.ts';
import type { CasePosition } from './list-order.ts';
import { isBelow, isLate, isSeen, presentOf } from './open-cases.ts';

/** What a case can be watched for. */
export const slips = ['overdue', 'today', 'soon', 'red', 'yellow', 'replyOverdue', 'raised'] as const;
export type Slip = (typeof slips)[number];

/** Rungs told apart: none yet, reminded, overdue, raised by one, two, three or more levels. */
export const rungs = 6;

export interface Watched {
  /** Who watches: cases in which this unit, or one below it, has a part. */
  scope: OrgPath;
  rehearsals: boolean;
  /** Where one working day from now ends. */
  soonBefore: Instant;
}

/** Open cases that one unit answers for itself and that reached the same rung, so that any choice of units and rungs adds up. */
export interface UnitSlips extends Record<Slip, number> {
  unit: OrgPath;
  /** Below {@link rungs}; the last one stands for all beyond. */
  rung: number;
  open: number;
  /** Watched for one reason at least. */
  any: number;
}

/** China's next midnight after an instant that SQL knows. */
const midnightAfter = (instant: string) =>
  `((date_trunc('day', ${instant} at time zone 'Asia/Shanghai') + interval '1 day') at time zone 'Asia/Shanghai')`;

/**
 * $1 scope, $2 rehearsals, $3 soonBefore. `present`: the case's own; `is_due`: its deadline is still to come. The instants that deadlines
 * are compared with are computed apart (`offset 0` keeps them there): once for all real cases, and not once for each comparison.
 */
const watched = ({ scope, rehearsals }: Watched): string => `
  select case_no, responsible, due_at, card, rung, reply_due_at, present, is_late, is_due,
    greatest(rung, case when is_late then 2 else 0 end) as reached,
    is_due and due_at < tomorrow as is_today, is_due and due_at < soon_before as is_soon, reply_due_at <= present as is_reply_late
  from (
    select *, ${isLate} as is_late, not ${isLate} and due_at is not null as is_due from case_open
      cross join lateral (
        select present, ${midnightAfter('present')} as tomorrow, present + ($3::timestamptz - now()) as soon_before
        from (select ${presentOf(rehearsals)} as present offset 0) as its offset 0) as own
    where rehearsal = $2 and ${isSeen(scope)}
  ) as seen`;

const conditionOf: Readonly<Record<Slip, string>> = {
  overdue: 'is_late',
  today: 'is_today',
  soon: 'is_soon',
  red: `card = 'red'`,
  yellow: `card = 'yellow'`,
  replyOverdue: 'is_reply_late',
  raised: 'rung >= 3',
};

/** Watched for any reason. */
const anyReason = `(${slips.map((slip) => `coalesce(${conditionOf[slip]}, false)`).join(' or ')})`;

const values = ({ scope, rehearsals, soonBefore }: Watched): unknown[] => [scope, rehearsals, soonBefore];

/** Each unit that answers for open cases, in the order of paths and rungs. */
export const countSlips = async (db: Database, by: Watched): Promise<UnitSlips[]> => {
  const counts = slips.map(
    (slip) => `count(*) filter (where coalesce(${conditionOf[slip]}, false))::integer as "${slip}"`,
  );
  const { rows } = await db.pool.query<UnitSlips>(
    `select responsible as unit, least(reached, ${rungs - 1}) as rung, count(*)::integer as open,
       count(*) filter (where ${anyReason})::integer as "any", ${counts.join(', ')}
     from (${watched(by)}) as watched group by 1, 2 order by 1, 2`,
    values(by),
  );
  return rows;
};

export interface SlipFilter {
  /** One reason to watch it; any of them when absent. */
  slip?: Slip | undefined;
  /** Answered for by this unit or one below it. */
  within?: OrgPath | undefined;
  /** Answered for by this very unit. */
  responsible?: OrgPath | undefined;
  /** Answered for by somebody outside the watcher's own unit. */
  outside?: boolean | undefined;
  level?: Level | 'department' | undefined;
  /** The rung that it reached, the last one standing for all beyond. */
  rung?: number | undefined;
  /** This very case, if it is among the rest. */
  caseNo?: string | undefined;
}

export interface SlippingCase {
  state: CaseState;
  due: Instant | null;
  overdue: boolean;
  /** As `case_open.rung`, and overdue from the deadline on. */
  rung: number;
  replyDue: Instant | null;
  /** The case's own present. */
  present: Instant;
}

/** Where a case stands in the order, as {@link listSlipping} has it in SQL. */
const keyOf = ({ due, present }: SlippingCase, { rehearsals }: Watched): Instant | null =>
  due === null || !rehearsals ? due : new Date(Date.parse(due) - Date.parse(present)).toISOString();

const isDepartment = String.raw`responsible ~ '\.d_[^.]*$'`;
const depths: Readonly<Record<Level, number>> = { city: 1, county: 2, street: 3, community: 4, grid: 5 };

/** One page, the latest case first, and where the next page begins. */
export const listSlipping = async (
  db: Database,
  by: Watched,
  filter: SlipFilter,
  { after, limit }: { after?: CasePosition | undefined; limit: number },
): Promise<{ items: SlippingCase[]; next: CasePosition | null }> => {
  const where = conditions();
  for (const each of values(by)) where.value(each);
  // Each rehearsal has a present of its own: what is left of its time stands on one scale, from the epoch on.
  const key = by.rehearsals
    ? `coalesce(to_timestamp(extract(epoch from due_at - present)), 'infinity')`
    : `coalesce(due_at, 'infinity')`;
  where.add(filter.slip ? conditionOf[filter.slip] : anyReason);
  if (filter.within !== undefined) where.add(isBelow('responsible', `${where.value(filter.within)}::text`));
  if (filter.responsible !== undefined) where.add(`responsible = ${where.value(filter.responsible)}`);
  if (filter.outside) where.add(`not ${isBelow('responsible', '$1::text')}`);
  if (filter.level === 'department') where.add(isDepartment);
  else if (filter.level) where.add(`nlevel(responsible::ltree) = ${depths[filter.level]} and not ${isDepartment}`);
  if (filter.rung !== undefined) {
    where.add(`reached ${filter.rung >= rungs - 1 ? '>=' : '='} ${where.value(filter.rung)}`);
  }
  if (filter.caseNo !== undefined) where.add(`case_no = ${where.value(filter.caseNo)}`);
  if (after) where.add(`(${key}, case_no) > (${where.value(after.key ?? 'infinity')}, ${where.value(after.caseNo)})`);
  const { rows } = await db.pool.query<{
    state: CaseState;
    due_at: Date | null;
    is_late: boolean;
    reached: number;
    reply_due_at: Date | null;
    present: Date;
  }>(
    `select state, page.* from (
       select case_no, due_at, is_late, reached, reply_due_at, present, ${key} as place
       from (${watched(by)}) as watched ${where.text} order by place, case_no limit ${where.value(limit + 1)}
     ) as page join case_view using (case_no) order by place, case_no`,
    where.values,
  );
  const items = rows.slice(0, limit).map(
    ({ state, due_at, is_late, reached, reply_due_at, present }): SlippingCase => ({
      state,
      due: due_at?.toISOString() ?? null,
      overdue: is_late,
      rung: reached,
      replyDue: reply_due_at?.toISOString() ?? null,
      present: present.toISOString(),
    }),
  );
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? { key: keyOf(last, by), caseNo: last.state.caseNo } : null,
  };
};
