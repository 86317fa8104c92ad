// Cases that hold a unit in service: whoever it is, it answers for them, or they may come to it without anybody choosing it.
import { mayComeTo, type Placed } from '../workflows/case/next-holder.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import { atLevel, isWithin, type OrgPath } from '../workflows/contract/org-path.ts';
import type { Queries } from './reconcile-ledger.ts';

/** Open ones, and closed ones that may still be reopened. */
export interface HoldingCases {
  open: number;
  closed: number;
}

/** Cases alike in all that decides to whom they may come. */
interface Group extends Omit<Placed, 'intake'> {
  type: string;
  version: number;
  source: Placed['intake']['source'];
  area: OrgPath;
  cases: number;
}

/** Counts the cases that hold a unit, or one below it. Asked when one is to be deactivated: it reads all of its cases that are not archived. */
export const countHoldingCases = async (db: Queries, unit: OrgPath): Promise<HoldingCases> => {
  const { rows } = await db.query<Group>(
    `select status, type, version, source, area, responsible, handler, handovers, count(*)::integer as cases
     from (
       select status, type, (state #>> '{type,version}')::integer as version, source, area::text, responsible::text,
         state ->> 'handler' as handler, state -> 'handovers' as handovers
       from case_view where status in ('open', 'closed') and scopes @> array[$1::text]
     ) as living
     group by status, type, version, source, area, responsible, handler, handovers`,
    [(await isNamed(db, unit)) ? atLevel(unit, 'county') : unit],
  );
  const definitions = await definitionsOf(db, rows);
  const held = rows.filter(({ source, area, ...group }) =>
    mayComeTo({ ...group, intake: { source, area } }, definitions.get(nameOf(group)) ?? null).some((each) =>
      isWithin(each, unit),
    ),
  );
  const total = (of: Group['status']): number =>
    held.filter(({ status }) => status === of).reduce((sum, { cases }) => sum + cases, 0);
  return { open: total('open'), closed: total('closed') };
};

const nameOf = ({ type, version }: Pick<Group, 'type' | 'version'>): string => `${type} ${version}`;

/** Whether a case type names this department: then a case of the county may come to it in which it has no part yet. */
const isNamed = async (db: Queries, unit: OrgPath): Promise<boolean> => {
  const { rowCount } = await db.query(
    `select from case_type_version
     where jsonb_path_exists(definition::jsonb, '$.steps.*.owner.**.department ? (@ == $name)', jsonb_build_object('name', $1::text))
     limit 1`,
    [unit.slice(atLevel(unit, 'county').length + 1)],
  );
  return rowCount === 1;
};

/** The definitions that these cases carry, as far as they are published here. */
const definitionsOf = async (db: Queries, groups: readonly Group[]): Promise<Map<string, CaseTypeDefinition>> => {
  const { rows } = await db.query<{ definition: CaseTypeDefinition }>(
    `select definition from case_type_version
     where (name, version) in (select * from unnest($1::text[], $2::integer[]))`,
    [groups.map(({ type }) => type), groups.map(({ version }) => version)],
  );
  return new Map(rows.map(({ definition }) => [nameOf({ type: definition.name, ...definition }), definition]));
};
