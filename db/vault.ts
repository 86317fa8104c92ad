// The vault: free text, personal data and photos. Everything else holds references with a digest.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type pg from 'pg';
import type { Keys } from '../platform/keys.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import type { AttachmentRef, TextRef } from '../workflows/contract/vault.ts';
import { type Database, inTransaction } from './client.ts';
import { attachment } from './schema.ts';

/** The bytes of a file in the vault are not those that the case refers to. */
export class FileAltered extends Error {
  constructor(ref: string) {
    super(`The bytes of the file ${ref} are not those that the ledger refers to.`);
    this.name = 'FileAltered';
  }
}

/** A text on its way into the vault. */
export interface VaultText {
  ref: string;
  caseNo: string;
  text: string;
  digest: string;
}

/** @param key `keys.vault`; @returns HMAC-SHA256 of a text and its place, lower-case hex */
export const digestOf = (key: string, ref: string, text: string): string =>
  createHmac('sha256', key).update(`${ref}\n${text}`).digest('hex');

/**
 * A text with its reference. The same `ref` and text give the same reference again, so that a repeated request does too.
 * The digest is keyed and bound to the reference: two equal texts have different digests.
 */
export const sealText = (
  keys: Pick<Keys, 'vault'>,
  { owner, ref, text }: { owner: string; ref: string; text: string },
): { row: VaultText; ref: TextRef } => {
  const digest = digestOf(keys.vault, ref, text);
  return { row: { ref, caseNo: owner, text, digest }, ref: { ref, digest, length: text.length } };
};

/** Texts by reference; an erased one is null, an unknown one is absent. */
export const readTexts = async (db: Database, refs: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
  if (refs.length === 0) return new Map();
  const { rows } = await db.pool.query<{ ref: string; text: string | null }>({
    name: 'vault-read',
    text: 'select ref, text from vault_text where ref = any($1)',
    values: [refs],
  });
  return new Map(rows.map(({ ref, text }) => [ref, text]));
};

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** What one uploader may store within 24 hours, attached or not. */
interface UploadQuota {
  bytes: number;
  files: number;
}

/** @throws CaseFailure TooManyRequests when one more file of so many bytes would go beyond the quota */
export const requireUploadRoom = async (
  db: pg.Pool | pg.PoolClient,
  { uploader, bytes }: { uploader: string; bytes: number },
  quota: UploadQuota,
): Promise<void> => {
  const { rows } = await db.query<{ files: number; bytes: string }>(
    `select count(*)::integer as files, coalesce(sum(size), 0) as bytes from attachment
     where uploader = $1 and created_at > now() - interval '24 hours'`,
    [uploader],
  );
  const [used] = rows;
  if (!used || (used.files < quota.files && Number(used.bytes) + bytes <= quota.bytes)) return;
  const megabytes = Math.floor(quota.bytes / 1024 / 1024);
  throw new CaseFailure(
    'TooManyRequests',
    `24 小时内上传已达上限（${megabytes} MB 或 ${quota.files} 个），请过些时候再传。Uploads of 24 hours are limited to ${megabytes} MB and ${quota.files} files; go on later.`,
  );
};

/**
 * Stores a file; answers its reference, which only `uploader` can put into a case.
 * @throws CaseFailure TooManyRequests as {@link requireUploadRoom}
 */
export const storeAttachment = (
  db: Database,
  { uploader, mediaType, bytes }: { uploader: string; mediaType: AttachmentRef['mediaType']; bytes: Buffer },
  quota: UploadQuota = { bytes: Number.POSITIVE_INFINITY, files: Number.POSITIVE_INFINITY },
): Promise<AttachmentRef> =>
  inTransaction(db, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('upload ' || $1, 0))`, [uploader]);
    await requireUploadRoom(client, { uploader, bytes: bytes.length }, quota);
    const ref = randomUUID();
    const sha256 = sha256Of(bytes);
    await client.query(
      'insert into attachment (ref, uploader, media_type, sha256, size, bytes) values ($1, $2, $3, $4, $5, $6)',
      [ref, uploader, mediaType, sha256, bytes.length, bytes],
    );
    return { ref, sha256, mediaType, bytes: bytes.length };
  });

/**
 * Of these files, the ones that `uploader` uploaded. They stay for two more days, so that what names them can come to its end.
 * @param caseNo into which case they are to go; null: one that has no number yet (`receiveTogether` adds it)
 */
export const findAttachments = async (
  db: Database,
  refs: readonly string[],
  uploader: string,
  caseNo: string | null,
): Promise<AttachmentRef[]> => {
  const { rows } = await db.pool.query<AttachmentRef>(
    `update attachment set named_at = now(),
       named_in = case when $3::text is null or $3 = any(named_in) then named_in else named_in || $3::text end
     where ref = any(array(select ref from attachment where ref = any($1) and uploader = $2 order by ref for update))
     returning ref, sha256, media_type as "mediaType", size as bytes`,
    [refs, uploader, caseNo],
  );
  return rows;
};

/** The bytes of the file that a case refers to, or null. @throws FileAltered when they are others */
export const readAttachment = async (
  db: Database,
  { ref, sha256 }: Pick<AttachmentRef, 'ref' | 'sha256'>,
): Promise<Buffer | null> => {
  const [found] = await db.orm.select({ bytes: attachment.bytes }).from(attachment).where(eq(attachment.ref, ref));
  if (found && sha256Of(found.bytes) !== sha256) throw new FileAltered(ref);
  return found?.bytes ?? null;
};
