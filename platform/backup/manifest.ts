// What a backup says of itself: `manifest.json` in its folder, written last.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const count = z.int().min(0);

const Manifest = z.object({
  format: z.literal('caseloop-backup'),
  version: z.literal(1),
  /** Of the Caseloop that wrote it. */
  caseloop: z.string(),
  namespace: z.string(),
  takenAt: z.iso.datetime(),
  /** Tells whether a key file belongs to it, and nothing about the keys. */
  keys: z.object({ fingerprint: z.string(), included: z.boolean() }),
  database: z.object({
    at: z.iso.datetime(),
    migrations: count,
    cases: count,
    events: count,
    tables: z.array(z.object({ table: z.string(), columns: z.array(z.string()).min(1), rows: count })),
  }),
  /** Null: the engine was not the local one, or had no store yet. */
  engine: z.object({ at: z.iso.datetime(), server: z.string(), pausedMs: z.number().nullable() }).nullable(),
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
export type Manifest = z.infer<typeof Manifest>;

/** Folders of its parts. */
export const parts = { database: 'database', engine: 'engine' } as const;

export const manifestName = 'manifest.json';

export const writeManifest = (folder: string, manifest: Manifest): void =>
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });

/** @throws Error when the folder holds no backup, or one that this version cannot read */
export const readManifest = (folder: string): Manifest => {
  const file = join(folder, manifestName);
  try {
    return Manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`这里没有完整的备份。${file} is not the manifest of a whole backup: ${(error as Error).message}`);
  }
};
