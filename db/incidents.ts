// Incidents: what a person must look into, each with what to do about it. Those that the reconciler finds are settled by it as well:
// what it no longer finds is resolved. The others are resolved by whoever looked into them.
import type { IncidentKind } from '../workflows/contract/incident.ts';
import { type Database, inTransaction } from './client.ts';

export interface Incident {
  kind: IncidentKind;
  caseNo: string | null;
  what: string;
  /** The command that mends it, or what to do. */
  mend: string;
}

export interface KnownIncident extends Omit<Incident, 'kind'> {
  /** Of a later version, too, when this one was rolled back to. */
  kind: string;
  id: number;
  at: Date;
  resolvedAt: Date | null;
}

const columns = `id::integer, kind, case_no as "caseNo", what, mend, at, resolved_at as "resolvedAt"`;

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
export const openIncidents = async (db: Database): Promise<KnownIncident[]> => {
  const { rows } = await db.pool.query<KnownIncident>(
    `select ${columns} from incident where resolved_at is null order by at desc, id desc`,
  );
  return rows;
};

/** Open and resolved ones, the latest first. */
export const allIncidents = async (db: Database): Promise<KnownIncident[]> => {
  const { rows } = await db.pool.query<KnownIncident>(`select ${columns} from incident order by at desc, id desc`);
  return rows;
};

/** Somebody has looked into it. @returns false when no open incident has this number */
export const resolveIncident = async (db: Database, id: number): Promise<boolean> => {
  const { rowCount } = await db.pool.query(
    'update incident set resolved_at = now() where id = $1 and resolved_at is null',
    [id],
  );
  return rowCount === 1;
};

/** A finding about a case; at most one of a kind. */
export type Finding = Incident & { caseNo: string };

/**
 * Makes the open incidents of these kinds and cases the findings: new ones are recorded, known ones keep their time and get the present
 * words, and those that were not found again are resolved.
 */
export const settleFindings = async (
  db: Database,
  { kinds, caseNos }: { kinds: readonly string[]; caseNos: readonly string[] },
  findings: readonly Finding[],
): Promise<void> => {
  if (findings.length === 0 && !(await anyOpen(db, kinds, caseNos))) return;
  await inTransaction(db, async (client) => {
    // Reconcilers of several workers settle one after the other.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('settle findings', 0))`);
    const found = JSON.stringify(
      findings.map(({ kind, caseNo, what, mend }) => ({ kind, case_no: caseNo, what, mend })),
    );
    const finding = 'jsonb_to_recordset($1::jsonb) as found (kind text, case_no text, what text, mend text)';
    const same = 'open.kind = found.kind and open.case_no = found.case_no and open.resolved_at is null';
    await client.query(
      `update incident as open set what = found.what, mend = found.mend from ${finding}
       where ${same} and (open.what, open.mend) is distinct from (found.what, found.mend)`,
      [found],
    );
    await client.query(
      `insert into incident (kind, case_no, what, mend) select kind, case_no, what, mend from ${finding}
       where not exists (select from incident as open where ${same})`,
      [found],
    );
    await client.query(
      `update incident as open set resolved_at = now() where resolved_at is null and kind = any($2) and case_no = any($3)
       and not exists (select from ${finding} where ${same})`,
      [found, kinds, caseNos],
    );
  });
};

/** Cases of one kind of incident that are told of at a time. */
const mostOfAKind = 1_000;

/** Makes the open incidents of one kind the findings, whichever cases they are about, as {@link settleFindings}. */
export const settleKind = async (db: Database, kind: IncidentKind, findings: readonly Finding[]): Promise<void> => {
  const told = await troubledCases(db, [kind], { after: 0, limit: mostOfAKind });
  const caseNos = [...new Set([...findings, ...told].map(({ caseNo }) => caseNo))];
  if (caseNos.length > 0) await settleFindings(db, { kinds: [kind], caseNos }, findings);
};

const anyOpen = async (db: Database, kinds: readonly string[], caseNos: readonly string[]): Promise<boolean> => {
  const { rowCount } = await db.pool.query(
    'select from incident where resolved_at is null and kind = any($1) and case_no = any($2) limit 1',
    [kinds, caseNos],
  );
  return rowCount === 1;
};

/** Cases with an open incident of these kinds, by the incident's number, after one of them. */
export const troubledCases = async (
  db: Database,
  kinds: readonly string[],
  { after, limit }: { after: number; limit: number },
): Promise<{ id: number; caseNo: string }[]> => {
  const { rows } = await db.pool.query<{ id: number; caseNo: string }>(
    `select id::integer, case_no as "caseNo" from incident
     where resolved_at is null and kind = any($1) and id > $2 order by id limit $3`,
    [kinds, after, limit],
  );
  return rows;
};
