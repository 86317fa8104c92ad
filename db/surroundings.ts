// What a case is shown with, beside its state: names of units, who is on duty, texts. One round trip.
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';

export interface Surroundings {
  /** Names by org path, of units no longer active as well; an unknown unit is absent. */
  names: ReadonlyMap<OrgPath, string>;
  /** The post on duty now by unit; a vacancy is absent. */
  onDuty: ReadonlyMap<OrgPath, string>;
  /** Texts by their reference; an erased one is null, an unknown one is absent. */
  texts: ReadonlyMap<string, string | null>;
  /** Open incidents of the case that was asked about, the latest first. */
  incidents: readonly { kind: string; at: string; what: string }[];
}

/** Of the units of `$2`, the post that is on duty now, by unit. */
const presentPosts = `
  (select json_object_agg(unit, name) from (
    select distinct on (duty.unit) duty.unit::text as unit, person.name from duty join person on person.id = duty.person_id
    where duty.unit = any($2::ltree[]) and person.active
      and duty.from_at <= now() and (duty.to_at is null or duty.to_at > now())
    order by duty.unit, duty.from_at desc, duty.id) as present)`;

/** @param units that are named @param answering of these, or of others, who is on duty @param incidentsOf a case number */
export const readSurroundings = async (
  db: Database,
  {
    units,
    answering,
    texts,
    incidentsOf = null,
  }: {
    units: readonly OrgPath[];
    answering: readonly OrgPath[];
    texts: readonly string[];
    incidentsOf?: string | null;
  },
): Promise<Surroundings> => {
  const { rows } = await db.pool.query<{
    names: Record<OrgPath, string> | null;
    on_duty: Record<OrgPath, string> | null;
    texts: Record<string, string | null> | null;
    incidents: Surroundings['incidents'] | null;
  }>({
    name: 'surroundings',
    text: `select
      (select json_object_agg(path::text, name) from org_unit where path = any($1::ltree[])) as names,
      ${presentPosts} as on_duty,
      (select json_object_agg(ref, text) from vault_text where ref = any($3)) as texts,
      (select json_agg(json_build_object('kind', kind, 'at', at, 'what', what) order by at desc, id desc)
        from incident where case_no = $4 and resolved_at is null) as incidents`,
    values: [units, answering, texts, incidentsOf],
  });
  const [row] = rows;
  return {
    names: new Map(Object.entries(row?.names ?? {})),
    onDuty: new Map(Object.entries(row?.on_duty ?? {})),
    texts: new Map(Object.entries(row?.texts ?? {})),
    incidents: row?.incidents ?? [],
  };
};

export interface ListSurroundings {
  names: ReadonlyMap<OrgPath, string>;
  /** The post on duty now by unit; a vacancy is absent. */
  onDuty: ReadonlyMap<OrgPath, string>;
  /** The beginnings of texts by their reference; an erased one is null. */
  titles: ReadonlyMap<string, string | null>;
}

/** Characters of a text that a line of a list shows at most. */
const titleLength = 120;

/** What a list of cases is shown with. One round trip. */
export const readListSurroundings = async (
  db: Database,
  {
    units,
    responsible,
    texts,
  }: { units: readonly OrgPath[]; responsible: readonly OrgPath[]; texts: readonly string[] },
): Promise<ListSurroundings> => {
  const { rows } = await db.pool.query<Record<'names' | 'on_duty' | 'titles', Record<string, string> | null>>({
    name: 'surroundings-of-list',
    text: `select
      (select json_object_agg(path::text, name) from org_unit where path = any($1::ltree[])) as names,
      ${presentPosts} as on_duty,
      (select json_object_agg(ref, left(text, ${titleLength})) from vault_text where ref = any($3)) as titles`,
    values: [units, responsible, texts],
  });
  const [row] = rows;
  return {
    names: new Map(Object.entries(row?.names ?? {})),
    onDuty: new Map(Object.entries(row?.on_duty ?? {})),
    titles: new Map(Object.entries(row?.titles ?? {})),
  };
};
