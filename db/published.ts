// Case types and calendars as they are published now, whatever their hashes say: what cases went by is held against them.
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import type { Queries } from './reconcile-ledger.ts';

export interface Version {
  name: string;
  version: number;
}

/** By {@link keyOf}; a version that is not there (any more) is absent. */
export interface Published {
  types: ReadonlyMap<string, CaseTypeDefinition>;
  calendars: ReadonlyMap<string, WorkingCalendar>;
}

export const keyOf = ({ name, version }: Version): string => `${name}@${version}`;

/** These versions, each of which may be named more than once. */
export const readPublished = async (
  db: Queries,
  { types, calendars }: { types: readonly Version[]; calendars: readonly Version[] },
): Promise<Published> => ({
  types: await readVersions(db, 'case_type_version', types),
  calendars: await readVersions(db, 'calendar', calendars),
});

const readVersions = async <T>(
  db: Queries,
  table: 'case_type_version' | 'calendar',
  versions: readonly Version[],
): Promise<Map<string, T>> => {
  const { rows } = await db.query<Version & { definition: T }>(
    `select name, version, definition from ${table}
     where (name, version) in (select * from unnest($1::text[], $2::integer[]))`,
    [versions.map(({ name }) => name), versions.map(({ version }) => version)],
  );
  return new Map(rows.map((row) => [keyOf(row), row.definition]));
};
