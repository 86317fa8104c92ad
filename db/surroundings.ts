// What a case is shown with, beside its state: names of units, who is on duty, texts. One round trip.
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { ofAnyLength } from './any-length.ts';
import type { Scope } from './cases.ts';
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

/** Names by org path; `units` is SQL of type `ltree[]`, as below. */
const namesOf = (units: string): string =>
  `(select json_object_agg(path::text, name) from org_unit where path = any(${units}))`;

/** The post that is on duty now, by unit. */
const presentPosts = (units: string): string => `
  (select json_object_agg(unit, name) from (
    select distinct on (duty.unit) duty.unit::text as unit, person.name from duty join person on person.id = duty.person_id
    where duty.unit = any(${units}) and person.active
      and duty.from_at <= now() and (duty.to_at is null or duty.to_at > now())
    order by duty.unit, duty.from_at desc, duty.id) as present)`;

/** `refs` is SQL of type `text[]`. */
const textsOf = (refs: string): string =>
  `(select json_object_agg(ref, text) from vault_text where ref = any(${refs}))`;

const openIncidents = (caseNo: string): string => `
  (select json_agg(json_build_object('kind', kind, 'at', at, 'what', what) order by at desc, id desc)
    from incident where incident.case_no = ${caseNo} and resolved_at is null)`;

interface Row {
  names: Record<OrgPath, string> | null;
  on_duty: Record<OrgPath, string> | null;
  texts: Record<string, string | null> | null;
  incidents: Surroundings['incidents'] | null;
}

const surroundingsIn = (row: Row | undefined): Surroundings => ({
  names: new Map(Object.entries(row?.names ?? {})),
  onDuty: new Map(Object.entries(row?.on_duty ?? {})),
  texts: new Map(Object.entries(row?.texts ?? {})),
  incidents: row?.incidents ?? [],
});

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
  const { rows } = await db.pool.query<Row>({
    name: 'surroundings',
    text: `select ${namesOf(ofAnyLength('$1::ltree[]'))} as names, ${presentPosts(ofAnyLength('$2::ltree[]'))} as on_duty,
      ${textsOf(ofAnyLength('$3::text[]'))} as texts, ${openIncidents('$4')} as incidents`,
    values: [units, answering, texts, incidentsOf],
  });
  return surroundingsIn(rows[0]);
};

/**
 * A case as it stands and what it is shown with, as far as it lies within the scope; else null. One round trip, because who has a part in the
 * case, and who stands above them, tells almost always which units are named.
 * @param texts references @param withIncidents whether its open incidents are asked for
 */
export const readCaseAndSurroundings = async (
  db: Database,
  scope: Scope,
  { caseNo, texts, withIncidents }: { caseNo: string; texts: readonly string[]; withIncidents: boolean },
): Promise<(Surroundings & { state: CaseState }) | null> => {
  if ('caseNo' in scope && scope.caseNo !== caseNo) return null;
  const { rows } = await db.pool.query<Row & { state: CaseState }>({
    name: 'case-and-surroundings',
    text: `select state, ${namesOf('units')} as names, ${presentPosts('units')} as on_duty,
      ${textsOf(ofAnyLength('$3::text[]'))} as texts, case when $4 then ${openIncidents('$1')} end as incidents
      from (select state, scopes::ltree[] as units from case_view
        where case_no = $1 and ($2::ltree[] is null or involved <@ any($2::ltree[]))) as shown`,
    values: [caseNo, 'units' in scope ? scope.units : null, texts, withIncidents],
  });
  const [row] = rows;
  return row ? { state: row.state, ...surroundingsIn(row) } : null;
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
    text: `select ${namesOf('$1::ltree[]')} as names, ${presentPosts('$2::ltree[]')} as on_duty,
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
