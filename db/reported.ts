// What a person reported: the receptions that came under their keys, with what became of each. Read from `intake`, which has an index
// by reporter; the ledger's first event says the same, but nothing finds it by person.
import type { Intake } from '../workflows/contract/command.ts';
import { type CasePosition, type FoundCase, overdueNow, type Scope } from './cases.ts';
import type { Database } from './client.ts';
import { conditions } from './conditions.ts';

/** `found` null: received, and not opened yet. */
export interface Reported {
  caseNo: string;
  intake: Pick<Intake, 'area' | 'category' | 'urgency' | 'receivedAt'>;
  found: FoundCase | null;
}

/** The real cases that came under the keys of `reporter` and lie in the scope, the latest first; and where the next page begins. */
export const listReported = async (
  db: Database,
  { units }: Extract<Scope, { units: unknown }>,
  reporter: string,
  { after, limit }: { after?: CasePosition | undefined; limit: number },
): Promise<{ items: Reported[]; next: CasePosition | null }> => {
  const where = conditions();
  where.add(`intake.scope = ${where.value(reporter)}`);
  // The input of a case not opened yet is the only place that has its area; of the others the read model is asked, which is far smaller.
  where.add(`case when view.case_no is null
      then not (open_case->>'rehearsal')::boolean and (open_case->'intake'->>'area')::ltree <@ any(${where.value(units)}::ltree[])
      else not view.rehearsal and view.scopes && ${where.value(units)}::text[] end`);
  if (after) {
    where.add(`(intake.received_at, intake.case_no) < (${where.value(after.key)}, ${where.value(after.caseNo)})`);
  }
  const { rows } = await db.pool.query<{
    case_no: string;
    intake: Reported['intake'];
    state: FoundCase['state'] | null;
    due_at: Date | null;
    overdue: boolean;
  }>(
    `select intake.case_no, coalesce(view.state->'intake', (open_case->'intake')::jsonb) as intake, view.state, due_at,
       coalesce(${overdueNow}, false) as overdue
     from intake left join case_view as view using (case_no) ${where.text}
     order by intake.received_at desc, intake.case_no desc limit ${where.value(limit + 1)}`,
    where.values,
  );
  const items = rows.slice(0, limit).map(({ case_no, intake, state, due_at, overdue }) => ({
    caseNo: case_no,
    intake,
    found: state && { state, due: due_at?.toISOString() ?? null, overdue },
  }));
  const last = items.at(-1);
  if (rows.length <= limit || !last) return { items, next: null };
  return { items, next: { key: last.intake.receivedAt, caseNo: last.caseNo } };
};
