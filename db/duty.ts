// 值班: who stands for a unit, and when. Entries are ended, never deleted: who was answered for by whom stays known.
import type pg from 'pg';
import type { Role } from '../workflows/contract/actor.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import { type Database, inTransaction } from './client.ts';
import { noteChange } from './org-changes.ts';

export interface Duty {
  id: number;
  unit: OrgPath;
  person: string;
  name: string;
  post: string;
  from: Instant;
  /** Null: until further notice. */
  to: Instant | null;
}

interface Row extends Omit<Duty, 'id' | 'from' | 'to'> {
  id: string;
  from_at: Date;
  to_at: Date | null;
}

const toDuty = ({ id, unit, person, name, post, from_at, to_at }: Row): Duty => ({
  id: Number(id),
  unit,
  person,
  name,
  post,
  from: from_at.toISOString(),
  to: to_at?.toISOString() ?? null,
});

const columns = 'duty.id, duty.unit::text, person_id as person, person.name, person.post, from_at, to_at';

/** A unit's entries that lie in a span, at least in part, by their beginning. */
export const listDuty = async (db: Database, unit: OrgPath, span: { from: Instant; to: Instant }): Promise<Duty[]> => {
  const { rows } = await db.pool.query<Row>(
    `select ${columns} from duty join person on person.id = person_id
     where duty.unit = $1::ltree and from_at < $3 and (to_at is null or (to_at > $2 and to_at > from_at)) order by from_at, duty.id`,
    [unit, span.from, span.to],
  );
  return rows.map(toDuty);
};

export interface NewDuty {
  unit: OrgPath;
  person: string;
  from: Instant;
  to: Instant | null;
  /** Who enters it. */
  by: string;
}

/** @returns null when the person stands for the unit already in a part of that time */
export const enterDuty = async (db: Database, { unit, person, from, to, by }: NewDuty): Promise<Duty | null> =>
  inTransaction(db, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('duty ' || $1, 0))`, [unit]);
    const { rows } = await client.query<Row>(
      `with entered as (
         insert into duty (unit, person_id, from_at, to_at)
         select $1::text::ltree, $2, $3::timestamptz, $4::timestamptz where not exists (
           select from duty where unit = $1::text::ltree and person_id = $2 and (to_at is null or to_at > from_at)
             and ($4::timestamptz is null or from_at < $4) and (to_at is null or to_at > $3))
         returning *)
       select ${columns.replaceAll('duty.', 'entered.')} from entered join person on person.id = person_id`,
      [unit, person, from, to],
    );
    const [row] = rows;
    if (!row) return null;
    await noteChange(client, { unit, kind: 'dutyEntered', detail: { person, from, to }, by });
    return toDuty(row);
  });

/**
 * Ends an entry at an instant from now on; one that has not begun by then never begins, and stays as an entry of no length.
 * @returns null when the unit has no such entry, or it had ended before
 */
export const endDuty = async (
  db: Database,
  { unit, id, at, by }: { unit: OrgPath; id: number; at: Instant; by: string },
): Promise<Duty | null> =>
  inTransaction(db, async (client) => {
    const { rows } = await client.query<Row>(
      `with ended as (
         update duty set to_at = greatest(from_at, $3::timestamptz)
         where id = $2 and unit = $1::text::ltree and (to_at is null or (to_at > $3 and to_at > from_at)) returning *)
       select ${columns.replaceAll('duty.', 'ended.')} from ended join person on person.id = person_id`,
      [unit, id, at],
    );
    const [row] = rows;
    if (!row) return null;
    const ended = toDuty(row);
    await noteChange(client, {
      unit,
      kind: 'dutyEnded',
      detail: { person: ended.person, from: ended.from, to: ended.to },
      by,
    });
    return ended;
  });

/** How a unit is staffed now. */
export interface Staffing {
  path: OrgPath;
  /** People in service who act for it; auditors and administrators do not. */
  people: number;
  /** Of the people on duty now, the one who came last; null: a vacancy. */
  onDuty: string | null;
}

/** Each unit with the person on duty there now. */
const present = `select distinct on (duty.unit) duty.unit, person.name from duty join person on person.id = person_id
  where person.active and from_at <= now() and (to_at is null or to_at > now()) order by duty.unit, from_at desc, duty.id`;

const onlookers: readonly Role[] = ['auditor', 'administrator'];

/** Who is on duty now, of several on duty the one who came last; a unit without anybody is absent. */
export const onDutyAt = async (db: Database, units: readonly OrgPath[]): Promise<ReadonlyMap<OrgPath, string>> => {
  const { rows } = await db.pool.query<{ unit: OrgPath; name: string }>(
    `select unit::text, name from (${present}) as present where unit = any($1::ltree[])`,
    [units],
  );
  return new Map(rows.map(({ unit, name }) => [unit, name]));
};

/**
 * Of these units, the ones that can answer for a case: in service, with people who act for them or somebody on duty there now. Rosters of all
 * times are looked into for the few units that have no people of their own.
 */
export const answeringUnits = async (
  db: Pick<pg.ClientBase, 'query'>,
  units: readonly OrgPath[],
): Promise<ReadonlySet<OrgPath>> => {
  const { rows } = await db.query<{ path: OrgPath }>({
    name: 'units-answering',
    text: `select path::text from org_unit where path = any($1::ltree[]) and active
      and (path in (select unit from person where active and role <> all($2))
        or exists (select from duty join person on person.id = person_id
          where duty.unit = path and person.active and from_at <= now() and (to_at is null or to_at > now())))`,
    values: [units, onlookers],
  });
  return new Set(rows.map(({ path }) => path));
};

/** The active units from one down. */
export const staffingOf = async (db: Database, under: OrgPath): Promise<Staffing[]> => {
  const { rows } = await db.pool.query<Staffing>(
    `select path::text, coalesce(people.count, 0)::integer as people, present.name as "onDuty"
     from org_unit
     left join (select unit, count(*) from person where active and role <> all($2) group by unit) as people on people.unit = path
     left join (${present}) as present on present.unit = path
     where org_unit.active and path <@ $1::text::ltree order by path`,
    [under, onlookers],
  );
  return rows;
};

/** Who can stand for a unit: the active people of the unit itself and of those above it within `ceiling`, the nearest first. */
export const standIns = async (
  db: Database,
  unit: OrgPath,
  ceiling: OrgPath,
): Promise<{ person: string; name: string; unit: OrgPath }[]> => {
  const { rows } = await db.pool.query<{ person: string; name: string; unit: OrgPath }>(
    `select id as person, name, unit::text from person
     where active and role <> all($3) and unit @> $1::text::ltree and unit <@ $2::text::ltree order by nlevel(unit) desc, name, id`,
    [unit, ceiling, onlookers],
  );
  return rows;
};
