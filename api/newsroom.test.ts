// What a newsroom withholds (news that were read already when the bell told of the end of a session), and whom it lets in.
import type pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Database } from '../db/client.ts';
import { commitEvents } from '../db/commit.ts';
import { closeSession, openSession } from '../db/sessions.ts';
import { createLogger } from '../platform/logger.ts';
import { aCase, aCommit } from '../tests/support/builders.ts';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { createNewsroom, type Listener } from './newsroom.ts';

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

/** A person with a session. */
const signedIn = async (): Promise<Pick<Listener, 'caller' | 'token'>> => {
  const { rows } = await data.db.pool.query(
    `select id as person, name, unit::text, role, password_hash as hash from person where username = 'zone'`,
  );
  const { hash, ...person } = rows[0];
  const { token } = await openSession(data.db, { person: person.person, hash });
  return { caller: { kind: 'person', wall: false, ...person }, token };
};

const logger = createLogger('api', 'silent');
/** No look but when a bell rings or somebody comes. */
const seldom = { lookMs: 3_600_000, beatMs: 3_600_000 };

test('whose session ends between the reading of news and their telling is told nothing', async () => {
  const { pool } = data.db;
  const who = await signedIn();
  const signOut = vi.fn(async (ears: pg.PoolClient) => {
    const rung = new Promise<void>((resolve) => {
      ears.on('notification', ({ channel }) => void (channel === 'caseloop_sessions' && resolve()));
    });
    await closeSession(data.db, who.token);
    await rung;
  });
  const newsroom = createNewsroom({ db: withNews(signOut), logger }, seldom);
  const told: string[] = [];
  const ended = new Promise<void>((resolve) => {
    newsroom.join({
      ...who,
      since: null,
      hear: ({ news }) => told.push(...news.map(({ caseNo }) => caseNo)),
      end: resolve,
    });
  });
  // Nothing is news to a newsroom that has not yet seen where they begin.
  let events = 0;
  const tellSomething = async () => {
    events += 1;
    await commitEvents(data.db, aCommit(aCase(`SF-20261123-${String(events).padStart(5, '0')}`)), 'key');
    await pool.query(`select pg_notify('caseloop_news', '')`);
    expect(signOut).toHaveBeenCalled();
  };
  await vi.waitFor(tellSomething, 30_000);
  await ended.finally(() => newsroom.close());
  expect(signOut).toHaveBeenCalledOnce();
  expect(told).toEqual([]);
});

test('who comes with a position that cannot be read has missed news, and keeps nobody from coming in', async () => {
  const { pool } = data.db;
  const madeUp = '1:2:';
  const slow = {
    query: (asked: string | pg.QueryConfig, values?: unknown[]) =>
      typeof asked === 'object' && asked.values?.[0] === madeUp
        ? Promise.reject(Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }))
        : pool.query(asked as string, values),
    connect: () => pool.connect(),
  };
  const newsroom = createNewsroom({ db: { ...data.db, pool: slow as unknown as pg.Pool }, logger }, seldom);
  const who = await signedIn();
  const heard = (since: string | null) =>
    new Promise<boolean>((resolve) => {
      newsroom.join({ ...who, since, hear: ({ complete }) => resolve(complete), end: () => undefined });
    });
  const [first, second] = await Promise.all([heard(madeUp), heard(null)]).finally(() => newsroom.close());
  expect([first, second]).toEqual([false, true]);
});
