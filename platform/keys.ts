// The secrets of one installation, made once at the first start and kept in a file that only its owner can read.
// Losing the file means that no seal, text digest or receipt can be checked again: it belongs into the backup, apart from the database.
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** Base64url of 32 random bytes. */
const key = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: 'must be 43 base64url characters (32 bytes)' });

const keysSchema = z.object({
  /** Keys the digests of vault texts that go into events. */
  vault: key,
  /** Seals the rows of the ledger. */
  seal: key,
  /** Derives the secrets of receipts. */
  token: key,
  /** Passwords of the three PostgreSQL roles of the embedded server. */
  databaseOwner: key,
  databaseApp: key,
  databaseReader: key,
});

export type Keys = z.infer<typeof keysSchema>;

/**
 * Reads the keys, making them first when the file does not exist.
 * @throws Error when others can read the file, or when it is not a complete key file; the message says how to mend it.
 */
export function loadKeys(file: string): Keys {
  createOnce(file);
  refuseIfShared(file);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `The key file ${file} is not readable JSON (${(error as Error).message}). Restore it from a backup.`,
    );
  }
  const parsed = keysSchema.safeParse(content);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`The key file ${file} is incomplete (${fields}). Restore it from a backup.`);
  }
  return parsed.data;
}

/** Written beside and then linked: of two processes that start together, both read the keys of the first. */
function createOnce(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  const fresh = Object.fromEntries(Object.keys(keysSchema.shape).map((name) => [name, newKey()]));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  // The mode given to writeFile passes through the umask, which may take bits away but also leaves odd ones.
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuseIfShared(file: string): void {
  // Windows has no such bits; there the folder's access list protects the file.
  if (process.platform === 'win32') return;
  const { mode } = statSync(file);
  if ((mode & 0o077) === 0) return;
  throw new Error(`Others can read the key file ${file}. Close it with: chmod 600 '${file}'`);
}

function newKey(): string {
  return randomBytes(32).toString('base64url');
}
