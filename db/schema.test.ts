// The migrations are what the schema says: there is nothing that drizzle-kit would still generate.
import { readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, test } from 'vitest';
import * as schema from './schema.ts';

const meta = (file: string) => JSON.parse(readFileSync(new URL(`./migrations/meta/${file}`, import.meta.url), 'utf8'));

test('the latest migration leaves the tables as the schema describes them', async () => {
  const { entries } = meta('_journal.json') as { entries: { idx: number }[] };
  const last = String(entries.at(-1)?.idx).padStart(4, '0');
  const migrated = meta(`${last}_snapshot.json`);
  expect(await generateMigration(migrated, generateDrizzleJson(schema, migrated.id))).toEqual([]);
});
