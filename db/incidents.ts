// Incidents: what a person must look into, each with what to do about it.
import { type Database, inTransaction } from './client.ts';

export interface Incident {
  kind: string;
  caseNo: string | null;
  what: string;
  mend: string;
}

/** Records an incident, once as long as it is open, however many meet it at once. */
export const recordIncident = (db: Database, { kind, caseNo, what, mend }: Incident): Promise<void> =>
  inTransaction(db, async (client) => {
    // In a statement of its own: the next one sees what those before it have recorded.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`incident ${kind} ${caseNo}`]);
    await client.query(
      `insert into incident (kind, case_no, what, mend) select $1, $2, $3, $4
       where not exists (select from incident where kind = $1 and case_no is not distinct from $2 and what = $3 and resolved_at is null)`,
      [kind, caseNo, what, mend],
    );
  });

/** Open incidents, the latest first. */
export const openIncidents = async (db: Database): Promise<(Incident & { id: number; at: Date })[]> => {
  const { rows } = await db.pool.query(
    'select id::integer, kind, case_no as "caseNo", what, mend, at from incident where resolved_at is null order by at desc',
  );
  return rows;
};
