// What a command hall shows of one unit at one instant: open cases by place, phase and source, what happened today, what is overdue.
// Open cases are counted over `case_open`, today over `case_news`, ended cases are added up from `case_count`: never over all cases.
import type { PoolClient } from 'pg';
import type { Phase, Source, Urgency } from '../workflows/contract/case-type.ts';
import type { EventType } from '../workflows/contract/event.ts';
import { levelOf, type OrgPath } from '../workflows/contract/org-path.ts';
import type { Satisfaction } from '../workflows/contract/state.ts';
import { type Database, inTransaction } from './client.ts';

export interface HallFilter {
  /** Whose hall: cases in which this unit, or one below it, has a part. */
  unit: OrgPath;
  /** China's date from which receptions are added up, `2026-01-01`; null: all. */
  from: string | null;
  rehearsals: boolean;
}

/** A phase of the loop, or its end. */
type Stage = Phase | 'closed';

/** How open cases stand. */
export interface Load {
  open: number;
  overdue: number;
  /** Due within the next eight hours, and not overdue. */
  soon: number;
}

/** Cases of today that went from one phase into another; `from` null: received; `closed`: not open any more. */
export interface Move {
  from: Stage | null;
  to: Stage;
  /** Sent back: 退回, 重办, 重启, or into an earlier phase. */
  back: boolean;
  cases: number;
}

/** An open case past its deadline, or close to it. */
export interface PressingCase {
  overdue: boolean;
  caseNo: string;
  type: string;
  phase: Phase;
  urgency: Urgency;
  area: OrgPath;
  responsible: OrgPath;
  due: string | null;
  card: 'yellow' | 'red' | null;
}

/** An event worth telling. */
export interface HallNews {
  caseNo: string;
  seq: number;
  type: EventType;
  at: string;
  phase: Stage;
  area: OrgPath;
  responsible: OrgPath;
}

export interface HallFigures {
  at: string;
  /** Of cases received since `from`. */
  received: number;
  closed: number;
  onTime: number;
  satisfaction: Record<Satisfaction, number>;
  receivedBySource: Partial<Record<Source, number>>;
  /** Of all open cases, whenever received. */
  now: Load & { withResponsible: number; yellow: number; red: number };
  byPhase: Partial<Record<Phase, Load>>;
  /** Units that answer for open cases themselves: the most overdue first, then the most open, eight of them. */
  units: ({ unit: OrgPath } & Load)[];
  /** By the place where it happened, mostly grids. */
  byArea: Record<OrgPath, Load>;
  /** Since China's midnight. */
  today: {
    received: number;
    closed: number;
    returned: number;
    bySource: Partial<Record<Source, number>>;
    moves: Move[];
    /** By hour of the day, 24 of them. */
    hours: { received: number; closed: number }[];
  };
  /** Overdue or due within eight hours: the longest overdue first, a screenful. */
  pressing: PressingCase[];
  /** The latest first, a screenful. */
  news: HallNews[];
}

const screenful = 40;

/** China's midnight before an instant that SQL knows. */
const midnight = (instant: string) =>
  `(date_trunc('day', ${instant} at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai')`;

const late = `coalesce(overdue or (not rehearsal and due_at < now()), false)`;

/**
 * Whether the unit `$1` sees an open case. A case's place has a part in it: of a county nearly all cases lie within, which is cheaper to
 * tell than to look for it among its units; below a county the index on `scopes` finds the few.
 */
const seesOpen = (unit: OrgPath): string => {
  const part = 'scopes @> array[$1::text]';
  return ['city', 'county'].includes(levelOf(unit)) ? `(area <@ $1::text::ltree or ${part})` : part;
};

/** The same for news, which do not know who sees their case. */
const seesNews = `(area <@ $1::text::ltree
  or exists (select from case_view where case_view.case_no = case_news.case_no and case_view.scopes @> array[$1::text]))`;

interface OpenGroup extends Load {
  area: string | null;
  phase: string | null;
  source: string | null;
  responsible: string | null;
  /** Bits of what it is not grouped by: area, phase, source, responsible. */
  without: number;
  received_since: number;
  with_responsible: number;
  yellow: number;
  red: number;
}

