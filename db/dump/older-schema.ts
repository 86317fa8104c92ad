// The migrations as they were when a dump was made: its rows fit that schema and no other.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationsFolder } from '../migrate.ts';

interface Journal {
  entries: { idx: number; tag: string }[];
}

/**
 * A folder with the first `count` migrations; `remove` it afterwards.
 * @throws Error when this version of Caseloop does not know so many
 */
export const migrationsUpTo = (count: number): { folder: string; remove(): void } => {
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta', '_journal.json'), 'utf8')) as Journal;
  const entries = journal.entries.slice(0, count);
  if (entries.length < count) {
    throw new Error(
      `备份来自更新的版本（迁移 ${count}，本版 ${journal.entries.length}），请先升级。The backup is of a newer Caseloop (${count} migrations, this one has ${journal.entries.length}): upgrade first.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'caseloop-migrations-'));
  mkdirSync(join(folder, 'meta'));
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
  for (const { tag } of entries) copyFileSync(join(migrationsFolder, `${tag}.sql`), join(folder, `${tag}.sql`));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
