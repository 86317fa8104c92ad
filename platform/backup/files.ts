// The files of a backup: gzipped as they are written, hashed as they lie there, and named by whoever finds one damaged.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

export interface BackupFile {
  /** Within the backup's folder, with slashes. */
  path: string;
  bytes: number;
  /** Of its bytes, lower-case hex. */
  sha256: string;
}

/** zlib's fastest that still halves text: a backup should not take the CPU that the system needs. */
const level = 3;

/** Gzips what `source` gives into a new file, which is on the disk when this returns. */
export const writePacked = (source: Readable, file: string): Promise<void> =>
  pipeline(source, createGzip({ level }), createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));

/** Unpacks into a new file, which is on the disk when this returns. */
export const unpackTo = (packed: string, file: string): Promise<void> =>
  pipeline(
    createReadStream(packed),
    createGunzip(),
    createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }),
  );

/** Every file below a folder, by path. */
export const hashFolder = async (folder: string): Promise<BackupFile[]> => {
  const entries: Dirent[] = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: BackupFile[] = [];
  for (const path of paths.sort()) {
    const sha256 = await hashFile(path);
    files.push({ path: relative(folder, path).split(sep).join('/'), bytes: statSync(path).size, sha256 });
  }
  return files;
};

/** @throws Error that names the first file that is not there, or is not the one that was written */
export const checkFiles = async (folder: string, files: readonly BackupFile[]): Promise<void> => {
  for (const { path, sha256 } of files) {
    const found = await hashFile(join(folder, path)).catch((error: Error) => error.message);
    if (found === sha256) continue;
    throw new Error(
      `备份已损坏：${path}。The backup is damaged at ${path}: its SHA-256 is ${found}, not ${sha256}. Nothing was restored; take another copy of this backup.`,
    );
  }
};

const hashFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};
