// What a command hall shows of one unit at one instant: open cases by place, phase and source, what happened today, what is overdue.
// Open cases are counted over `case_open`, today over `case_news`, ended cases are added up from `case_count`: never over all cases.
import type { PoolClient } from 'pg';
import { type Phase, phases, type Source, type Urgency } from '../workflows/contract/case-type.ts';
import type { EventType } from '../workflows/contract/event.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Satisfaction } from '../workflows/contract/state.ts';
import { type Database, inTransaction } from './client.ts';
import { answeringUnits } from './duty.ts';
import { isDueBefore, isLate, isSeen } from './open-cases.ts';

export interface HallFilter {
  /** Whose hall: cases in which this unit, or one below it, has a part. */
  unit: OrgPath;
  /** China's date from which receptions are added up, `2026-01-01`; null: all. */
  from: string | null;
  rehearsals: boolean;
  /** Where one working day from now ends. */
  soonBefore: Instant;
}

/** A phase of the loop, or its end. */
type Stage = Phase | 'closed';

/** How open cases stand. */
export interface Load {
  open: number;
  overdue: number;
  /** Due within one working day, and not overdue. */
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
  /** Overdue or due within one working day: the longest overdue first, a screenful. */
  pressing: PressingCase[];
  /** The latest first, a screenful. */
  news: HallNews[];
}

const screenful = 40;

/** China's midnight before an instant that SQL knows. */
const midnight = (instant: string) =>
  `(date_trunc('day', ${instant} at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai')`;

/**
 * Whether the unit `$1` sees what is told; news do not know who sees their case. Asked case by case: as `exists` it was planned by gathering
 * all cases that the unit ever saw, which took a street seconds.
 */
const seesNews = `(area <@ $1::text::ltree
  or (select case_view.scopes @> array[$1::text] from case_view where case_view.case_no = case_news.case_no))`;

/** Open cases of a place, of a unit that answers for them, or of a phase and a source; what they are not grouped by is null. */
interface OpenGroup extends Load {
  area: string | null;
  responsible: string | null;
  phase: string | null;
  source: string | null;
  received_since: number;
  yellow: number;
  red: number;
}

/** All in one reading of the rows, of which there may be 25,000: sums over everything are added up from the few phases and sources. */
const openGroups = ({ unit, rehearsals }: HallFilter): string => `
  select area, responsible, phase, source, count(*)::integer as open, count(*) filter (where is_late)::integer as overdue,
    count(*) filter (where is_close and not is_late)::integer as soon,
    count(*) filter (where received_at >= since)::integer as received_since,
    count(*) filter (where card = 'yellow')::integer as yellow, count(*) filter (where card = 'red')::integer as red
  from (
    select area, responsible, phase, source, card, received_at, ${isLate} as is_late, ${isDueBefore('$4', rehearsals)} as is_close,
      coalesce($3::date::timestamp at time zone 'Asia/Shanghai', '-infinity') as since
    from case_open where rehearsal = $2 and ${isSeen(unit)}
  ) as seen
  group by grouping sets ((area), (responsible), (phase, source))`;

interface EndedGroup extends Record<Satisfaction, number> {
  source: string;
  cases: number;
  on_time: number;
}

const endedGroups = `
  select source, sum(cases)::integer as cases, coalesce(sum(cases) filter (where on_time), 0)::integer as on_time,
    sum(very_satisfied)::integer as "verySatisfied", sum(satisfied)::integer as satisfied,
    sum(basically_satisfied)::integer as "basicallySatisfied", sum(dissatisfied)::integer as dissatisfied
  from count_spans($3, null) as span join case_count on case_count.per = span.per and day >= since and day < until
  where unit = $1 and rehearsal = $2
  group by source having sum(cases) > 0`;

/** Cases that went from phase to phase in one hour. */
interface Moved {
  /** Its beginning; China's hours begin with those of UTC. */
  hour: Date;
  from_phase: Stage | null;
  to_phase: Stage;
  /** 退回, 重办, 重启: these may stay within a phase and are moves all the same. */
  sent_back: boolean;
  source: string;
  cases: number;
  /** Of these, reopenings of what had been closed on the same day. */
  undone: number;
}

/**
 * News of `$3` to `$4`, which lie in the day that began at `$5`. Only a reopening looks back, to the closing before it; grouped by that instead
 * of counted, all rows would be sorted first.
 */
