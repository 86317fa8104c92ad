// Opening the database: one pool a process, with limits that make the database give up before its callers do.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

export interface Database {
  pool: pg.Pool;
  orm: NodePgDatabase;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Connections at most; 10 unless told. */
  max?: number;
}

/** Ready at once; connections are made when they are needed, so that a database that is away is no reason not to start. */
export const openDatabase = (url: string, { applicationName, max = 10 }: DatabaseOptions): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 5_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    // A connection that only listens learns in no other way that its peer is gone.
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
  });
  // An idle connection that the server drops is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return { pool, orm: drizzle(pool), close: () => pool.end() };
};

/** Runs `work` in one transaction on one connection. */
export const inTransaction = async <T>(db: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await db.pool.connect();
  // Told of a lost connection by the query that it fails; the event alone must not end the process.
  const ignore = (): void => undefined;
  client.on('error', ignore);
  let broken = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    // A connection that cannot even do this may hold the transaction open: the pool must not hand it out again.
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
};
