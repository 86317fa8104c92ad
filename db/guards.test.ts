// What the database refuses by itself, whoever asks.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { aCase, aCommit, aLook } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { commitEvents } from './commit.ts';
import { writeLooks } from './looks.ts';
import { migrate } from './migrate.ts';

let data: TestDatabase;
const as = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** A database of this run's server that nothing was done to. */
const emptyDatabase = async () => {
  const { ownerUrl } = inject('stack');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await as(ownerUrl, (client) => client.query(`create database ${name}`));
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  return {
    ownerUrl: url.href,
    drop: () => as(ownerUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
};

beforeAll(async () => {
  data = await testDatabase();
  await commitEvents(data.db, aCommit(aCase('SF-20261123-00001')), 'key');
  await writeLooks(data.db, [aLook()]);
});
afterAll(() => data?.drop());

const changes = ["update case_event set type = 'noted'", 'delete from case_event', 'truncate case_event'];

describe.each(['appUrl', 'ownerUrl', 'readerUrl'] as const)('the ledger refuses %s', (who) => {
  test.each(changes)('%s', async (sql) => {
    await as(data[who], async (client) => {
      await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
    });
  });
});

describe.each(['appUrl', 'readerUrl', 'ownerUrl'] as const)('the record of looks refuses %s', (who) => {
  test.each(["update case_look set person_id = 'p-2'", 'delete from case_look', 'truncate case_look'])(
    '%s',
    async (sql) => {
      await as(data[who], async (client) => {
        await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
      });
    },
  );
});

test.each(['vault_text', 'attachment', 'session', 'sign_in_attempt'])(
  'the reader sees nothing of %s',
  async (table) => {
    await as(data.readerUrl, async (client) => {
      await expect(client.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
    });
  },
);

test('the reader sees people, but no password', async () => {
  await as(data.readerUrl, async (client) => {
    await client.query('select id, name from person');
    await expect(client.query('select password_hash from person')).rejects.toMatchObject({ code: '42501' });
  });
});

test.each([
  'case_event',
  'case_look',
  'case_view',
  'run_history',
  'incident',
  'intake',
  'calendar',
  'case_type_version',
  'org_unit',
])('the reader reads %s', async (table) => {
  await as(data.readerUrl, (client) => client.query(`select * from ${table}`));
});

test.each([
  'alter table case_event disable trigger case_event_append_only',
  'drop trigger case_event_append_only on case_event',
  'set session_replication_role = replica',
  'create table public.mine (id integer)',
  'delete from intake',
  'delete from case_view',
  'delete from incident',
  'delete from person',
])('the app may not %s', async (sql) => {
  await as(data.appUrl, async (client) => {
    await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
  });
});

test('the reader changes nothing', async () => {
  await as(data.readerUrl, async (client) => {
    await expect(client.query("update case_view set status = 'closed'")).rejects.toMatchObject({ code: '42501' });
  });
});

test('migrations run twice, and by several at once', async () => {
  const { ownerUrl, drop } = await emptyDatabase();
  await Promise.all(Array.from({ length: 3 }, () => migrate(ownerUrl)));
  await migrate(ownerUrl);
  const applied = await as(ownerUrl, (client) => client.query('select hash from drizzle.__drizzle_migrations'));
  expect(new Set(applied.rows.map(({ hash }) => hash)).size).toBe(applied.rowCount);
  await drop();
});

test('two databases of one server are migrated at once', async () => {
  const both = await Promise.all([emptyDatabase(), emptyDatabase()]);
  await Promise.all(both.map(({ ownerUrl }) => migrate(ownerUrl)));
  await Promise.all(both.map(({ drop }) => drop()));
});

test('each table says what it is', async () => {
  const silent = await as(data.ownerUrl, (client) =>
    client.query(`select relname from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and obj_description(oid) is null`),
  );
  expect(silent.rows).toEqual([]);
});