const openGroups = (unit: OrgPath): string => `
  select area::text, phase, source, responsible::text, grouping(area, phase, source, responsible) as without, count(*)::integer as open,
    count(*) filter (where is_late)::integer as overdue,
    count(*) filter (where not is_late and not rehearsal and due_at < now() + interval '8 hours')::integer as soon,
    count(*) filter (where is_since)::integer as received_since,
    count(answers)::integer as with_responsible,
    count(*) filter (where card = 'yellow')::integer as yellow, count(*) filter (where card = 'red')::integer as red
  from (
    select area, phase, source, rehearsal, due_at, responsible, responsible as answers, card, ${late} as is_late,
      ($3::date is null or received_at >= ($3::date::timestamp at time zone 'Asia/Shanghai')) as is_since
    from case_open where rehearsal = $2 and ${seesOpen(unit)}
  ) as seen
  group by grouping sets ((area), (phase), (source), (responsible), ())`;

interface EndedGroup extends Record<Satisfaction, number> {
  source: string;
  cases: number;
  on_time: number;
}

const endedGroups = `
  select source, sum(cases)::integer as cases, coalesce(sum(cases) filter (where on_time), 0)::integer as on_time,
    sum(very_satisfied)::integer as "verySatisfied", sum(satisfied)::integer as satisfied,
    sum(basically_satisfied)::integer as "basicallySatisfied", sum(dissatisfied)::integer as dissatisfied
  from case_count where unit = $1 and rehearsal = $2 and ($3::date is null or day >= $3::date)
  group by source having sum(cases) > 0`;

interface NewsGroup {
  hour: number;
  from_phase: Stage | null;
  to_phase: Stage;
  back: boolean;
  source: string;
  cases: number;
}

/** 退回 and 重办 may stay within a phase and are moves all the same. */
const todayGroups = `
  select extract(hour from at at time zone 'Asia/Shanghai')::integer as hour, from_phase, to_phase, source,
    type in ('returned', 'redone', 'reopened')
      or coalesce(array_position($3::text[], to_phase) < array_position($3::text[], from_phase), false) as back,
    count(*)::integer as cases
  from case_news
  where at >= ${midnight('now()')} and rehearsal = $2 and ${seesNews}
    and (from_phase is distinct from to_phase or type in ('returned', 'redone'))
  group by 1, 2, 3, 4, 5`;

const pressingOnes = (unit: OrgPath): string => `
  select ${late} as overdue, case_no as "caseNo", type, phase, urgency, area::text, responsible::text, due_at, card
  from case_open
  where rehearsal = $2 and (${late} or (not rehearsal and due_at < now() + interval '8 hours')) and ${seesOpen(unit)}
  order by ${late} desc, due_at, case_no limit ${screenful}`;

const latestNews = `
  select case_no as "caseNo", seq, type, at, to_phase as phase, area::text, responsible::text
  from case_news where rehearsal = $2 and at > now() - interval '3 days' and ${seesNews}
  order by at desc, case_no, seq desc limit ${screenful}`;

const loop = ['discovery', 'transfer', 'disposal', 'feedback', 'review', 'closed'];

const loadOf = ({ open, overdue, soon }: Load): Load => ({ open, overdue, soon });

/** Units that {@link HallFigures.units} tells of. */
const ranked = 8;

const unitsOf = (groups: readonly OpenGroup[]): HallFigures['units'] =>
  groups
    .filter(({ without }) => without === 14)
    .map((group) => ({ unit: group.responsible as string, ...loadOf(group) }))
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.unit < b.unit ? -1 : 1))
    .slice(0, ranked);

const grouped = (groups: readonly OpenGroup[], by: 'area' | 'phase', without: number): Record<string, Load> =>
  Object.fromEntries(
    groups.filter((group) => group.without === without).map((group) => [group[by] as string, loadOf(group)]),
  );

/** Sums of `cases` by a name. */
const summed = <T extends { cases: number }>(
  rows: readonly T[],
  nameOf: (row: T) => string,
): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const row of rows) sums[nameOf(row)] = (sums[nameOf(row)] ?? 0) + row.cases;
  return sums;
};

const total = (rows: readonly { cases: number }[]): number => rows.reduce((sum, { cases }) => sum + cases, 0);

