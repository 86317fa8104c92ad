// Bells: how one process wakes others. They carry nothing and may be missed; whoever hears one looks for itself.
import type pg from 'pg';
import type { Database } from './client.ts';

/** `news`: something was committed to the ledger. `sessions`: somebody signed out. */
export type Bell = 'news' | 'sessions';

const channelOf = (bell: Bell): string => `caseloop_${bell}`;

/** SQL that rings a bell in a statement that does something else, too. */
export const ringing = (bell: Bell): string => `pg_notify('${channelOf(bell)}', '')`;

/** Rings within this time become one, in ms. */
const quietMs = 100;

/**
 * Rings for news. Beside the transaction that made them and not within it: a transaction that notifies holds a lock on all others that
 * do until it is on the disk, and all commits of a county would stand in one line.
 */
export const createNewsBell = (db: Database): (() => void) => {
  let quiet = false;
  let again = false;
  const ring = (): void => {
    if (quiet) {
      again = true;
      return;
    }
    quiet = true;
    // Nobody may hear it: they look by themselves every few seconds.
    db.pool.query({ name: 'ring-news', text: `select ${ringing('news')}` }).catch(() => undefined);
    setTimeout(() => {
      quiet = false;
      if (again) {
        again = false;
        ring();
      }
    }, quietMs).unref();
  };
  return ring;
};

/** Before a lost connection is made anew, in ms. */
const retryMs = 1_000;

/**
 * Hears bells over one connection of the pool, which is made anew when it is lost; then all of them ring, since any may have been missed.
 * @returns how to stop
 */
export const hearBells = (db: Database, heard: Readonly<Record<Bell, () => void>>): (() => void) => {
  const bells = Object.keys(heard) as Bell[];
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: pg.PoolClient | undefined;

  const lose = (client?: pg.PoolClient): void => {
    if (client !== undefined && client !== current) return;
    current = undefined;
    client?.release(true);
    if (!stopped) timer = setTimeout(() => void connect(), retryMs).unref();
  };
  const connect = async (): Promise<void> => {
    const client = await db.pool.connect().catch(() => undefined);
    if (!client) return lose();
    current = client;
    client.on('error', () => lose(client));
    client.on('end', () => lose(client));
    client.on('notification', ({ channel }) => {
      for (const bell of bells) if (channel === channelOf(bell)) heard[bell]();
    });
    try {
      for (const bell of bells) await client.query(`listen ${channelOf(bell)}`);
    } catch {
      return lose(client);
    }
    if (stopped) return lose(client);
    for (const bell of bells) heard[bell]();
  };

  void connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    lose(current);
  };
};