const moved = `
  select date_bin('1 hour', at, 'epoch') as hour, from_phase, to_phase, type in ('returned', 'redone', 'reopened') as sent_back, source,
    count(*)::integer as cases,
    (count(*) filter (where type = 'reopened' and (select closing.at >= $5 from case_news as closing
      where closing.case_no = case_news.case_no and closing.seq < case_news.seq and closing.to_phase = 'closed'
        and closing.from_phase <> 'closed' order by closing.seq desc limit 1)))::integer as undone
  from case_news
  where at >= $3 and at < $4 and rehearsal = $2 and ${seesNews}
    and (from_phase is distinct from to_phase or type in ('returned', 'redone'))
  group by 1, 2, 3, 4, 5`;

const hourMs = 3_600_000;
const chinaMs = 8 * hourMs;
const midnightBefore = (at: number): number => Math.floor((at + chinaMs) / (24 * hourMs)) * 24 * hourMs - chinaMs;

/** The settled part of a day grows by this, in ms, and ends as long ago at least: an event is in the ledger within seconds. */
export const settledMs = 10 * 60_000;

/** The part of a day in which hardly anything can change any more. */
export interface SettledPart {
  unit: OrgPath;
  rehearsals: boolean;
  /** In ms: told is what happened since China's midnight before it. */
  until: number;
}

/** How {@link hallFigures} asks for moves of the settled part: who keeps them until it grows spares reading a day's news at every look. */
export type SettledMoves = (part: SettledPart) => Promise<readonly Moved[]>;

export const settledMoves = async (db: Database, { unit, rehearsals, until }: SettledPart): Promise<Moved[]> => {
  const since = new Date(midnightBefore(until));
  const { rows } = await db.pool.query<Moved>(moved, [unit, rehearsals, since, new Date(until), since]);
  return rows;
};

const pressingOnes = ({ unit, rehearsals }: HallFilter): string => `
  select ${isLate} as overdue, case_no as "caseNo", type, phase, urgency, area, responsible, due_at, card
  from case_open
  where rehearsal = $2 and (${isLate} or ${isDueBefore('$3', rehearsals)}) and ${isSeen(unit)}
  order by ${isLate} desc, due_at, case_no limit ${screenful}`;

const latestNews = `
  select case_no as "caseNo", seq, type, at, to_phase as phase, area::text, responsible::text
  from case_news where rehearsal = $2 and at > now() - interval '3 days' and ${seesNews}
  order by at desc, case_no, seq desc limit ${screenful}`;

const loop: readonly Stage[] = [...phases, 'closed'];

const totalOf = <K extends string>(rows: readonly Record<K, number>[], of: K): number =>
  rows.reduce((sum, row) => sum + row[of], 0);

/** Loads by a name, added up; groups without it were made by something else. */
const loads = (groups: readonly OpenGroup[], by: 'area' | 'phase' | 'responsible'): Record<string, Load> => {
  const named: Record<string, Load> = {};
  for (const { [by]: name, open, overdue, soon } of groups) {
    if (name === null) continue;
    const sum = named[name] ?? { open: 0, overdue: 0, soon: 0 };
    named[name] = { open: sum.open + open, overdue: sum.overdue + overdue, soon: sum.soon + soon };
  }
  return named;
};

/** Units that {@link HallFigures.units} tells of. */
const ranked = 8;

const unitsOf = (groups: readonly OpenGroup[]): HallFigures['units'] =>
  Object.entries(loads(groups, 'responsible'))
    .map(([unit, load]) => ({ unit, ...load }))
    .sort((a, b) => b.overdue - a.overdue || b.open - a.open || (a.unit < b.unit ? -1 : 1))
    .slice(0, ranked);

/** Sums of `cases` by a name, without the names that come to nothing. */
const summed = <T extends { cases: number }>(
  rows: readonly T[],
  nameOf: (row: T) => string,
): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const row of rows) if (row.cases > 0) sums[nameOf(row)] = (sums[nameOf(row)] ?? 0) + row.cases;
  return sums;
};

const total = (rows: readonly { cases: number }[]): number => rows.reduce((sum, { cases }) => sum + cases, 0);

const isBack = ({ sent_back, from_phase, to_phase }: Moved): boolean =>
  sent_back || (from_phase !== null && loop.indexOf(to_phase) < loop.indexOf(from_phase));

