// Making room for a database on the embedded server: the one that is there takes another name and stays.
import pg from 'pg';

const nameOf = (ownerUrl: string): string => decodeURIComponent(new URL(ownerUrl).pathname.slice(1));

/** @returns the name that the old database has now */
export const setDatabaseAside = async (ownerUrl: string, now: Date): Promise<string> => {
  const name = nameOf(ownerUrl);
  const aside = `${name}_before_${now.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}`;
  await onServer(ownerUrl, async (client) => {
    await client.query(`alter database ${client.escapeIdentifier(name)} rename to ${client.escapeIdentifier(aside)}`);
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
  return aside;
};

/** For a database without rows: nothing is kept of it. */
export const makeAnew = (ownerUrl: string): Promise<void> =>
  onServer(ownerUrl, async (client) => {
    const name = client.escapeIdentifier(nameOf(ownerUrl));
    await client.query(`drop database ${name}`);
    await client.query(`create database ${name}`);
  });

const onServer = async (ownerUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const url = new URL(ownerUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
