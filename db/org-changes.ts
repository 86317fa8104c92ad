// What administrators did to units, people and rosters, and people to their own passwords: written in the transaction of the change itself, and never changed.
import type pg from 'pg';
import type { Instant } from '../workflows/contract/ids.ts';
import type { OrgPath } from '../workflows/contract/org-path.ts';
import type { Database } from './client.ts';

export const changeKinds = [
  'unitEntered',
  'unitRenamed',
  'unitDeactivated',
  'unitRevived',
  'personEntered',
  'personChanged',
  'personDeactivated',
  'personRevived',
  'signInGiven',
  'passwordChanged',
  'dutyEntered',
  'dutyEnded',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What became of it, by name: `name`, `before` (a name), `person` (an id), `username`, `from`, `to`; never a password. */
export type ChangeDetail = Readonly<Record<string, string | null>>;

export interface NewChange {
  unit: OrgPath;
  kind: ChangeKind;
  detail: ChangeDetail;
  /** The person who did it. */
  by: string;
}

export interface Change extends NewChange {
  id: number;
  at: Instant;
}

/** Notes a change; `client` is in the transaction that makes it. */
export const noteChange = async (client: pg.ClientBase, { unit, kind, detail, by }: NewChange): Promise<void> => {
  await client.query('insert into org_change (unit, kind, detail, by_person) values ($1, $2, $3, $4)', [
    unit,
    kind,
    JSON.stringify(detail),
    by,
  ]);
};

/** The latest changes of one unit, the latest first. */
export const listChanges = async (db: Database, unit: OrgPath, limit: number): Promise<Change[]> => {
  const { rows } = await db.pool.query<Omit<Change, 'at' | 'id'> & { id: string; at: Date }>(
    `select id, unit::text, kind, detail, by_person as by, at from org_change where unit = $1::ltree order by id desc limit $2`,
    [unit, limit],
  );
  return rows.map((row) => ({ ...row, id: Number(row.id), at: row.at.toISOString() }));
};
