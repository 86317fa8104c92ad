// What a newsroom withholds: news that were read already when the bell told of the end of a session.
import { once } from 'node:events';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../db/client.ts';
import { commitEvents } from '../db/commit.ts';
import { closeSession, openSession } from '../db/sessions.ts';
import { createLogger } from '../platform/logger.ts';
import { aCase, aCommit } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { createNewsroom } from './newsroom.ts';

let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

/** The database as a newsroom finds it to which something happens after news were read and before it learns them. */
const withNews = (meanwhile: (ears: pg.PoolClient) => Promise<unknown>): Database => {
  const { pool } = data.db;
  let ears: pg.PoolClient;
  const late = {
    query: async (asked: string | pg.QueryConfig, values?: unknown[]) => {
      const answer = await pool.query(asked as string, values);
      if (typeof asked === 'object' && asked.name === 'news-read' && answer.rows[0].fresh > 0) await meanwhile(ears);
      return answer;
    },
    connect: async () => {
      ears = await pool.connect();
      return ears;
    },
  };
  return { ...data.db, pool: late as unknown as pg.Pool };
};

test('whose session ends between the reading of news and their telling is told nothing', async () => {
  const { pool } = data.db;
  const { rows } = await pool.query(
    `select id as person, name, unit::text, role, password_hash as hash from person where username = 'zone'`,
  );
  const { hash, ...person } = rows[0];
  const { token } = await openSession(data.db, { person: person.person, hash });
  const signOut = vi.fn(async (ears: pg.PoolClient) => {
    const rung = once(ears, 'notification');
    await closeSession(data.db, token);
    await rung;
  });
  const newsroom = createNewsroom(
    { db: withNews(signOut), logger: createLogger('api', 'silent') },
    { lookMs: 3_600_000, beatMs: 3_600_000 },
  );
  const told: string[] = [];
  const ended = new Promise<void>((resolve) => {
    newsroom.join({
      caller: { kind: 'person', ...person },
      token,
      since: null,
      hear: ({ news }) => told.push(...news.map(({ caseNo }) => caseNo)),
      end: resolve,
    });
  });
  await vi.waitFor(async () => {
    const listening = await pool.query(
      `select from pg_stat_activity where datname = current_database() and state = 'idle' and query = 'listen caseloop_sessions'`,
    );
    expect(listening.rowCount).toBe(1);
  });
  await commitEvents(data.db, aCommit(aCase('SF-20261123-00001')), 'key');
  await pool.query(`select pg_notify('caseloop_news', '')`);
  await ended.finally(() => newsroom.close());
  expect(signOut).toHaveBeenCalledOnce();
  expect(told).toEqual([]);
});
