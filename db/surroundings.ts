// What a case is shown with, beside its state: names of units, who is on duty, texts. One round trip.
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';

export interface Surroundings {
  /** Names by org path, of units no longer active as well; an unknown unit is absent. */
  names: ReadonlyMap<OrgPath, string>;
  /** The post on duty at `responsible` now; null: a vacancy. */
  onDuty: string | null;
  /** Texts by their reference; an erased one is null, an unknown one is absent. */
  texts: ReadonlyMap<string, string | null>;
}

export const readSurroundings = async (
  db: Database,
  { units, responsible, texts }: { units: readonly OrgPath[]; responsible: OrgPath; texts: readonly string[] },
): Promise<Surroundings> => {
  const { rows } = await db.pool.query<{
    names: Record<OrgPath, string> | null;
    on_duty: string | null;
    texts: Record<string, string | null> | null;
  }>({
    name: 'surroundings',
    text: `select
      (select json_object_agg(path::text, name) from org_unit where path = any($1::ltree[])) as names,
      (select person.name from duty join person on person.id = duty.person_id
        where duty.unit = $2::ltree and person.active and duty.from_at <= now() and (duty.to_at is null or duty.to_at > now())
        order by duty.from_at desc, duty.id limit 1) as on_duty,
      (select json_object_agg(ref, text) from vault_text where ref = any($3)) as texts`,
    values: [units, responsible, texts],
  });
  const [row] = rows;
  return {
    names: new Map(Object.entries(row?.names ?? {})),
    onDuty: row?.on_duty ?? null,
    texts: new Map(Object.entries(row?.texts ?? {})),
  };
};
