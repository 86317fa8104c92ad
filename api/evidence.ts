// The evidence of a case as files: the same that `caseloop export` writes.
import type { Database } from '../db/client.ts';
import { type LedgerRow, readRows } from '../db/ledger.ts';
import { canonical } from '../workflows/case/chain.ts';

/** Rows read at a time. */
const batch = 200;

/**
 * A row as a line of the export: the event in canonical JSON with its hash. A body that is no canonical JSON was not written by this
 * system; then the line holds the row as it stands.
 */
export const lineOf = ({ seq, body, hash, seal }: Pick<LedgerRow, 'seq' | 'body' | 'hash' | 'seal'>): string => {
  try {
    const event = JSON.parse(body) as object;
    if (canonical(event) === body) return canonical({ ...event, hash });
  } catch {
    // Told as it stands.
  }
  return JSON.stringify({ seq, unreadable: body, hash, seal });
};

/** The ledger of a case, one event a line, read as it is sent. */
export async function* ledgerLines(db: Database, caseNo: string): AsyncGenerator<string> {
  for (let fromSeq = 1; ; ) {
    const rows = await readRows(db, caseNo, { fromSeq, limit: batch });
    for (const row of rows) yield `${lineOf(row)}\n`;
    const last = rows.at(-1);
    if (rows.length < batch || !last) return;
    fromSeq = last.seq + 1;
  }
}

/** The persons that rows name, as far as they can be read. */
export const peopleIn = (rows: readonly Pick<LedgerRow, 'body'>[]): string[] => [
  ...new Set(
    rows.flatMap(({ body }) => {
      try {
        const person: unknown = JSON.parse(body)?.actor?.person;
        return typeof person === 'string' ? person : [];
      } catch {
        return [];
      }
    }),
  ),
];
