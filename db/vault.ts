// The vault: free text, personal data and photos. Everything else holds references with a digest.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Keys } from '../platform/keys.ts';
import type { AttachmentRef, TextRef } from '../workflows/contract/vault.ts';
import type { Database } from './client.ts';
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

/** Stores a file; answers its reference, which only `uploader` can put into a case. */
export const storeAttachment = async (
  db: Database,
  { uploader, mediaType, bytes }: { uploader: string; mediaType: AttachmentRef['mediaType']; bytes: Buffer },
): Promise<AttachmentRef> => {
  const ref = randomUUID();
  const sha256 = sha256Of(bytes);
  await db.orm.insert(attachment).values({ ref, uploader, mediaType, sha256, size: bytes.length, bytes });
  return { ref, sha256, mediaType, bytes: bytes.length };
};

/** Of these files, the ones that `uploader` uploaded. */
export const findAttachments = async (
  db: Database,
  refs: readonly string[],
  uploader: string,
): Promise<AttachmentRef[]> => {
  const { rows } = await db.pool.query<AttachmentRef>(
    `select ref, sha256, media_type as "mediaType", size as bytes from attachment where ref = any($1) and uploader = $2`,
    [refs, uploader],
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
