// What an input refers to must exist: units in the org tree, files in the vault.
import type { Database } from '../db/client.ts';
import { activeUnits } from '../db/org.ts';
import { findAttachments } from '../db/vault.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { AttachmentRef } from '../workflows/contract/vault.ts';
import { type Caller, identityOf } from './caller.ts';

/** Field name and value, as filled in. */
type Entries = readonly [string, unknown][];

/** @throws CaseFailure UnknownUnit with a pointer for each unit that is not in the org tree */
export const requireUnits = async (db: Database, entries: Entries, base: string): Promise<void> => {
  if (entries.length === 0) return;
  const known = await activeUnits(
    db.pool,
    entries.map(([, unit]) => String(unit)),
  );
  const unknown = entries.filter(([, unit]) => !known.has(String(unit)));
  if (unknown.length > 0) throw unknownUnits(unknown, base);
};

/** A pointer for each unit that is not in the org tree. */
export const unknownUnits = (entries: Entries, base: string): CaseFailure =>
  new CaseFailure(
    'UnknownUnit',
    `没有这个单位：${entries.map(([, unit]) => unit).join('、')}。清单见 GET /v1/org。No such unit; GET /v1/org lists them.`,
    entries.map(([name]) => ({ pointer: `${base}/${name}`, message: '没有这个单位 no such unit' })),
  );

/**
 * The uploaded files that an input names, by their reference.
 * @param caseNo into which case they are to go; null: it has no number yet
 * @throws CaseFailure InvalidInput with a pointer for each one that the caller did not upload
 */
export const findFiles = async (
  db: Database,
  caller: Caller,
  entries: Entries,
  base: string,
  caseNo: string | null,
): Promise<ReadonlyMap<string, AttachmentRef>> => {
  const named = entries.flatMap(([name, refs]) =>
    (refs as string[]).map((ref, i) => ({ ref, pointer: `${base}/${name}/${i}` })),
  );
  if (named.length === 0) return new Map();
  const found = await findAttachments(
    db,
    named.map(({ ref }) => ref),
    identityOf(caller),
    caseNo,
  );
  const files = new Map(found.map((file) => [file.ref, file]));
  const missing = named.filter(({ ref }) => !files.has(ref));
  if (missing.length === 0) return files;
  throw new CaseFailure(
    'InvalidInput',
    '有附件未上传，请先 POST /v1/attachments。A file is not there; upload it with POST /v1/attachments first.',
    missing.map(({ pointer }) => ({ pointer, message: '没有这个附件 no such file of yours' })),
  );
};
