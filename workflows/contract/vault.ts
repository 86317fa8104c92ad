// Free text, personal data and photos stay in the vault tables. What travels through a workflow is a reference with a digest:
// enough to prove later which text was meant, useless for reading it, and untouched when the text is erased.
import { z } from 'zod';
import { Hash } from './ids.ts';

/** A text in the vault. `digest` is an HMAC-SHA256 keyed outside the database (a bare hash of a phone number could be guessed). */
export const TextRef = z.strictObject({
  ref: z.string().min(1).max(120),
  digest: Hash,
  /** Length of the text in UTF-16 code units. */
  length: z.int().min(0),
});
export type TextRef = z.infer<typeof TextRef>;

/** A file in the vault; `sha256` is of its bytes. */
export const AttachmentRef = z.strictObject({
  ref: z.string().min(1).max(120),
  sha256: Hash,
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
  bytes: z.int().positive(),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;
