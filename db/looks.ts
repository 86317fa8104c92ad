// 查看留痕: who was shown a case's words, or handed its files. The app can add rows and read them; no role changes one, and none goes before
// it is three years old.

import { z } from 'zod';
import type { Role } from '../workflows/contract/actor.ts';
import type { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';
import { OwnInstant } from './storable.ts';

/** What can be looked at: a case's texts, a file of it, its ledger on the screen, its ledger and its histories as files. */
export const lookKinds = ['case', 'attachment', 'ledger', 'ledgerFile', 'historyFile'] as const;
export type LookKind = (typeof lookKinds)[number];

export interface NewLook {
  caseNo: string;
  kind: LookKind;
  /** Which of several: an attachment's reference, a run's number. */
  part: string | null;
  /** A person's id, or `resident`: whoever holds the receipt. */
  person: string;
  /** In whose name and role they looked. */
  unit: OrgPath;
  role: Role;
  at: Instant;
}

/** Where a look stands among those at its case. */
export const LookPosition = z.strictObject({ at: OwnInstant, id: z.int().positive() });
type LookPosition = z.infer<typeof LookPosition>;

interface Look extends NewLook {
  id: number;
}

/** Adds them, all or none. */
export const writeLooks = async (db: Database, looks: readonly NewLook[]): Promise<void> => {
  await db.pool.query(
    `insert into case_look (case_no, kind, part, person_id, unit, role, at)
     select case_no, kind, part, person, unit::ltree, role, at from unnest(
       $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]
     ) as look (case_no, kind, part, person, unit, role, at)`,
    (['caseNo', 'kind', 'part', 'person', 'unit', 'role', 'at'] as const).map((name) =>
      looks.map((each) => each[name]),
    ),
  );
};

/**
 * The latest looks at a case, the latest first.
 * @param of only those in the name of this unit or one below it, and of no auditor; null: of everybody
 * @param before only those that come after this one in that order
 */
export const listLooks = async (
  db: Database,
  caseNo: string,
  { of, before, limit }: { of: OrgPath | null; before: LookPosition | null; limit: number },
): Promise<Look[]> => {
  const { rows } = await db.pool.query<Omit<Look, 'id' | 'at'> & { id: string; at: Date }>(
    `select id, case_no as "caseNo", kind, part, person_id as person, unit::text, role, at from case_look
     where case_no = $1 and ($2::ltree is null or unit <@ $2::ltree and role <> 'auditor') and ($3::timestamptz is null or (at, id) < ($3::timestamptz, $4::bigint))
     order by at desc, id desc limit $5`,
    [caseNo, of, before?.at, before?.id, limit],
  );
  return rows.map((row) => ({ ...row, id: Number(row.id), at: row.at.toISOString() as Instant }));
};

/** Looks forgotten at a time. */
const batch = 5_000;

/**
 * One round of forgetting looks that are three years old. The database lets no other go, and says so itself (migration 0015).
 * @returns how many were forgotten; there may be more when it is not 0
 */
export const forgetLooks = async (db: Database): Promise<number> => {
  const { rows } = await db.pool.query<{ gone: string }>('select forget_looks($1) as gone', [batch]);
  return Number(rows[0]?.gone ?? 0);
};