const todayOf = (moves: readonly Moved[]): HallFigures['today'] => {
  const received = moves.filter(({ from_phase }) => from_phase === null);
  const closed = moves.filter(({ from_phase, to_phase }) => to_phase === 'closed' && from_phase !== 'closed');
  const joined = new Map<string, Move>();
  for (const each of moves) {
    const { from_phase: from, to_phase: to, cases } = each;
    const back = isBack(each);
    const key = `${from} ${to} ${back}`;
    joined.set(key, { from, to, back, cases: cases + (joined.get(key)?.cases ?? 0) });
  }
  const atHour = (hour: number) => (each: Moved) => ((each.hour.getTime() + chinaMs) / hourMs) % 24 === hour;
  return {
    received: total(received),
    // A case closed again is one, and one that was closed today and is open again is none.
    closed: total(closed) - totalOf(moves, 'undone'),
    returned: total(moves.filter(isBack)),
    bySource: summed(received, ({ source }) => source),
    moves: [...joined.values()],
    hours: Array.from({ length: 24 }, (_, hour) => ({
      received: total(received.filter(atHour(hour))),
      closed: total(closed.filter(atHour(hour))),
    })),
  };
};

/**
 * All in one snapshot, so that the figures agree with each other, but for the moves of the day's settled part.
 * @param settled asks the database unless given
 */
export const hallFigures = async (
  db: Database,
  filter: HallFilter,
  settled: SettledMoves = (part) => settledMoves(db, part),
): Promise<HallFigures> => {
  const { unit, rehearsals } = filter;
  const now = Date.now();
  const until = Math.max(midnightBefore(now), Math.floor(now / settledMs) * settledMs - settledMs);
  const earlier = await settled({ unit, rehearsals, until });
  return inTransaction(db, async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    const since = new Date(midnightBefore(until));
    const { rows: later } = await client.query<Moved>(moved, [unit, rehearsals, new Date(until), 'infinity', since]);
    return figuresOf(client, filter, [...earlier, ...later]);
  });
};

const figuresOf = async (client: PoolClient, filter: HallFilter, moves: readonly Moved[]): Promise<HallFigures> => {
  const { unit, from, rehearsals, soonBefore } = filter;
  const of = [unit, rehearsals];
  const { rows: open } = await client.query<OpenGroup>(openGroups(filter), [...of, from, soonBefore]);
  const { rows: ended } = await client.query<EndedGroup>(endedGroups, [...of, from]);
  const { rows: pressing } = await client.query<Omit<PressingCase, 'due'> & { due_at: Date | null }>(
    pressingOnes(filter),
    [...of, soonBefore],
  );
  const { rows: news } = await client.query<Omit<HallNews, 'at'> & { at: Date }>(latestNews, of);
  const { rows: clock } = await client.query<{ at: Date }>('select now() as at');

  // Every open case is in one of these groups once, and in one of those.
  const byStage = open.filter(({ phase }) => phase !== null);
  const byResponsible = open.filter(({ responsible }) => responsible !== null);
  const answering = await answeringUnits(
    client,
    byResponsible.map(({ responsible }) => responsible as OrgPath),
  );
  const answeredFor = byResponsible.filter(({ responsible }) => answering.has(responsible as OrgPath));
  const closed = total(ended);
  return {
    at: (clock[0]?.at ?? new Date()).toISOString(),
    received: totalOf(byStage, 'received_since') + closed,
    closed,
    onTime: totalOf(ended, 'on_time'),
    satisfaction: {
      verySatisfied: totalOf(ended, 'verySatisfied'),
      satisfied: totalOf(ended, 'satisfied'),
      basicallySatisfied: totalOf(ended, 'basicallySatisfied'),
      dissatisfied: totalOf(ended, 'dissatisfied'),
    },
    receivedBySource: summed(
      [...byStage.map(({ source, received_since }) => ({ source, cases: received_since })), ...ended],
      ({ source }) => source as string,
    ),
    now: {
      open: totalOf(byStage, 'open'),
      overdue: totalOf(byStage, 'overdue'),
      soon: totalOf(byStage, 'soon'),
      withResponsible: totalOf(answeredFor, 'open'),
      yellow: totalOf(byStage, 'yellow'),
      red: totalOf(byStage, 'red'),
    },
    byPhase: loads(open, 'phase'),
    units: unitsOf(open),
    byArea: loads(open, 'area'),
    today: todayOf(moves),
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

/** Whole days that {@link pastHours} can tell of at most; older news are forgotten. */
export const pastDays = 30;

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
