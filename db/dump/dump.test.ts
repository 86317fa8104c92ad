// A dump and its loading: everything comes back as it was, in one piece or not at all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCase, aCommit, aNote, andThen } from '../../tests/support/builders.ts';
import { emptyDatabase, type TestDatabase, testDatabase } from '../../tests/support/database.ts';
import { commitEvents } from '../commit.ts';
import { recordIncident } from '../incidents.ts';
import { migrate } from '../migrate.ts';
import { requireWhole } from '../restoration.ts';
import { openSession } from '../sessions.ts';
import { storeAttachment } from '../vault.ts';
import { type Dump, dumpDatabase } from './dump.ts';
import { loadDump, lookInto } from './load.ts';
import { migrationsUpTo } from './older-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'caseloop-dump-'));
const made: { drop(): Promise<void> }[] = [];
let data: TestDatabase;
let dump: Dump;

/** Texts that COPY's format must escape. */
const awkward = ['制表\t符', '换\n行\r', '反斜\\杠 \\N', '', '𠮷野家 😀', "'; drop table person; --"];

beforeAll(async () => {
  data = await testDatabase();
  made.push(data);
  const first = aCase('SF-20261123-00001');
  await commitEvents(data.db, aCommit(first), 'key');
  await commitEvents(data.db, aCommit(andThen(first, aNote('a', 'command-0001'))), 'key');
  for (const [i, text] of awkward.entries()) {
    await data.db.pool.query('insert into vault_text (ref, case_no, text, digest) values ($1, $2, $3, $4)', [
      `ref-${i}`,
      'SF-20261123-00001',
      text,
      'd',
    ]);
  }
  await data.db.pool.query(
    `insert into vault_text (ref, case_no, text, digest, erased_at) values ('erased', 'x', null, 'd', now())`,
  );
  await storeAttachment(data.db, {
    uploader: 'person/p-1',
    mediaType: 'image/png',
    bytes: Buffer.from([0, 10, 92, 255, 9]),
  });
  await recordIncident(data.db, { kind: 'HistoryLost', caseNo: null, what: 'w', mend: 'm' });
  const { rows } = await data.db.pool.query('select id, password_hash as hash from person limit 1');
  await openSession(data.db, { person: rows[0].id, hash: rows[0].hash });
  dump = await dumpDatabase(data.appUrl, join(folder, 'dump'));
});
afterAll(async () => {
  for (const each of made) await each.drop();
  rmSync(folder, { recursive: true });
});

const emptyOne = async (): Promise<string> => {
  const empty = await emptyDatabase();
  made.push(empty);
  return empty.ownerUrl;
};

const ask = async (url: string, text: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

/** A table's rows as one hash each, in any order; without the numbers of transactions, which are each server's own. */
const rowsOf = (url: string, table: string) =>
  ask(url, `select md5((to_jsonb(t) - 'tx')::text) as row from ${table} t order by 1`);

describe('a dump', () => {
  it('comes back row by row, without who was signed in', async () => {
    const url = await emptyOne();
    expect(await lookInto(url)).toEqual({ kind: 'bare' });
    await loadDump(url, join(folder, 'dump'), dump);

    expect(dump).toMatchObject({ cases: 1, events: 2 });
    expect(dump.tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['case_event', 'person', 'duty', 'case_count']),
    );
    for (const { table, rows } of dump.tables) {
      expect(await rowsOf(url, table), table).toEqual(await rowsOf(data.ownerUrl, table));
      expect((await rowsOf(url, table)).length, table).toBe(rows);
    }
    expect(await rowsOf(url, 'session')).toEqual([]);
    expect(await lookInto(url)).toEqual({ kind: 'used', cases: 1 });
  });

  it('leaves the guards on, and the numbers going on', async () => {
    const url = await emptyOne();
    await loadDump(url, join(folder, 'dump'), dump);

    await expect(ask(url, 'update case_event set seq = 9')).rejects.toThrow('append-only');
    const [next] = await ask(
      url,
      `insert into incident (kind, what, mend) values ('T', 'w', 'm') returning id::integer`,
    );
    const [last] = await ask(data.ownerUrl, 'select max(id)::integer as id from incident');
    expect(next?.id).toBe(Number(last?.id) + 1);
  });

  it('is loaded whole or not at all', async () => {
    const url = await emptyOne();
    const wrong = dump.tables.map((each) => (each.table === 'vault_text' ? { ...each, rows: each.rows + 1 } : each));
    await expect(loadDump(url, join(folder, 'dump'), { ...dump, tables: wrong })).rejects.toThrow('vault_text.copy.gz');
    expect(await lookInto(url)).toMatchObject({ kind: 'empty' });
    await expect(requireWhole(url)).rejects.toThrow('repeat caseloop restore');

    await loadDump(url, join(folder, 'dump'), dump);
    await requireWhole(url);
  });

  it('of an older schema is brought to the present one', async () => {
    const [old, url] = [await emptyOne(), await emptyOne()];
    const older = migrationsUpTo(3);
    await migrate(old, undefined, older.folder);
    older.remove();
    await ask(old, `insert into org_unit (path, name) values ('xx', '某市')`);
    const oldDump = await dumpDatabase(old, join(folder, 'old'));

    await loadDump(url, join(folder, 'old'), oldDump);

    expect(oldDump.migrations).toBe(3);
    expect(await ask(url, 'select path, name from org_unit')).toEqual([{ path: 'xx', name: '某市' }]);
    const [now] = await ask(url, 'select count(*)::integer as count from drizzle.__drizzle_migrations');
    expect(now?.count).toBe(dump.migrations);
  });

  it('of a newer schema is refused before anything is written', async () => {
    const url = await emptyOne();
    const newer = { ...dump, migrations: dump.migrations + 1 };
    await expect(loadDump(url, join(folder, 'dump'), newer)).rejects.toThrow('newer');
    expect(await lookInto(url)).toEqual({ kind: 'bare' });
  });
});