const todayOf = (groups: readonly NewsGroup[]): HallFigures['today'] => {
  const received = groups.filter(({ from_phase }) => from_phase === null);
  const closed = groups.filter(({ from_phase, to_phase }) => to_phase === 'closed' && from_phase !== 'closed');
  const back = groups.filter((group) => group.back);
  const moves = new Map<string, Move>();
  for (const { from_phase: from, to_phase: to, back: isBack, cases } of groups) {
    const key = `${from} ${to} ${isBack}`;
    moves.set(key, { from, to, back: isBack, cases: cases + (moves.get(key)?.cases ?? 0) });
  }
  return {
    received: total(received),
    closed: total(closed),
    returned: total(back),
    bySource: summed(received, ({ source }) => source),
    moves: [...moves.values()],
    hours: Array.from({ length: 24 }, (_, hour) => ({
      received: total(received.filter((group) => group.hour === hour)),
      closed: total(closed.filter((group) => group.hour === hour)),
    })),
  };
};

const added = (a: Record<string, number>, b: Record<string, number>): Record<string, number> => {
  const sums = { ...a };
  for (const [name, value] of Object.entries(b)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
};

/** All in one snapshot, so that the figures agree with each other. */
export const hallFigures = (db: Database, filter: HallFilter): Promise<HallFigures> =>
  inTransaction(db, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    return figuresOf(client, filter);
  });

const figuresOf = async (client: PoolClient, { unit, from, rehearsals }: HallFilter): Promise<HallFigures> => {
  const of = [unit, rehearsals];
  const { rows: open } = await client.query<OpenGroup>(openGroups(unit), [...of, from]);
  const { rows: ended } = await client.query<EndedGroup>(endedGroups, [...of, from]);
  const { rows: today } = await client.query<NewsGroup>(todayGroups, [...of, loop]);
  const { rows: pressing } = await client.query<Omit<PressingCase, 'due'> & { due_at: Date | null }>(
    pressingOnes(unit),
    of,
  );
  const { rows: news } = await client.query<Omit<HallNews, 'at'> & { at: Date }>(latestNews, of);
  const { rows: clock } = await client.query<{ at: Date }>('select now() as at');

  const all = open.find(({ without }) => without === 15);
  const openSince = Object.fromEntries(
    open
      .filter(({ without, received_since }) => without === 13 && received_since > 0)
      .map((group) => [group.source as string, group.received_since]),
  );
  const closed = total(ended);
  const graded = (grade: Satisfaction) => ended.reduce((sum, group) => sum + group[grade], 0);
  return {
    at: (clock[0]?.at ?? new Date()).toISOString(),
    received: (all?.received_since ?? 0) + closed,
    closed,
    onTime: ended.reduce((sum, group) => sum + group.on_time, 0),
    satisfaction: {
      verySatisfied: graded('verySatisfied'),
      satisfied: graded('satisfied'),
      basicallySatisfied: graded('basicallySatisfied'),
      dissatisfied: graded('dissatisfied'),
    },
    receivedBySource: added(
      openSince,
      summed(ended, ({ source }) => source),
    ),
    now: {
      ...loadOf(all ?? { open: 0, overdue: 0, soon: 0 }),
      withResponsible: all?.with_responsible ?? 0,
      yellow: all?.yellow ?? 0,
      red: all?.red ?? 0,
    },
    byPhase: grouped(open, 'phase', 11),
    units: unitsOf(open),
    byArea: grouped(open, 'area', 7),
    today: todayOf(today),
    pressing: pressing.map(({ due_at, ...each }) => ({ ...each, due: due_at?.toISOString() ?? null })),
    news: news.map(({ at, ...each }) => ({ ...each, at: at.toISOString() })),
  };
};

/** What came in and what was closed in one hour of one of China's days. */
export interface PastHour {
  /** `2026-11-24` */
  day: string;
  hour: number;
  received: number;
  closed: number;
}

/** Hours of the last whole days in which something came in or was closed; today is not among them. */
export const pastHours = async (
  db: Database,
  { unit, days, rehearsals }: { unit: OrgPath; days: number; rehearsals: boolean },
): Promise<PastHour[]> => {
  const { rows } = await db.pool.query<PastHour>(
    `select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
       extract(hour from at at time zone 'Asia/Shanghai')::integer as hour,
       count(*) filter (where from_phase is null)::integer as received,
       count(*) filter (where to_phase = 'closed' and from_phase is distinct from 'closed')::integer as closed
     from case_news
     where (from_phase is null or to_phase = 'closed') and rehearsal = $2 and ${seesNews}
       and at >= ${midnight(`(now() - $3 * interval '1 day')`)} and at < ${midnight('now()')}
     group by 1, 2 order by 1, 2`,
    [unit, rehearsals, days],
  );
  return rows;
};
